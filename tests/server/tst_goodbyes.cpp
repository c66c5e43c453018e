#include "tests/server/frame_client.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

constexpr int text = 0x81;
constexpr int closing = 0x88;

/// Whoever is waited for is waited for longer than any test takes.
ServerOptions patientOptions()
{
    ServerOptions options = quickOptions();
    options.limits.closeWaitMax = std::chrono::milliseconds(60'000);
    return options;
}

} // namespace

/// Who says good-bye, who answers, and who ends the connection (RFC 6455 §5.5.1, §7.1).
class TestGoodbyes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyCloseIsAnsweredByAnEmptyOne();
    void clientThatSaysItFirstIsNotWaitedFor();
    void waitsForTheClientsCloseBeforeItsEnd_data();
    void waitsForTheClientsCloseBeforeItsEnd();
    void waitsWhereTheServerHasItsReasons();
    void endsByItselfWhereTheClientNeverSaysIt();
    void allThatWasSaidBeforeTheEndIsHeard();
};

void TestGoodbyes::emptyCloseIsAnsweredByAnEmptyOne()
{
    LiveServer server(patientOptions());
    FrameClient client(server.port(), "Li");
    client.raw().send(clientFrame(closing, {}));
    const ServerFrame answer = client.next();
    QCOMPARE(answer.first, closing);
    QCOMPARE(answer.payload, QByteArray());
    QVERIFY(client.raw().isClosedInTime());
    QVERIFY(waitUntil(
        [&] { return server.totals().closedByClient[size_t(ClientClose::Normal)] == 1; }));
}

void TestGoodbyes::clientThatSaysItFirstIsNotWaitedFor()
{
    LiveServer server(patientOptions());
    for (const int code : {1000, 1001, 4999}) {
        FrameClient client(server.port(), "Li");
        client.raw().send(clientFrame(closing, closePayload(code, "bye")));
        QCOMPARE(client.next().payload, closePayload(code, "bye"));
        QVERIFY(client.raw().isClosedInTime());
    }
}

void TestGoodbyes::waitsForTheClientsCloseBeforeItsEnd_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("binary") << clientFrame(0x82, QByteArray(1000, 'x')) << 1003;
    QTest::newRow("too big") << clientFrame(text, QByteArray(400'000, 'x')) << 1009;
    QTest::newRow("no UTF-8") << clientFrame(text, "\xff") << 1007;
    QTest::newRow("reserved bit") << clientFrame(0xc1, "x") << 1002;
}

void TestGoodbyes::waitsForTheClientsCloseBeforeItsEnd()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    LiveServer server(patientOptions());
    FrameClient client(server.port(), "Li");
    client.raw().send(bytes + clientFrame(text, "still talking"));
    const ServerFrame frame = client.next();
    QCOMPARE(frame.closeCode(), code);
    QVERIFY2(!client.raw().isClosedInTime(100), "a proxy would tear the connection down");
    client.raw().send(clientFrame(text, "more") + clientFrame(closing, closePayload(code)));
    QVERIFY(client.raw().isClosedInTime());
}

void TestGoodbyes::waitsWhereTheServerHasItsReasons()
{
    ServerOptions options = patientOptions();
    options.limits.connectionsPerNameMax = 1;
    LiveServer server(options);
    FrameClient first(server.port(), "Li");
    FrameClient second(server.port(), "Li");
    QCOMPARE(second.next().closeCode(), 4504);
    QVERIFY(!second.raw().isClosedInTime(100));
    second.raw().send(clientFrame(closing, {})); // what it says in it does not matter
    QVERIFY(second.raw().isClosedInTime());
    QVERIFY(first.isAlive());
}

void TestGoodbyes::endsByItselfWhereTheClientNeverSaysIt()
{
    LiveServer server; // whose patience is short
    FrameClient client(server.port(), "Li");
    client.raw().send(clientFrame(0x82, "x"));
    QCOMPARE(client.next().closeCode(), 1003);
    QVERIFY(client.raw().isClosedInTime());
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 0; }));
}

// More than is looked at in one turn, and the client is gone when the last of it is.
void TestGoodbyes::allThatWasSaidBeforeTheEndIsHeard()
{
    constexpr int count = 4000;
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        bytes += clientFrame(text, "{\"to\":\"Bob\",\"content\":" + QByteArray::number(i) + '}');
    {
        FrameClient client(server.port(), "Li");
        client.raw().send(bytes);
        client.raw().socket().disconnectFromHost();
    }
    QVERIFY(bob.hasTextsInTime(count));
    for (int i = 0; i < count; ++i)
        QCOMPARE(bob.texts[i], u"{\"from\":\"Li\",\"content\":%1}"_s.arg(i));
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 1; }));
}

QTEST_GUILESS_MAIN(TestGoodbyes)
#include "tst_goodbyes.moc"
