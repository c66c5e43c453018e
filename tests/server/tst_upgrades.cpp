#include "server/protocol/frame.h"
#include "tests/server/frame_client.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

QByteArray upgradeOf(const QByteArray &name, const QByteArray &headers = {})
{
    return get("/ws/" + name,
               "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                   + headers);
}

} // namespace

/// What is answered to an upgrade (RFC 6455 §4.2.2).
class TestUpgrades : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answerIsTheStandards();
    void firstSubProtocolIsChosen_data();
    void firstSubProtocolIsChosen();
    void sayingMoreAtOnceIsHeard();
    void refusalNamesTheUpgrade();
};

void TestUpgrades::answerIsTheStandards()
{
    LiveServer server;
    RawClient client(server.port());
    const Reply reply = client.ask(upgradeOf("Li", "Origin: http://127.0.0.1\r\n"), true);
    QCOMPARE(reply.status, 101);
    QVERIFY(reply.head.startsWith("HTTP/1.1 101 Switching Protocols\r\n"));
    QCOMPARE(reply.header("Upgrade"), "websocket");
    QCOMPARE(reply.header("Connection"), "Upgrade");
    // RFC 6455 §1.3
    QCOMPARE(reply.header("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    QVERIFY(!reply.head.contains("Access-Control-"));
    QVERIFY(!reply.head.contains("Sec-WebSocket-Protocol"));
    QVERIFY(!reply.head.contains("Sec-WebSocket-Extensions"));
    QVERIFY2(client.unread().isEmpty(), "nothing of Qt's good-bye");
}

void TestUpgrades::firstSubProtocolIsChosen_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("chosen");
    QTest::newRow("one") << QByteArray("chat") << QByteArray("chat");
    QTest::newRow("two") << QByteArray("v2.push, v1.push") << QByteArray("v2.push");
    QTest::newRow("no token") << QByteArray("a/b") << QByteArray();
}

void TestUpgrades::firstSubProtocolIsChosen()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, chosen);
    LiveServer server;
    RawClient client(server.port());
    const Reply reply
        = client.ask(upgradeOf("Li", "Sec-WebSocket-Protocol: " + offered + "\r\n"), true);
    QCOMPARE(reply.status, 101);
    QCOMPARE(reply.header("Sec-WebSocket-Protocol"), chosen);
}

void TestUpgrades::sayingMoreAtOnceIsHeard()
{
    LiveServer server;
    RawClient client(server.port());
    const QByteArray text
        = clientFrame(0x81, "{\"to\":\"Li\",\"content\":1}") + clientFrame(0x89, "p");
    client.send(upgradeOf("Li") + text.repeated(500) + clientFrame(0x88, {}));
    QCOMPARE(client.reply(true).status, 101);
    const QByteArray answer("\x8a\x01p", 3);
    const QByteArray push = textFrame("{\"from\":\"Li\",\"content\":1}").wireBytes;
    const QByteArray all = client.readUntil(QByteArray("\x88\x00", 2));
    QCOMPARE(all.count(answer), 500);
    QCOMPARE(all.count(push), 500);
    QVERIFY(client.isClosedInTime());
}

void TestUpgrades::refusalNamesTheUpgrade()
{
    LiveServer server;
    RawClient client(server.port());
    const Reply reply = client.ask(get("/ws/Li"));
    QCOMPARE(reply.status, 426);
    QVERIFY(reply.header("Connection").split('|').contains("Upgrade"));
    QCOMPARE(reply.header("Upgrade"), "websocket");
    QCOMPARE(reply.header("Sec-WebSocket-Version"), "13");
}

QTEST_GUILESS_MAIN(TestUpgrades)
#include "tst_upgrades.moc"
