#include "tests/server/kit.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// What the server tells of itself: who is connected, which names it offers, that it is alive; and
/// what it says where there is nothing.
class TestPlainReads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsConnectionsByPages();
    void refusesBadPages_data();
    void refusesBadPages();
    void tellsOfOneName();
    void headOfANameAnswers200Or404WithoutBody();
    void offersNames();
    void isAlive();
    void servesThePage();
    void pageIsNotSentTwice();
    void unknownPathIs404InJson_data();
    void unknownPathIs404InJson();
    void disconnectsFromTheWindow();
    void everyAnswerHasADate();
};

void TestPlainReads::listsConnectionsByPages()
{
    LiveServer server;
    RawClient client(server.port());
    QCOMPARE(client.ask(get("/rest/connections")).body, "[]");
    std::vector<std::unique_ptr<SocketClient>> sockets;
    for (const char *name : {"c", "a", "b", "b", "%E6%9D%8E", "a%26b"}) {
        sockets.push_back(std::make_unique<SocketClient>(server.port(), name));
        QVERIFY(sockets.back()->isOpenInTime());
    }
    const QByteArray a("{\"name\":\"a\",\"connections\":1}");
    const QByteArray aAndB("{\"name\":\"a&b\",\"connections\":1}");
    const QByteArray b("{\"name\":\"b\",\"connections\":2}");
    const QByteArray c("{\"name\":\"c\",\"connections\":1}");
    const QByteArray li("{\"name\":\"李\",\"connections\":1}");
    const auto page = [&](const char *query) {
        return client.ask(get(QByteArray("/rest/connections") + query)).body;
    };
    QCOMPARE(page(""), '[' + a + ',' + aAndB + ',' + b + ',' + c + ',' + li + ']');
    QCOMPARE(page("?limit=2"), '[' + a + ',' + aAndB + ']');
    QCOMPARE(page("?limit=2&after=a%26b"), '[' + b + ',' + c + ']');
    QCOMPARE(page("?after=c"), '[' + li + ']');
    QCOMPARE(page("?after=bb&limit=1"), '[' + c + ']');
    QCOMPARE(page("?after=%E6%9D%8E"), "[]");
    QCOMPARE(page("?limit=1000&after="), page(""));
}

void TestPlainReads::refusesBadPages_data()
{
    QTest::addColumn<QByteArray>("query");
    for (const char *query : {"limit=0", "limit=-1", "limit=1001", "limit=x", "limit=", "limit=1.5",
                              "limit=99999999999"})
        QTest::newRow(query) << QByteArray(query);
}

void TestPlainReads::refusesBadPages()
{
    QFETCH(QByteArray, query);
    LiveServer server;
    RawClient client(server.port());
    const Reply reply = client.ask(get("/rest/connections?" + query));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.word(), "bad_request");
    QVERIFY(client.staysOpen());
}

void TestPlainReads::tellsOfOneName()
{
    LiveServer server;
    RawClient client(server.port());
    QCOMPARE(client.ask(get("/rest/connections/Bob")).body, "{\"name\":\"Bob\",\"connections\":0}");
    SocketClient one(server.port(), "Bob");
    SocketClient two(server.port(), "Bob");
    QVERIFY(one.isOpenInTime() && two.isOpenInTime());
    QCOMPARE(client.ask(get("/rest/connections/Bob")).body, "{\"name\":\"Bob\",\"connections\":2}");
    QCOMPARE(client.ask(get("/rest/connections/bob")).json().value("connections"_L1),
             QJsonValue(0));
    QCOMPARE(client.ask(get("/rest/connections/")).body, client.ask(get("/rest/connections")).body);
    QCOMPARE(client.ask(get("/rest/connections/a/b")).word(), "not_found");
    QCOMPARE(client.ask(get("/rest/connections/%0A")).word(), "bad_name");
}

void TestPlainReads::headOfANameAnswers200Or404WithoutBody()
{
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient client(server.port());
    const Reply online = client.ask(request("HEAD", "/rest/connections/Bob"), true);
    QCOMPARE(online.status, 200);
    QCOMPARE(online.header("Content-Length"), "30");
    QCOMPARE(client.ask(request("HEAD", "/rest/connections/Alice"), true).status, 404);
    QVERIFY(client.staysOpen()); // a body would stand in front of the next answer
}

void TestPlainReads::offersNames()
{
    ServerOptions options = quickOptions();
    options.names = {named("李雷"), named("a\"b"), named("c d")};
    LiveServer server(options);
    RawClient client(server.port());
    QCOMPARE(client.ask(get("/rest/names")).body, QByteArray("[\"李雷\",\"a\\\"b\",\"c d\"]"));
}

void TestPlainReads::isAlive()
{
    LiveServer server;
    RawClient client(server.port());
    const Reply reply = client.ask(get("/healthz"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, "{\"status\":\"ok\"}");
    QCOMPARE(client.ask(request("HEAD", "/healthz"), true).status, 200);
    QVERIFY(client.staysOpen());
}

void TestPlainReads::servesThePage()
{
    LiveServer server;
    RawClient client(server.port());
    for (const char *target : {"/", "/index.html", "/?a=b"}) {
        const Reply page = client.ask(get(target));
        QCOMPARE(page.status, 200);
        QCOMPARE(page.header("Content-Type"), "text/html; charset=utf-8");
        QCOMPARE(page.header("X-Content-Type-Options"), "nosniff");
        QVERIFY(page.header("Content-Security-Policy").startsWith("default-src 'none'"));
        for (const char *id : {"sender", "receiver", "msg", "sendBtn", "conversation"})
            QVERIFY2(page.body.contains("id=\"" + QByteArray(id) + '"'), id);
    }
    const Reply head = client.ask(request("HEAD", "/"), true);
    QCOMPARE(head.status, 200);
    QVERIFY(head.header("Content-Length").toInt() > 500);
    const Reply wrong = client.ask(request("DELETE", "/"));
    QCOMPARE(wrong.status, 405);
    QCOMPARE(wrong.header("Allow"), "GET, HEAD");
    QVERIFY(client.staysOpen());
}

void TestPlainReads::pageIsNotSentTwice()
{
    LiveServer server;
    RawClient client(server.port());
    const QByteArray etag = client.ask(get("/")).header("ETag");
    QVERIFY(etag.startsWith('"') && etag.endsWith('"'));
    const Reply again = client.ask(get("/", "If-None-Match: " + etag + "\r\n"));
    QCOMPARE(again.status, 304);
    QVERIFY(client.staysOpen()); // a body would stand in front of the next answer
    QCOMPARE(client.ask(get("/", "If-None-Match: \"other\"\r\n")).status, 200);
}

void TestPlainReads::unknownPathIs404InJson_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char *target : {"/nothing",
                               "/rest",
                               "/rest/",
                               "/rest/messagex",
                               "/healthz/x",
                               "/a/b/c",
                               "//",
                               "///",
                               "//host/x",
                               "/%",
                               "/%zz",
                               "/a%0Ab",
                               "/a%00b",
                               "/[",
                               "/]",
                               "/\xff",
                               "/\xe6\x9d\x8e",
                               "/%FF",
                               "/a:b",
                               "/;x",
                               "/..",
                               "/a/../b",
                               "/%2e%2e/x",
                               "/a?%",
                               "/a?[",
                               "/a??",
                               "/a\"b",
                               "/a|b",
                               "/{}",
                               "http://127.0.0.1/nothing",
                               "http://x:99999/nothing",
                               "*",
                               "/:80",
                               "/a\\b",
                               "/http://x/"})
        QTest::newRow(target) << QByteArray(target);
}

void TestPlainReads::unknownPathIs404InJson()
{
    QFETCH(QByteArray, target);
    LiveServer server;
    RawClient client(server.port());
    const Reply reply = client.ask(get(target));
    QCOMPARE(reply.status, 404);
    QCOMPARE(reply.word(), "not_found");
    QVERIFY(client.staysOpen());
}

void TestPlainReads::disconnectsFromTheWindow()
{
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    SocketClient alice(server.port(), "Alice");
    QVERIFY(bob.isOpenInTime() && alice.isOpenInTime());
    server.server().requestConnections();
    std::shared_ptr<const ConnectionTable> table;
    QVERIFY(waitUntil([&] {
        table = server.server().feed().takeConnections();
        return table != nullptr;
    }));
    QCOMPARE(table->size(), size_t(2));
    quint64 bobsId = 0;
    for (const ConnectionStats &stats : *table) {
        QVERIFY(stats.address.startsWith(u"127.0.0.1:"));
        if (stats.name == "Bob")
            bobsId = stats.id;
    }
    server.server().disconnectSessions({bobsId, 999'999});
    QVERIFY(bob.isClosedInTime());
    QCOMPARE(bob.closeCode(), int(CloseCode::ClosedByAdministrator));
    QCOMPARE(alice.socket().state(), QAbstractSocket::ConnectedState);
}

void TestPlainReads::everyAnswerHasADate()
{
    LiveServer server;
    RawClient client(server.port());
    const QByteArray form(" GMT");
    for (const QByteArray &bytes : {get("/healthz"), get("/rest/names"), get("/nothing"),
                                    post("{\"to\":\"Bob\",\"content\":1}"), post("{")}) {
        const Reply reply = client.ask(bytes);
        const QByteArray date = reply.header("Date");
        QVERIFY2(date.size() == 29 && date.endsWith(form), reply.head.constData());
    }
}

QTEST_GUILESS_MAIN(TestPlainReads)
#include "tst_plain_reads.moc"
