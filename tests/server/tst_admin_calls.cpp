#include "tests/server/kit.h"

#include <QJsonArray>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// What whoever runs the server can do over HTTP.
class TestAdminCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deleteClosesEveryConnectionOfTheNameAndNoOther();
    void deleteTellsTheReason_data();
    void deleteTellsTheReason();
    void badReasonsAreRefusedAndCloseNobody_data();
    void badReasonsAreRefusedAndCloseNobody();
    void deleteOfNobodyIsNotFound();
    void badNamesAreRefused();
    void theStateTellsWhatIsConnectedAndCounted();
    void theStateTellsTheSharesInForce();
    void theStateTellsTheOptionsThatItWasGiven();
    void reloadSaysWhatWasReadAgain();
    void reloadSaysWhatIsWrong();
    void reloadWithoutAnythingToReadIsNotFound();
    void manyWhoReloadAtOnceAreAllAnswered();
    void pagesOfOtherSitesReachNoneOfThem_data();
    void pagesOfOtherSitesReachNoneOfThem();
    void aNamedSiteMayAskForThem();
};

namespace {

Reply deleteName(LiveServer &server, const QByteArray &segment, const QByteArray &headers = {})
{
    return RawClient(server.port()).ask(request("DELETE", "/rest/connections/" + segment, headers));
}

} // namespace

void TestAdminCalls::deleteClosesEveryConnectionOfTheNameAndNoOther()
{
    LiveServer server;
    SocketClient first(server.port(), "%E6%9D%8E%E9%9B%B7");
    SocketClient second(server.port(), "%E6%9D%8E%E9%9B%B7");
    SocketClient other(server.port(), "Bob");
    QVERIFY(first.isOpenInTime() && second.isOpenInTime() && other.isOpenInTime());
    const Reply reply = deleteName(server, "%E6%9D%8E%E9%9B%B7");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, "{\"closed\":2}");
    for (SocketClient *client : {&first, &second}) {
        QVERIFY(client->isClosedInTime());
        QCOMPARE(client->closeCode(), int(CloseCode::ClosedByAdministrator));
        QCOMPARE(client->socket().closeReason(), QString());
    }
    QCOMPARE(other.socket().state(), QAbstractSocket::ConnectedState);
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 1; }));
}

void TestAdminCalls::deleteTellsTheReason_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("text") << QByteArray("come back tomorrow");
    QTest::newRow("Chinese") << QByteArray("明天再来");
    QTest::newRow("as long as may be") << QByteArray(123, 'x');
    QTest::newRow("as long as may be, in UTF-8") << QByteArray("雷").repeated(41);
}

void TestAdminCalls::deleteTellsTheReason()
{
    QFETCH(QByteArray, reason);
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    QCOMPARE(deleteName(server, "Bob", "X-Reason: " + reason + "\r\n").body, "{\"closed\":1}");
    QVERIFY(bob.isClosedInTime());
    QCOMPARE(bob.closeCode(), int(CloseCode::ClosedByAdministrator));
    QCOMPARE(bob.socket().closeReason(), QString::fromUtf8(reason));
}

void TestAdminCalls::badReasonsAreRefusedAndCloseNobody_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("too long") << QByteArray(124, 'x');
    QTest::newRow("too long in UTF-8") << QByteArray("雷").repeated(41) + 'x';
    QTest::newRow("no UTF-8") << QByteArray("a\xff");
    QTest::newRow("half of a character") << QByteArray("a\xe9\x9b");
    QTest::newRow("a tabulator") << QByteArray("a\tb");
    QTest::newRow("a control character of the other set") << QByteArray("a\xc2\x9b"
                                                                        "b");
    QTest::newRow("a bidi override") << QByteArray("a\xe2\x80\xae"
                                                   "b");
}

void TestAdminCalls::badReasonsAreRefusedAndCloseNobody()
{
    QFETCH(QByteArray, reason);
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    const Reply reply = deleteName(server, "Bob", "X-Reason: " + reason + "\r\n");
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.word(), "bad_request");
    RawClient(server.port()).ask(post("{\"to\":\"Bob\",\"content\":1}"));
    QVERIFY(bob.hasTextsInTime(1));
    QCOMPARE(server.totals().connectionsOpen, quint64(1));
}

void TestAdminCalls::deleteOfNobodyIsNotFound()
{
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    QCOMPARE(deleteName(server, "Alice").word(), "not_found");
    QCOMPARE(deleteName(server, "Alice").status, 404);
    // One who is being closed is there no more, however long the good-bye takes.
    QCOMPARE(deleteName(server, "Bob").status, 200);
    QCOMPARE(deleteName(server, "Bob").status, 404);
}

void TestAdminCalls::badNamesAreRefused()
{
    LiveServer server;
    QCOMPARE(deleteName(server, "%01").word(), "bad_name");
    QCOMPARE(deleteName(server, QByteArray(256, 'x')).word(), "bad_name");
    QCOMPARE(deleteName(server, "").status, 405); // all of them at once: no
    QCOMPARE(deleteName(server, "Bob/x").status, 404);
}

void TestAdminCalls::theStateTellsWhatIsConnectedAndCounted()
{
    ServerOptions options = quickOptions();
    options.nodeName = "one \"node\"";
    LiveServer server(options);
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient client(server.port());
    QCOMPARE(client.ask(post("{\"to\":\"Bob\",\"content\":1}")).status, 200);
    QCOMPARE(client.ask(post("{\"to\":\"Alice\",\"content\":1}")).status, 200);
    QCOMPARE(client.ask(post("{}")).status, 400);
    const Reply reply = client.ask(get("/admin/server"));
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.header("Content-Type").startsWith("application/json"));
    const QJsonObject state = reply.json();
    QCOMPARE(state[u"version"_s].toString(), QStringLiteral(PUSHPOINT_VERSION));
    QCOMPARE(state[u"node"_s].toString(), u"one \"node\""_s);
    QVERIFY(state[u"uptime_seconds"_s].toInt(-1) >= 0);
    QCOMPARE(state[u"joined"_s], QJsonValue(false));
    QCOMPARE(state[u"stopping"_s], QJsonValue(false));
    QCOMPARE(state[u"connections"_s].toObject()[u"websockets"_s].toInt(), 1);
    QCOMPARE(state[u"connections"_s].toObject()[u"names"_s].toInt(), 1);
    const QJsonObject counters = state[u"counters"_s].toObject();
    QCOMPARE(counters[u"publishes"_s].toInt(), 2);
    QCOMPARE(counters[u"offline"_s].toInt(), 1);
    QCOMPARE(counters[u"deliveries"_s].toInt(), 1);
    QCOMPARE(counters[u"refused"_s].toInt(), 1);
    QCOMPARE(counters[u"limited"_s].toObject().size(), qsizetype(shareWords.size()));
    const Reply head = client.ask(request("HEAD", "/admin/server"), true);
    QCOMPARE(head.status, 200);
    QVERIFY(head.body.isEmpty());
}

void TestAdminCalls::theStateTellsTheSharesInForce()
{
    ServerOptions options = quickOptions();
    options.limits.namePublishesPerSecondMax = 7;
    options.limits.socketPublishesPerSecondMax = 9;
    LiveServer server(options);
    const QJsonObject shares
        = RawClient(server.port()).ask(get("/admin/server")).json()[u"shares"_s].toObject();
    QCOMPARE(shares[u"name_publishes"_s].toInt(), 7);
    QCOMPARE(shares[u"socket_publishes"_s].toInt(), 9);
    QCOMPARE(shares[u"address_publishes"_s].toInt(-1), 0);
    QCOMPARE(shares[u"address_upgrades"_s].toInt(-1), 0);
}

void TestAdminCalls::theStateTellsTheOptionsThatItWasGiven()
{
    ServerOptions options = quickOptions();
    options.told = {{u"names"_s, u"李雷,\"x\""_s, u"Bob"_s}};
    LiveServer server(options);
    const auto optionsNow = [&server] {
        return RawClient(server.port()).ask(get("/admin/server")).json()[u"options"_s].toObject();
    };
    QCOMPARE(optionsNow(),
             (QJsonObject{{u"names"_s,
                           QJsonObject{{u"value"_s, u"李雷,\"x\""_s}, {u"default"_s, u"Bob"_s}}}}));
    server.server().tell({{u"port"_s, u"1"_s, u"3000"_s}});
    QVERIFY(waitUntil([&] { return optionsNow().contains(u"port"_s); }));
}

void TestAdminCalls::reloadSaysWhatWasReadAgain()
{
    LiveServer server;
    int times = 0;
    server.server().setReload([&times]() -> Result<QStringList> {
        ++times;
        return QStringList{u"allow-host"_s, u"a \"b\""_s};
    });
    RawClient client(server.port());
    client.send(request("POST", "/admin/reload"));
    QVERIFY(waitUntil([&] { return times == 1; }));
    const Reply reply = client.reply();
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, "{\"read\":[\"allow-host\",\"a \\\"b\\\"\"]}");
    QCOMPARE(client.ask(get("/healthz")).status, 200); // the connection goes on
}

void TestAdminCalls::reloadSaysWhatIsWrong()
{
    LiveServer server;
    bool asked = false;
    server.server().setReload([&asked]() -> Result<QStringList> {
        asked = true;
        return Error{ErrorCode::BadOption, u"my.conf, line 3: no"_s};
    });
    RawClient client(server.port());
    client.send(request("POST", "/admin/reload"));
    QVERIFY(waitUntil([&] { return asked; }));
    const Reply reply = client.reply();
    QCOMPARE(reply.status, 500);
    QCOMPARE(reply.word(), "bad_option");
    QCOMPARE(reply.json()[u"msg"_s].toString(), u"my.conf, line 3: no"_s);
}

void TestAdminCalls::reloadWithoutAnythingToReadIsNotFound()
{
    LiveServer server;
    server.server().setReload({});
    RawClient client(server.port());
    client.send(request("POST", "/admin/reload"));
    QVERIFY(waitUntil([&] { return client.socket().bytesAvailable() > 0; }));
    QCOMPARE(client.reply().status, 404);
}

void TestAdminCalls::manyWhoReloadAtOnceAreAllAnswered()
{
    LiveServer server;
    int times = 0;
    server.server().setReload([&times]() -> Result<QStringList> {
        ++times;
        return QStringList();
    });
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        clients.back()->send(request("POST", "/admin/reload"));
    }
    for (const auto &client : clients) {
        QVERIFY(waitUntil([&] { return client->socket().bytesAvailable() > 0; }));
        QCOMPARE(client->reply().body, "{\"read\":[]}");
    }
    QVERIFY2(times >= 1 && times <= 20, QByteArray::number(times));
}

void TestAdminCalls::pagesOfOtherSitesReachNoneOfThem_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("delete") << QByteArray("DELETE") << QByteArray("/rest/connections/Bob");
    QTest::newRow("state") << QByteArray("GET") << QByteArray("/admin/server");
    QTest::newRow("reload") << QByteArray("POST") << QByteArray("/admin/reload");
}

void TestAdminCalls::pagesOfOtherSitesReachNoneOfThem()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    LiveServer server;
    bool asked = false;
    server.server().setReload([&asked]() -> Result<QStringList> {
        asked = true;
        return QStringList();
    });
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    // As a browser sends them: simple ones at once, the others after this question.
    for (const QByteArray headers :
         {"Origin: https://evil.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n",
          "Origin: https://evil.example\r\nContent-Type: text/plain\r\n"}) {
        const Reply reply = RawClient(server.port()).ask(request(method, path, headers));
        QCOMPARE(reply.status, 403);
        const Reply preflight
            = RawClient(server.port())
                  .ask(request("OPTIONS", path,
                               headers + "Access-Control-Request-Method: " + method + "\r\n"));
        QCOMPARE(preflight.status, 403);
        QVERIFY(preflight.header("Access-Control-Allow-Methods").isEmpty());
    }
    const Reply rebound = RawClient(server.port())
                              .ask(method + ' ' + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    QCOMPARE(rebound.status, 421);
    QCOMPARE(RawClient(server.port()).ask(post("{\"to\":\"Bob\",\"content\":1}")).status, 200);
    QVERIFY(bob.hasTextsInTime(1));
    QVERIFY(!asked);
}

void TestAdminCalls::aNamedSiteMayAskForThem()
{
    ServerOptions options = quickOptions();
    options.allowOrigins = {net::SitePattern::parseOrigin(u"https://admin.example"_s).value()};
    LiveServer server(options);
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    const QByteArray origin = "Origin: https://admin.example\r\n";
    const Reply preflight = RawClient(server.port())
                                .ask(request("OPTIONS", "/rest/connections/Bob",
                                             origin
                                                 + "Access-Control-Request-Method: DELETE\r\n"
                                                   "Access-Control-Request-Headers: x-reason\r\n"));
    QCOMPARE(preflight.status, 204);
    QCOMPARE(preflight.header("Access-Control-Allow-Origin"), "https://admin.example");
    QVERIFY(preflight.header("Access-Control-Allow-Methods").contains("DELETE"));
    QVERIFY(preflight.header("Access-Control-Allow-Headers").contains("X-Reason"));
    const Reply reply = deleteName(server, "Bob", origin);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("Access-Control-Allow-Origin"), "https://admin.example");
    RawClient client(server.port());
    client.send(request("POST", "/admin/reload", origin));
    QVERIFY(waitUntil([&] { return client.socket().bytesAvailable() > 0; }));
    QCOMPARE(client.reply().header("Access-Control-Allow-Origin"), "https://admin.example");
}

QTEST_GUILESS_MAIN(TestAdminCalls)
#include "tst_admin_calls.moc"
