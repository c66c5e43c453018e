#include "tests/server/kit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// Every line of the contract that clients rely on, over real sockets.
class TestContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAPostAndPushes();
    void answersOfflineInTheDemosWords();
    void takesForms();
    void detailTellsIdConnectionsAndNode();
    void repeatIsAnsweredAndNotDelivered();
    void senderMayBeAbsent_data();
    void senderMayBeAbsent();
    void namesAreOrdinary_data();
    void namesAreOrdinary();
    void contentArrivesToTheLetter_data();
    void contentArrivesToTheLetter();
    void everyConnectionOfANameGetsEachMessage();
    void closingTheLastTakesTheNameOffline();
    void sendersSwitchOfNames();
    void socketPublishesAsItself();
    void socketIsAnsweredOnlyWithRef();
    void badSocketMessageDoesNotCloseTheSocket();
    void publishesFromTheWindow();
};

void TestContract::answersAPostAndPushes()
{
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient client(server.port());
    const Reply reply
        = client.ask(post("{\"from\":\"Alice\",\"to\":\"Bob\",\"content\":\"hello\"}"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, "{\"succeed\":true}");
    QVERIFY(reply.header("Content-Type").startsWith("application/json"));
    QVERIFY(bob.hasTextsInTime(1));
    QCOMPARE(bob.texts.first(), u"{\"from\":\"Alice\",\"content\":\"hello\"}"_s);
}

void TestContract::answersOfflineInTheDemosWords()
{
    LiveServer server;
    RawClient client(server.port());
    const Reply reply = client.ask(post("{\"from\":\"Alice\",\"to\":\"Bob\",\"content\":1}"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, QByteArray("{\"succeed\":false,\"msg\":\"对方不在线\"}"));
    QVERIFY(client.staysOpen());
}

void TestContract::takesForms()
{
    LiveServer server;
    SocketClient bob(server.port(), "%E6%9D%8E%E9%9B%B7");
    QVERIFY(bob.isOpenInTime());
    RawClient client(server.port());
    const Reply reply
        = client.ask(request("POST", "/rest/message",
                             "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n",
                             "to=%E6%9D%8E%E9%9B%B7&content=a+b%26%22c%22&from=Alice&other=1"));
    QCOMPARE(reply.body, "{\"succeed\":true}");
    QVERIFY(bob.hasTextsInTime(1));
    QCOMPARE(bob.texts.first(), u"{\"from\":\"Alice\",\"content\":\"a b&\\\"c\\\"\"}"_s);
}

void TestContract::detailTellsIdConnectionsAndNode()
{
    ServerOptions options = quickOptions();
    options.nodeName = "north";
    LiveServer server(options);
    SocketClient bob(server.port(), "Bob");
    SocketClient bob2(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime() && bob2.isOpenInTime());
    RawClient client(server.port());
    const QByteArray json("{\"to\":\"Bob\",\"content\":1}");
    QByteArray lastId;
    for (const char *query : {"?detail=1", "?detail=true", "?x=2&detail=1"}) {
        const QJsonObject detail = client.ask(post(json, query)).json();
        QCOMPARE(detail.value("succeed"_L1), QJsonValue(true));
        QCOMPARE(detail.value("connections"_L1), QJsonValue(2));
        QCOMPARE(detail.value("node"_L1), QJsonValue(u"north"_s));
        const QByteArray id = detail.value("id"_L1).toString().toUtf8();
        QCOMPARE(id.size(), 26);
        QVERIFY(id > lastId);
        lastId = id;
    }
    for (const char *query : {"", "?detail=0", "?detail=false", "?detailed=1"})
        QCOMPARE(client.ask(post(json, query)).body, "{\"succeed\":true}");
    const QJsonObject offline
        = client.ask(post("{\"to\":\"Nobody\",\"content\":1}", "?detail=1")).json();
    QCOMPARE(offline.value("succeed"_L1), QJsonValue(false));
    QCOMPARE(offline.value("msg"_L1), QJsonValue(u"对方不在线"_s));
    QCOMPARE(offline.value("connections"_L1), QJsonValue(0));
    QCOMPARE(offline.value("id"_L1).toString().size(), 26);
}

void TestContract::repeatIsAnsweredAndNotDelivered()
{
    LiveServer server;
    RawClient client(server.port());
    const QByteArray json("{\"from\":\"Alice\",\"to\":\"Bob\",\"content\":1,\"id\":\"order-7\"}");
    QVERIFY(!client.ask(post(json)).json().value("succeed"_L1).toBool()); // not remembered
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    const Reply first = client.ask(post(json, "?detail=1"));
    const Reply again = client.ask(post(json, "?detail=1"));
    QCOMPARE(first.json().value("connections"_L1), QJsonValue(1));
    QCOMPARE(again.body, first.body);
    RawClient other(server.port());
    QCOMPARE(other.ask(post(json)).body, "{\"succeed\":true}");
    QCOMPARE(client.ask(post("{\"to\":\"Bob\",\"content\":\"last\"}")).status, 200);
    QVERIFY(bob.hasTextsInTime(2));
    QCOMPARE(bob.texts.size(), 2); // one, and the last
    QCOMPARE(bob.texts.last(), u"{\"content\":\"last\"}"_s);
}

void TestContract::senderMayBeAbsent_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("absent") << QByteArray("{\"to\":\"Bob\",\"content\":1}");
    QTest::newRow("null") << QByteArray("{\"from\":null,\"to\":\"Bob\",\"content\":1}");
}

void TestContract::senderMayBeAbsent()
{
    QFETCH(QByteArray, json);
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient client(server.port());
    QCOMPARE(client.ask(post(json)).body, "{\"succeed\":true}");
    QVERIFY(bob.hasTextsInTime(1));
    QCOMPARE(bob.texts.first(), u"{\"content\":1}"_s);
}

void TestContract::namesAreOrdinary_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"__proto__", "constructor", "toString", "hasOwnProperty",
                             "李雷",      "a%b",         "a b",      "../x",
                             "a/b",       "..",          ".",        "100%",
                             "a+b",       "a?b#c",       "<img>",    "a\"b\\c",
                             "null",      "0",           "🙂",     "é"})
        QTest::newRow(name) << QByteArray(name);
    QTest::newRow("255 bytes") << QByteArray(255, 'n');
}

void TestContract::namesAreOrdinary()
{
    QFETCH(QByteArray, name);
    LiveServer server;
    const QByteArray segment = named(name).toPathSegment();
    const QByteArray quoted
        = QJsonDocument(QJsonArray{QString::fromUtf8(name)}).toJson(QJsonDocument::Compact);
    const QByteArray nameJson = quoted.mid(1, quoted.size() - 2);
    RawClient client(server.port());
    const QByteArray message
        = post("{\"from\":" + nameJson + ",\"to\":" + nameJson + ",\"content\":1}");
    QCOMPARE(client.ask(message).json().value("succeed"_L1), QJsonValue(false));
    SocketClient socket(server.port(), segment);
    QVERIFY(socket.isOpenInTime());
    QCOMPARE(client.ask(message).body, "{\"succeed\":true}");
    QVERIFY(socket.hasTextsInTime(1));
    const QJsonObject pushed = QJsonDocument::fromJson(socket.texts.first().toUtf8()).object();
    QCOMPARE(pushed.value("from"_L1).toString().toUtf8(), name);
    const Reply of = client.ask(get("/rest/connections/" + segment));
    QCOMPARE(of.status, 200);
    QCOMPARE(of.json().value("name"_L1).toString().toUtf8(), name);
    QCOMPARE(of.json().value("connections"_L1), QJsonValue(1));
}

void TestContract::contentArrivesToTheLetter_data()
{
    QTest::addColumn<QByteArray>("content");
    for (const char *content : {"null",
                                "true",
                                "false",
                                "0",
                                "-0",
                                "1.0",
                                "1e2",
                                "0.1",
                                "-1.5E-7",
                                "9007199254740993",
                                "9223372036854775807",
                                "-9223372036854775808",
                                "18446744073709551615",
                                "1.7976931348623157e308",
                                "5e-324",
                                "\"\"",
                                "\"a\"",
                                "\"李雷\"",
                                "\"\\u674e\"",
                                "\"\\/\"",
                                "\"\\\"\\\\\\b\\f\\n\\r\\t\"",
                                "\"\\u0000\"",
                                "\"\\ud83d\\ude42\"",
                                "\"🙂\"",
                                "\"\\ud800\"",
                                "\"\\udc00x\"",
                                "\"\\ud800\\ud800\\udc00\"",
                                "[]",
                                "{}",
                                "[[],{}]",
                                "{\"z\":1,\"a\":2,\"m\":{\"y\":1,\"b\":2}}",
                                "{\"1\":1,\"0\":0}",
                                "{\"__proto__\":{\"x\":1}}",
                                "{\"from\":\"x\",\"to\":\"y\",\"content\":1}",
                                "{\"a\":1,\"a\":2}",
                                "[1, 2 ,\t3]",
                                "{ \"a\" : [ ] }",
                                "\"</script><img onerror=x>\"",
                                "\"\\u2028\\u2029\""})
        QTest::newRow(content) << QByteArray(content);
    QTest::newRow("61 deep") << QByteArray(61, '[') + QByteArray(61, ']');
    QTest::newRow("90 KiB") << '"' + QByteArray(90 * 1024, 'x') + '"';
}

void TestContract::contentArrivesToTheLetter()
{
    QFETCH(QByteArray, content);
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient client(server.port());
    QCOMPARE(client.ask(post("{\"content\":" + content + ",\"to\":\"Bob\",\"from\":\"A\"}")).body,
             "{\"succeed\":true}");
    QVERIFY(bob.hasTextsInTime(1));
    QCOMPARE(bob.texts.first().toUtf8(), "{\"from\":\"A\",\"content\":" + content + '}');
    // The socket lives on, whatever was in the message.
    QCOMPARE(client.ask(post("{\"to\":\"Bob\",\"content\":2}")).body, "{\"succeed\":true}");
    QVERIFY(bob.hasTextsInTime(2));
}

void TestContract::everyConnectionOfANameGetsEachMessage()
{
    LiveServer server;
    std::vector<std::unique_ptr<SocketClient>> bobs;
    for (int i = 0; i < 20; ++i)
        bobs.push_back(std::make_unique<SocketClient>(server.port(), "Bob"));
    SocketClient alice(server.port(), "Alice");
    for (const auto &bob : bobs)
        QVERIFY(bob->isOpenInTime());
    QVERIFY(alice.isOpenInTime());
    RawClient client(server.port());
    for (int i = 0; i < 3; ++i) {
        const Reply reply = client.ask(post("{\"to\":\"Bob\",\"content\":1}", "?detail=1"));
        QCOMPARE(reply.json().value("connections"_L1), QJsonValue(20));
    }
    for (const auto &bob : bobs)
        QVERIFY(bob->hasTextsInTime(3));
    QVERIFY(alice.texts.isEmpty());
    QCOMPARE(server.totals().deliveries, quint64(60));
}

void TestContract::closingTheLastTakesTheNameOffline()
{
    LiveServer server;
    SocketClient one(server.port(), "Bob");
    SocketClient two(server.port(), "Bob");
    QVERIFY(one.isOpenInTime() && two.isOpenInTime());
    RawClient client(server.port());
    const QByteArray message = post("{\"to\":\"Bob\",\"content\":1}");
    one.socket().close();
    QVERIFY(one.isClosedInTime());
    QCOMPARE(one.closeCode(), 1000);
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 1; }));
    QCOMPARE(client.ask(message).body, "{\"succeed\":true}");
    two.socket().abort(); // without a word
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 0; }));
    QCOMPARE(client.ask(message).json().value("succeed"_L1), QJsonValue(false));
    QCOMPARE(client.ask(get("/rest/connections")).body, "[]");
}

// As the demo's page does when another sender is picked: the old socket goes, a new one comes.
void TestContract::sendersSwitchOfNames()
{
    LiveServer server;
    RawClient client(server.port());
    auto socket = std::make_unique<SocketClient>(server.port(), "Bob");
    QVERIFY(socket->isOpenInTime());
    for (const QByteArray name : {"Alice", "Jack", "Bob", "Alice"}) {
        socket->socket().close();
        auto next = std::make_unique<SocketClient>(server.port(), name);
        QVERIFY(next->isOpenInTime());
        QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 1; }));
        const Reply reply = client.ask(post("{\"to\":\"" + name + "\",\"content\":1}"));
        QCOMPARE(reply.body, "{\"succeed\":true}");
        QVERIFY(next->hasTextsInTime(1));
        QCOMPARE(client.ask(get("/rest/connections")).body,
                 "[{\"name\":\"" + name + "\",\"connections\":1}]");
        socket = std::move(next);
    }
}

void TestContract::socketPublishesAsItself()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    SocketClient bob(server.port(), "Bob");
    QVERIFY(alice.isOpenInTime() && bob.isOpenInTime());
    alice.socket().sendTextMessage(u"{\"to\":\"Bob\",\"content\":{\"z\":1,\"a\":[]}}"_s);
    QVERIFY(bob.hasTextsInTime(1));
    QCOMPARE(bob.texts.first(), u"{\"from\":\"Alice\",\"content\":{\"z\":1,\"a\":[]}}"_s);
    // Nobody can speak as someone else.
    alice.socket().sendTextMessage(u"{\"from\":\"Jack\",\"to\":\"Bob\",\"content\":2}"_s);
    QVERIFY(bob.hasTextsInTime(2));
    QCOMPARE(bob.texts.last(), u"{\"from\":\"Alice\",\"content\":2}"_s);
    alice.socket().sendTextMessage(u"{\"to\":\"Alice\",\"content\":\"to myself\"}"_s);
    QVERIFY(alice.hasTextsInTime(1));
    QCOMPARE(alice.texts.first(), u"{\"from\":\"Alice\",\"content\":\"to myself\"}"_s);
}

void TestContract::socketIsAnsweredOnlyWithRef()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    SocketClient bob(server.port(), "Bob");
    QVERIFY(alice.isOpenInTime() && bob.isOpenInTime());
    alice.socket().sendTextMessage(u"{\"to\":\"Bob\",\"content\":1}"_s);
    alice.socket().sendTextMessage(u"{\"to\":\"Bob\",\"content\":2,\"ref\":\"r-1\"}"_s);
    alice.socket().sendTextMessage(u"{\"to\":\"Nobody\",\"content\":3}"_s);
    alice.socket().sendTextMessage(
        u"{\"ref\":\"\\u0041\\ud800\",\"to\":\"Nobody\",\"content\":4}"_s);
    QVERIFY(alice.hasTextsInTime(2));
    QCOMPARE(alice.texts,
             QStringList({u"{\"ref\":\"r-1\",\"succeed\":true}"_s,
                          u"{\"ref\":\"\\u0041\\ud800\",\"succeed\":false,"
                          "\"msg\":\"对方不在线\"}"_s}));
    QVERIFY(bob.hasTextsInTime(2));
    QCOMPARE(bob.texts.size(), 2);
}

void TestContract::badSocketMessageDoesNotCloseTheSocket()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    const QStringList bad{u"hello"_s,
                          u"{}"_s,
                          u"[]"_s,
                          u""_s,
                          u"{\"to\":1,\"content\":1}"_s,
                          u"{\"to\":\"Bob\"}"_s,
                          u"{\"to\":\"Bob\",\"content\":1,\"ref\":5}"_s};
    for (const QString &text : bad)
        alice.socket().sendTextMessage(text);
    alice.socket().sendTextMessage(u"{\"to\":\"Alice\",\"content\":\"still here\"}"_s);
    QVERIFY(alice.hasTextsInTime(1));
    QCOMPARE(alice.texts, QStringList{u"{\"from\":\"Alice\",\"content\":\"still here\"}"_s});
    QCOMPARE(server.totals().refused, quint64(bad.size()));
}

void TestContract::publishesFromTheWindow()
{
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    QList<QPair<quint64, int>> told;
    connect(&server.server(), &Server::published, this,
            [&](quint64 ticket, const PublishOutcome &outcome) {
                told.append({ticket, outcome.connections});
            });
    server.server().publish(7, {named("Admin"), named("Bob"), "\"hi\"", {}});
    server.server().publish(8, {named("Admin"), named("Nobody"), "\"hi\"", {}});
    QVERIFY(bob.hasTextsInTime(1));
    QCOMPARE(bob.texts.first(), u"{\"from\":\"Admin\",\"content\":\"hi\"}"_s);
    QVERIFY(waitUntil([&] { return told.size() == 2; }));
    QCOMPARE(told, (QList<QPair<quint64, int>>{{7, 1}, {8, 0}}));
}

QTEST_GUILESS_MAIN(TestContract)
#include "tst_contract.moc"
