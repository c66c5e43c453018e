#include "tests/server/frame_client.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using std::chrono::milliseconds;

/// Too many from one address, too fast, too slow for too long, and a good-bye to very many.
class TestCrowds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAddressGetsSoManyConnectionsAndNoMore();
    void upgradeBeyondThatIsRefusedBefore101();
    void otherAddressesAreNotCountedWithIt();
    void floodFromOneAddressIsNotEvenAnswered();
    void publishesAtTheLimitPass();
    void onePublishTooManyClosesWith4029();
    void receiverWhoseOldestByteWaitsTooLongIsClosed();
    void receiverWhoCatchesUpInTimeStays();
    void goodbyesToManyAreSpread();
    void goodbyesToFewComeAtOnce();
    void upgradeDuringTheStopIsRefused();
};

namespace {

quint64 closes(LiveServer &server, CloseCode code)
{
    const auto found = std::ranges::find(closeCodes, code);
    return server.totals().closedByServer[size_t(found - closeCodes.begin())];
}

ServerOptions withPerAddress(int connectionsMax)
{
    ServerOptions options = quickOptions();
    options.limits.connectionsPerAddressMax = connectionsMax;
    return options;
}

/// How many bytes wait for the only connection there is.
qint64 bytesWaiting(LiveServer &server)
{
    std::shared_ptr<const ConnectionTable> table;
    server.server().requestConnections();
    const bool came
        = waitUntil([&] { return (table = server.server().feed().takeConnections()) != nullptr; });
    return came && !table->empty() ? table->front().bytesWaiting : -1;
}

/// Sends to Slow until bytes wait for it that the kernel does not take; returns how many.
qint64 fillUp(LiveServer &server, const Limits &limits)
{
    RawClient sender(server.port());
    const QByteArray body = "{\"to\":\"Slow\",\"content\":\"" + QByteArray(90'000, 'x') + "\"}";
    for (int i = 0; i < 200; ++i) {
        if (sender.ask(post(body)).body != "{\"succeed\":true}")
            return -1;
        const qint64 waiting = bytesWaiting(server);
        if (waiting > 0 || waiting > limits.sendQueueBytesMax)
            return waiting;
    }
    return 0;
}

struct Goodbyes
{
    std::vector<std::unique_ptr<SocketClient>> clients;
    std::vector<qint64> times; ///< of each close, in ms since the stop, in order
};

/// Stops the server with so many clients connected.
bool stopWith(int count, LiveServer &server, Goodbyes &goodbyes)
{
    QElapsedTimer clock;
    for (int i = 0; i < count; ++i) {
        goodbyes.clients.push_back(
            std::make_unique<SocketClient>(server.port(), QByteArray::number(i)));
        QObject::connect(&goodbyes.clients.back()->socket(), &QWebSocket::disconnected,
                         [&] { goodbyes.times.push_back(clock.elapsed()); });
    }
    if (!waitUntil([&] { return server.totals().connectionsOpen == quint64(count); }))
        return false;
    clock.start();
    if (!server.stop() || !waitUntil([&] { return goodbyes.times.size() == size_t(count); }))
        return false;
    return std::ranges::all_of(goodbyes.clients,
                               [](const auto &client) { return client->closeCode() == 1001; });
}

} // namespace

void TestCrowds::oneAddressGetsSoManyConnectionsAndNoMore()
{
    LiveServer server(withPerAddress(2));
    RawClient first(server.port());
    QCOMPARE(first.ask(get("/healthz")).status, 200);
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient third(server.port());
    const Reply reply = third.reply(); // without having asked
    QCOMPARE(reply.status, 429);
    QCOMPARE(reply.word(), "too_many_requests");
    QVERIFY(reply.header("Retry-After").toInt() > 0);
    QVERIFY(third.isClosedInTime());
    QCOMPARE(first.ask(get("/healthz")).status, 200); // who was there stays
    QCOMPARE(server.totals().refusedBy[size_t(ErrorCode::TooManyRequests)], quint64(1));
    bob.socket().close();
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 0; }));
    QVERIFY(waitUntil([&] { // a place is free
        RawClient fourth(server.port());
        return fourth.ask(get("/healthz")).status == 200;
    }));
}

void TestCrowds::upgradeBeyondThatIsRefusedBefore101()
{
    LiveServer server(withPerAddress(1));
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient second(server.port());
    QCOMPARE(second
                 .ask(get("/ws/Bob",
                          "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"))
                 .status,
             429);
    QCOMPARE(server.totals().connectionsOpened, quint64(1));
}

void TestCrowds::otherAddressesAreNotCountedWithIt()
{
    ServerOptions options = withPerAddress(1);
    options.host = QHostAddress(QHostAddress::AnyIPv4);
    LiveServer server(options);
    RawClient first(server.port());
    QCOMPARE(first.ask(get("/healthz")).status, 200);
    QTcpSocket other;
    if (!other.bind(QHostAddress(QStringLiteral("127.0.0.2"))))
        QSKIP("this system has no second loopback address");
    other.connectToHost(QHostAddress(QHostAddress::LocalHost), server.port());
    QVERIFY(other.waitForConnected(patienceMs));
    other.write(get("/healthz"));
    QVERIFY(other.waitForReadyRead(patienceMs));
    QVERIFY(other.readAll().startsWith("HTTP/1.1 200"));
}

void TestCrowds::floodFromOneAddressIsNotEvenAnswered()
{
    LiveServer server(withPerAddress(1));
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    std::vector<std::unique_ptr<RawClient>> flood;
    QVERIFY(waitUntil([&] {
        flood.push_back(std::make_unique<RawClient>(server.port()));
        return server.totals().connectionsDropped > 0 || flood.size() > 500;
    }));
    QVERIFY(server.totals().connectionsDropped > 0);
    bob.socket().sendTextMessage(QStringLiteral("{\"to\":\"Bob\",\"content\":1}"));
    QVERIFY(bob.hasTextsInTime(1));
}

void TestCrowds::publishesAtTheLimitPass()
{
    ServerOptions options = quickOptions();
    options.limits.socketPublishesPerSecondMax = 5;
    LiveServer server(options);
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    for (int i = 0; i < 5; ++i)
        bob.socket().sendTextMessage(QStringLiteral("{\"to\":\"Bob\",\"content\":1}"));
    QVERIFY(bob.hasTextsInTime(5));
    QCOMPARE(bob.socket().state(), QAbstractSocket::ConnectedState);
    QCOMPARE(server.totals().refused, quint64(0));
}

void TestCrowds::onePublishTooManyClosesWith4029()
{
    ServerOptions options = quickOptions();
    options.limits.socketPublishesPerSecondMax = 1;
    LiveServer server(options);
    HealthyPair pair(server.port());
    QVERIFY(pair.isOpenInTime());
    SocketClient hasty(server.port(), "Hasty");
    QVERIFY(hasty.isOpenInTime());
    for (int i = 0; i < 20; ++i)
        hasty.socket().sendTextMessage(QStringLiteral("{\"to\":\"Nobody\",\"content\":1}"));
    QVERIFY(hasty.isClosedInTime());
    QCOMPARE(hasty.closeCode(), int(CloseCode::TooFast));
    QCOMPARE(server.totals().refusedBy[size_t(ErrorCode::TooManyRequests)], quint64(1));
    QCOMPARE(pair.complaint(), QByteArray()); // posts are not counted
}

void TestCrowds::receiverWhoseOldestByteWaitsTooLongIsClosed()
{
    ServerOptions options = quickOptions();
    options.limits.sendQueueAgeMax = milliseconds(1'000);
    LiveServer server(options);
    FrameClient slow(server.port(), "Slow");
    QTcpSocket &socket = slow.raw().socket();
    socket.setReadBufferSize(1);
    const qint64 waiting = fillUp(server, options.limits);
    QVERIFY2(waiting > 0 && waiting < options.limits.sendQueueBytesMax,
             QByteArray::number(waiting));
    QElapsedTimer clock;
    clock.start();
    QVERIFY(waitUntil([&] { // a trickle: it does read, but not enough
        socket.read(100);
        return closes(server, CloseCode::TooSlow) == 1;
    }));
    // One message before the last one may have begun to wait already.
    QVERIFY2(clock.elapsed() >= 700, QByteArray::number(clock.elapsed()));
    // The close is counted when it is sent, the connection until it has ended.
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 0; }));
}

void TestCrowds::receiverWhoCatchesUpInTimeStays()
{
    ServerOptions options = quickOptions();
    options.limits.sendQueueAgeMax = milliseconds(1'500);
    LiveServer server(options);
    FrameClient slow(server.port(), "Slow");
    slow.raw().socket().setReadBufferSize(1);
    QVERIFY(fillUp(server, options.limits) > 0);
    QTcpSocket &socket = slow.raw().socket();
    socket.setReadBufferSize(0);
    QVERIFY(waitUntil([&] {
        socket.readAll();
        return server.totals().bytesWaiting == 0 && bytesWaiting(server) == 0;
    }));
    const quint64 sweeps = server.totals().eventLoopLags.total();
    QVERIFY(waitUntil([&] { // beyond the time that was left to it
        socket.readAll();
        return server.totals().eventLoopLags.total() > sweeps + 30;
    }));
    QCOMPARE(closes(server, CloseCode::TooSlow), quint64(0));
    QCOMPARE(server.totals().connectionsOpen, quint64(1));
}

void TestCrowds::goodbyesToManyAreSpread()
{
    constexpr int many = 60;
    ServerOptions options = quickOptions();
    options.limits.stopSpreadConnectionsMin = many;
    options.limits.stopSpreadTime = milliseconds(1'500);
    LiveServer server(options);
    Goodbyes goodbyes;
    QVERIFY(stopWith(many, server, goodbyes));
    const auto &times = goodbyes.times;
    QVERIFY2(times.back() - times.front() >= 1'000,
             QByteArray::number(times.back() - times.front()));
    // Evenly: half of them have a third of the time at the least.
    QVERIFY2(times[many / 2] - times.front() >= 400, QByteArray::number(times[many / 2]));
    QVERIFY2(times.back() < 10'000, QByteArray::number(times.back()));
}

void TestCrowds::goodbyesToFewComeAtOnce()
{
    constexpr int few = 20;
    ServerOptions options = quickOptions();
    options.limits.stopSpreadConnectionsMin = few + 1;
    options.limits.stopSpreadTime = milliseconds(5'000);
    LiveServer server(options);
    Goodbyes goodbyes;
    QVERIFY(stopWith(few, server, goodbyes));
    QVERIFY2(goodbyes.times.back() < 3'000, QByteArray::number(goodbyes.times.back()));
}

void TestCrowds::upgradeDuringTheStopIsRefused()
{
    LiveServer server;
    RawClient client(server.port());
    // Midway in its body when the stop begins, so it is still heard.
    client.send("GET /ws/Bob HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nContent-Length: 2\r\n\r\n{");
    RawClient other(server.port());
    QCOMPARE(other.ask(get("/readyz")).status, 200); // and by now the first was read, too
    server.server().stop();
    QVERIFY(other.isClosedInTime());
    client.send("}");
    QCOMPARE(client.reply().word(), "shutting_down");
    QVERIFY(client.isClosedInTime());
}

QTEST_GUILESS_MAIN(TestCrowds)
#include "tst_crowds.moc"
