#include "tests/server/frame_client.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

class TestCleanStop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void socketsGet1001();
    void stopsWithNobodyThere();
    void stopsInTimeWhenAPeerDoesNotAnswer();
    void idleAndHalfRequestsDoNotHoldItUp();
    void refusesNewConnectionsOnceStopped();
    void startsAgainOnTheSamePort();
    void stoppingTwiceStopsOnce();
    void startingTwiceListensOnce();
    void portInUseIsTold();
    void addressThatIsNotOursIsTold();
    void missingFolderIsTold();
    void endsWithoutAStop();
    void answersWhatWasAskedBeforeTheStop();
    void tellsHowFarItGotWithWhatWasPipelined();
};

void TestCleanStop::socketsGet1001()
{
    LiveServer server;
    std::vector<std::unique_ptr<SocketClient>> clients;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(std::make_unique<SocketClient>(server.port(), QByteArray::number(i)));
        QVERIFY(clients.back()->isOpenInTime());
    }
    QElapsedTimer clock;
    clock.start();
    QVERIFY(server.stop());
    QVERIFY2(clock.elapsed() < 10'000, QByteArray::number(clock.elapsed()));
    for (const auto &client : clients) {
        QVERIFY(client->isClosedInTime());
        QCOMPARE(client->closeCode(), 1001);
    }
}

void TestCleanStop::stopsWithNobodyThere()
{
    LiveServer server;
    QElapsedTimer clock;
    clock.start();
    QVERIFY(server.stop());
    QVERIFY2(clock.elapsed() < 2000, QByteArray::number(clock.elapsed()));
}

void TestCleanStop::stopsInTimeWhenAPeerDoesNotAnswer()
{
    ServerOptions options = quickOptions();
    options.limits.closeWaitMax
        = std::chrono::milliseconds(60'000); // so that only the whole counts
    options.limits.stopTimeMax = std::chrono::milliseconds(500);
    LiveServer server(options);
    FrameClient deaf(server.port(), "Deaf");
    RawClient idle(server.port());
    QCOMPARE(idle.ask(get("/healthz")).status, 200);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(server.stop());
    QVERIFY2(clock.elapsed() < 5000, QByteArray::number(clock.elapsed()));
    QCOMPARE(deaf.closeCode(), 1001);
}

void TestCleanStop::idleAndHalfRequestsDoNotHoldItUp()
{
    LiveServer server;
    RawClient fresh(server.port());
    RawClient half(server.port());
    half.send("POST /rest/mess");
    RawClient body(server.port());
    body.send(QByteArrayView(post("{\"to\":\"Bob\",\"content\":1}")).chopped(3));
    QElapsedTimer clock;
    clock.start();
    QVERIFY(server.stop());
    QVERIFY2(clock.elapsed() < 10'500, QByteArray::number(clock.elapsed()));
}

void TestCleanStop::refusesNewConnectionsOnceStopped()
{
    LiveServer server;
    QVERIFY(server.stop());
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server.port());
    QVERIFY(!socket.waitForConnected(patienceMs));
    QCOMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestCleanStop::startsAgainOnTheSamePort()
{
    ServerOptions options = quickOptions();
    LiveServer first(options);
    options.port = first.port();
    {
        SocketClient bob(first.port(), "Bob");
        QVERIFY(bob.isOpenInTime());
        QVERIFY(first.stop());
    }
    for (int round = 0; round < 3; ++round) {
        LiveServer again(options);
        QCOMPARE(again.port(), options.port);
        HealthyPair pair(again.port());
        QVERIFY(pair.isOpenInTime());
        QCOMPARE(pair.complaint(), QByteArray());
    }
    // The same object too.
    QSignalSpy listening(&first.server(), &Server::listening);
    first.server().start(options);
    QVERIFY(waitUntil([&] { return !listening.isEmpty(); }));
    HealthyPair pair(options.port);
    QVERIFY(pair.isOpenInTime());
    QCOMPARE(pair.complaint(), QByteArray());
}

void TestCleanStop::stoppingTwiceStopsOnce()
{
    LiveServer server;
    QSignalSpy stopped(&server.server(), &Server::stopped);
    server.server().stop();
    server.server().stop();
    QVERIFY(server.stop());
    server.server().stop();
    QCOMPARE(stopped.size(), 1);
}

void TestCleanStop::startingTwiceListensOnce()
{
    Server server;
    QSignalSpy listening(&server, &Server::listening);
    server.start(quickOptions());
    server.start(quickOptions());
    QVERIFY(waitUntil([&] { return !listening.isEmpty(); }));
    QVERIFY(!waitUntil([&] { return listening.size() > 1; }, 100));
    QVERIFY(server.isStarted());
}

void TestCleanStop::portInUseIsTold()
{
    LiveServer first;
    ServerOptions options = quickOptions();
    options.port = first.port();
    Server second;
    QSignalSpy failed(&second, &Server::failed);
    second.start(options);
    QVERIFY(waitUntil([&] { return !failed.isEmpty(); }));
    const Error error = failed.first().first().value<Error>();
    QCOMPARE(error.code, ErrorCode::AddressInUse);
    QVERIFY(error.text().contains(QString::number(first.port())));
    QVERIFY(!second.isStarted());
    // Another try, with another port, succeeds.
    QSignalSpy listening(&second, &Server::listening);
    second.start(quickOptions());
    QVERIFY(waitUntil([&] { return !listening.isEmpty(); }));
    HealthyPair pair(first.port());
    QVERIFY(pair.isOpenInTime());
    QCOMPARE(pair.complaint(), QByteArray());
}

void TestCleanStop::addressThatIsNotOursIsTold()
{
    ServerOptions options = quickOptions();
    options.host = QHostAddress(QStringLiteral("192.0.2.1")); // RFC 5737: nobody's
    Server server;
    QSignalSpy failed(&server, &Server::failed);
    server.start(options);
    QVERIFY(waitUntil([&] { return !failed.isEmpty(); }));
    QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::CannotListen);
}

void TestCleanStop::missingFolderIsTold()
{
    ServerOptions options = quickOptions();
    options.staticFolder = QStringLiteral("/does/not/exist");
    Server server;
    QSignalSpy failed(&server, &Server::failed);
    server.start(options);
    QVERIFY(waitUntil([&] { return !failed.isEmpty(); }));
    QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::FolderMissing);
    QVERIFY(!server.isStarted());
}

// As when the program ends in another way: no good-bye, but no crash and no hang either.
void TestCleanStop::endsWithoutAStop()
{
    auto server = std::make_unique<Server>();
    quint16 port = 0;
    connect(server.get(), &Server::listening, this,
            [&](const QUrl &url) { port = quint16(url.port()); });
    server->start(quickOptions());
    QVERIFY(waitUntil([&] { return port != 0; }));
    SocketClient bob(port, "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient half(port);
    half.send("GET /");
    RawClient read(port);
    QCOMPARE(read.ask(get("/healthz")).status, 200);
    server.reset();
    QVERIFY(bob.isClosedInTime());
}

void TestCleanStop::answersWhatWasAskedBeforeTheStop()
{
    LiveServer server;
    RawClient client(server.port());
    const QByteArray whole = post("{\"to\":\"Nobody\",\"content\":1}");
    client.send(QByteArrayView(whole).chopped(1));
    QCOMPARE(RawClient(server.port()).ask(get("/healthz")).status, 200); // so it has been read
    server.server().stop();
    // The stop has begun, and so has reached this connection, once nobody new is let in.
    QVERIFY(waitUntil([&] {
        QTcpSocket late;
        late.connectToHost(QHostAddress::LocalHost, server.port());
        return !late.waitForConnected(patienceMs);
    }));
    client.send(QByteArrayView(whole).last(1));
    const Reply reply = client.reply();
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("Connection"), "close");
    QVERIFY(server.stop());
}

// They take some turns, and the stop comes between two of them.
void TestCleanStop::tellsHowFarItGotWithWhatWasPipelined()
{
    constexpr int count = 2'000;
    LiveServer server;
    RawClient client(server.port());
    client.send(get("/healthz").repeated(count));
    Reply last = client.reply();
    QCOMPARE(last.status, 200);
    QVERIFY(server.stop());
    int answered = 1;
    for (Reply next = client.reply(); next.status != 0; next = client.reply()) {
        last = next;
        ++answered;
    }
    if (answered < count)
        QCOMPARE(last.header("Connection").toLower(), "close");
    qInfo("%d of %d were answered", answered, count);
}

QTEST_GUILESS_MAIN(TestCleanStop)
#include "tst_clean_stop.moc"
