#include "tests/server/frame_client.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

using std::chrono::milliseconds;

/// Times short enough for a test and long enough for a slow machine.
ServerOptions shortTimes()
{
    ServerOptions options = quickOptions();
    options.limits.headTimeMax = milliseconds(300);
    options.limits.bodyTimeMax = milliseconds(300);
    options.limits.idleTimeMax = milliseconds(300);
    return options;
}

QByteArray messageTo(const QByteArray &name, qsizetype bytes)
{
    return post("{\"to\":\"" + name + "\",\"content\":\"" + QByteArray(bytes, 'x') + "\"}");
}

} // namespace

/// What takes too long, comes too often or is not taken: each ends, and only for whoever does it.
class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slowHeadIsAnsweredAndClosed();
    void headThatTricklesIsSlowToo();
    void slowBodyIsAnsweredAndClosed();
    void slowBodyOfAHeadRequestIsAnsweredWithoutOne();
    void idleConnectionIsClosedWithoutAWord();
    void connectionInUseIsNotIdle();
    void webSocketIsNotIdle();
    void peerThatDoesNotCloseIsCut();
    void messageThatTricklesIsClosed();
    void messagesThatAlwaysComeInPiecesAreNotSlow();
    void silentWebSocketIsClosed();
    void pongsKeepAWebSocketOpen();
    void receiverThatNeverReadsIsCutAndHurtsNobody();
    void tooManyOfOneNameAreTurnedAway();
    void closeReachesAPeerThatIsStillSending();
};

void TestLimits::slowHeadIsAnsweredAndClosed()
{
    LiveServer server(shortTimes());
    RawClient client(server.port());
    client.send("POST /rest/message HTTP/1.1\r\nHost: localhost\r\n");
    const Reply reply = client.reply();
    QCOMPARE(reply.status, 408);
    QCOMPARE(reply.word(), "request_timeout");
    QVERIFY(client.isClosedInTime());
}

void TestLimits::headThatTricklesIsSlowToo()
{
    LiveServer server(shortTimes());
    RawClient client(server.port());
    QElapsedTimer clock;
    clock.start();
    client.send("GET / HTTP/1.1\r\n");
    int headers = 0;
    const bool answered = waitUntil([&] {
        client.send("X: " + QByteArray::number(++headers) + "\r\n");
        return client.socket().waitForReadyRead(30);
    });
    QVERIFY(answered);
    QCOMPARE(client.reply().status, 408);
    QVERIFY2(clock.elapsed() < 3000, QByteArray::number(clock.elapsed()));
}

void TestLimits::slowBodyIsAnsweredAndClosed()
{
    LiveServer server(shortTimes());
    HealthyPair pair(server.port());
    QVERIFY(pair.isOpenInTime());
    RawClient client(server.port());
    const QByteArray whole = post("{\"to\":\"Bob\",\"content\":1}");
    client.send(QByteArrayView(whole).chopped(1));
    QCOMPARE(client.reply().word(), "request_timeout");
    client.send(QByteArrayView(whole).last(1));
    QVERIFY(client.isClosedInTime());
    RawClient(server.port()).send(get("/healthz"));
    HealthyPair late(server.port(), "Late"); // the first pair's sender is closed as idle by now
    QVERIFY(late.isOpenInTime());
    QCOMPARE(late.complaint(), QByteArray());
    QCOMPARE(server.totals().publishes, quint64(1));
}

void TestLimits::slowBodyOfAHeadRequestIsAnsweredWithoutOne()
{
    LiveServer server(shortTimes());
    RawClient client(server.port());
    client.send("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n12345678");
    QCOMPARE(client.reply(true).status, 408);
    QVERIFY(client.isClosedInTime()); // with nothing more said
}

void TestLimits::idleConnectionIsClosedWithoutAWord()
{
    LiveServer server(shortTimes());
    RawClient fresh(server.port());
    RawClient used(server.port());
    QCOMPARE(used.ask(get("/healthz")).status, 200);
    QVERIFY(fresh.isClosedInTime());
    QVERIFY(used.isClosedInTime());
}

void TestLimits::connectionInUseIsNotIdle()
{
    LiveServer server(shortTimes());
    RawClient client(server.port());
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 900) {
        QCOMPARE(client.ask(get("/healthz")).status, 200);
        client.socket().waitForReadyRead(50); // a pause; nothing is due
    }
}

void TestLimits::webSocketIsNotIdle()
{
    LiveServer server(shortTimes());
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient idle(server.port());
    QVERIFY(idle.isClosedInTime()); // so the idle time is over for Bob as well
    RawClient client(server.port());
    QCOMPARE(client.ask(messageTo("Bob", 1)).body, "{\"succeed\":true}");
    QVERIFY(bob.hasTextsInTime(1));
}

void TestLimits::peerThatDoesNotCloseIsCut()
{
    LiveServer server;
    RawClient client(server.port());
    QCOMPARE(client.ask("bad\r\n\r\n").status, 400);
    // Our side stays open and busy; the server's patience ends by itself.
    QVERIFY(waitUntil([&] {
        client.socket().write(QByteArray(1000, 'x'));
        client.socket().waitForBytesWritten(10);
        return client.socket().state() == QAbstractSocket::UnconnectedState;
    }));
}

void TestLimits::messageThatTricklesIsClosed()
{
    ServerOptions options = quickOptions();
    options.limits.clientMessageTimeMax = milliseconds(300);
    LiveServer server(options);
    FrameClient slow(server.port(), "Slow");
    FrameClient fragments(server.port(), "Fragments");
    slow.raw().send(clientFrame(0x81, "hello").left(8));
    fragments.raw().send(clientFrame(0x01, "{"));
    QCOMPARE(slow.closeCode(), int(CloseCode::TooSlow));
    QCOMPARE(fragments.closeCode(), int(CloseCode::TooSlow));
}

// A busy uplink: no piece ever ends where a message does, but none of them takes long.
void TestLimits::messagesThatAlwaysComeInPiecesAreNotSlow()
{
    ServerOptions options = quickOptions();
    options.limits.clientMessageTimeMax = milliseconds(1500);
    LiveServer server(options);
    FrameClient client(server.port(), "Li");
    const QByteArray message = clientFrame(0x81, "{\"to\":\"Li\",\"content\":1}");
    QElapsedTimer clock;
    client.raw().send(message.first(9));
    for (clock.start(); clock.elapsed() < 3000;) {
        client.raw().send(message.sliced(9) + message.first(9));
        QCOMPARE(client.next().payload, "{\"from\":\"Li\",\"content\":1}");
    }
}

void TestLimits::silentWebSocketIsClosed()
{
    ServerOptions options = quickOptions();
    options.limits.pingInterval = milliseconds(100);
    options.limits.pongWaitMax = milliseconds(300);
    LiveServer server(options);
    FrameClient silent(server.port(), "Silent"); // sees pings and says nothing
    QCOMPARE(silent.next().first, 0x89);
    QCOMPARE(silent.closeCode(), int(CloseCode::NoPong));
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 0; }));
}

void TestLimits::pongsKeepAWebSocketOpen()
{
    ServerOptions options = quickOptions();
    options.limits.pingInterval = milliseconds(50);
    options.limits.pongWaitMax = milliseconds(1000);
    LiveServer server(options);
    FrameClient client(server.port(), "Bob");
    for (int i = 0; i < 10; ++i) {
        const ServerFrame ping = client.next();
        QCOMPARE(ping.first, 0x89);
        client.raw().send(clientFrame(0x8a, ping.payload));
    }
    QVERIFY(client.isAlive());
}

void TestLimits::receiverThatNeverReadsIsCutAndHurtsNobody()
{
    LiveServer server;
    HealthyPair pair(server.port());
    QVERIFY(pair.isOpenInTime());
    FrameClient deaf(server.port(), "Deaf");
    deaf.raw().socket().setReadBufferSize(1);
    const qint64 before = residentBytes();
    qint64 peak = 0;
    RawClient sender(server.port());
    int offline = 0;
    for (int i = 0; i < 600; ++i) { // 60 MB
        const Reply reply = sender.ask(messageTo("Deaf", 100'000));
        QCOMPARE(reply.status, 200);
        offline += reply.body == "{\"succeed\":true}" ? 0 : 1;
        if (i % 50 == 0)
            QCOMPARE(pair.complaint(), QByteArray());
        peak = std::max(peak, residentBytes() - before);
    }
    QVERIFY2(peak < 8 * 1024 * 1024, QByteArray::number(peak));
    QVERIFY2(offline > 500, QByteArray::number(offline)); // the kernel's buffers took the first few
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 1; })); // Bob
    QCOMPARE(sender.ask(get("/rest/connections/Deaf")).body,
             "{\"name\":\"Deaf\",\"connections\":0}");
    QCOMPARE(pair.complaint(), QByteArray());
}

void TestLimits::tooManyOfOneNameAreTurnedAway()
{
    ServerOptions options = quickOptions();
    options.limits.connectionsPerNameMax = 3;
    LiveServer server(options);
    std::vector<std::unique_ptr<SocketClient>> bobs;
    for (int i = 0; i < 3; ++i) {
        bobs.push_back(std::make_unique<SocketClient>(server.port(), "Bob"));
        QVERIFY(bobs.back()->isOpenInTime());
    }
    SocketClient tooMany(server.port(), "Bob");
    QVERIFY(waitUntil([&] { return tooMany.closeCode() == 4504; }));
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    RawClient client(server.port());
    QCOMPARE(client.ask(get("/rest/connections/Bob")).body, "{\"name\":\"Bob\",\"connections\":3}");
    bobs.pop_back();
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 3; }));
    SocketClient again(server.port(), "Bob");
    QVERIFY(again.isOpenInTime());
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 4; }));
}

void TestLimits::closeReachesAPeerThatIsStillSending()
{
    LiveServer server;
    for (int round = 0; round < 10; ++round) {
        FrameClient client(server.port(), "Bob");
        client.raw().send(clientFrame(0x81, QByteArray(1024 * 1024, 'x')));
        QCOMPARE(client.closeCode(), int(CloseCode::TooBig));
        QVERIFY(client.raw().isClosedInTime());
    }
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
