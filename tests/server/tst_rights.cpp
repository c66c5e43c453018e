#include "server/net/api/http_gateway.h"
#include "tests/server/token_kit.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace pushpoint::net;

namespace {

const QByteArrayList scopeWords{"connect", "publish", "read", "admin"};

// Which word of a scope each path asks for; empty: it is free. A path of the contract that has no
// row here is refused below.
const QMap<QByteArray, QByteArray> wanted{
    {"/rest/message", "publish"},
    {"/rest/messages", "publish"},
    {"/ws/{name}", "connect"},
    {"/rest/connections", "read"},
    {"/rest/connections/{name}", "read"},
    {"/rest/names", "read"},
    {"DELETE /rest/connections/{name}", "admin"},
    {"/admin/server", "admin"},
    {"/admin/reload", "admin"},
    {"/readyz", "admin"},
    {"/metrics", "admin"},
    {"/healthz", ""},
    {"/openapi.json", ""},
    {"/", ""},
};

QByteArrayList methodsOf(const Route &route)
{
    return route.methods.toByteArray().split(',');
}

// What a client would send to it, of a name that is not the token's where a name is in the path
// and may be another's.
QByteArray requestFor(const Route &route, const QByteArray &method, const QByteArray &token)
{
    const bool isSocket = route.kind == Route::Kind::WebSocket;
    const QByteArray target
        = route.path.toByteArray().replace("{name}", isSocket ? "Alice" : "Bob");
    if (isSocket)
        return upgrade(target, bearing(token));
    if (!route.takesBody())
        return request(method, target, bearing(token));
    const QByteArray message("{\"to\":\"Bob\",\"content\":1}");
    return postBy(token, route.kind == Route::Kind::Batch ? '[' + message + ']' : message, target);
}

// HEAD of a name that is not there answers 404.
bool isLetIn(int status)
{
    return status == 101 || status == 200 || status == 404;
}

} // namespace

/// Who may do what: every path, every scope, with and without a token, in both modes.
class TestRights : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPathAsksForItsRight_data();
    void everyPathAsksForItsRight();
    void namesAreTheirOwn_data();
    void namesAreTheirOwn();
    void whoWatchesNeedsNoToken();
    void questionsOfBrowsersAreFree();
    void batchesTellOfEachMessage();

private:
    LiveServer m_open;
    LiveServer m_guarded{tokenOptions()};
};

void TestRights::everyPathAsksForItsRight_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("method");
    for (const Route &route : HttpGateway::routes()) {
        QVERIFY2(wanted.contains(route.path.toByteArray()), route.path.constData());
        for (const QByteArray &method : methodsOf(route))
            QTest::addRow("%s %s", method.trimmed().constData(), route.path.constData())
                << route.path.toByteArray() << method.trimmed();
    }
}

void TestRights::everyPathAsksForItsRight()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, method);
    const Route &route = HttpGateway::routeOf(path);
    const QByteArray right = wanted.value(method + ' ' + path, wanted.value(path));
    const auto statusOf = [&](LiveServer &server, const QByteArray &token) {
        RawClient client(server.port());
        client.send(requestFor(route, method, token));
        // To read options again takes this thread, too.
        waitUntil([&client] { return client.socket().bytesAvailable() > 0; });
        return client.reply(method == "HEAD").status;
    };
    QVERIFY(isLetIn(statusOf(m_open, {})));
    QVERIFY(isLetIn(statusOf(m_open, tokenOf("Alice", {})))); // and is not looked at
    QCOMPARE(statusOf(m_guarded, {}), right.isEmpty() ? 200 : 401);
    for (int set = 0; set < 1 << scopeWords.size(); ++set) {
        QByteArrayList scope;
        for (int i = 0; i < scopeWords.size(); ++i) {
            if (set & 1 << i)
                scope.append(scopeWords[i]);
        }
        const int status = statusOf(m_guarded, tokenOf("Alice", scope.join(' ')));
        const bool may = right.isEmpty() || scope.contains(right);
        QVERIFY2(may ? isLetIn(status) : status == 403,
                 scope.join(' ') + ": " + QByteArray::number(status));
    }
}

void TestRights::namesAreTheirOwn_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const QByteArray all("connect publish");
    const auto from = [&](const QByteArray &name, const QByteArray &token) {
        return postBy(token, "{\"from\":\"" + name + "\",\"to\":\"x\",\"content\":1}");
    };
    const QByteArray noFrom("{\"to\":\"x\",\"content\":1}");
    const QByteArray alice = tokenOf("Alice", all);
    const QByteArray team = tokenOf("Alice", all, ",\"names\":[\"Alice\",\"team-*\"]");
    const QByteArray service = tokenOf("clock", all, ",\"names\":[\"*\"]");
    const QByteArray nobody
        = signer().token("{\"names\":[\"team-*\"],\"scope\":\"publish\",\"exp\":"
                         + QByteArray::number(nowSeconds() + 60) + '}');
    QTest::newRow("one's own") << from("Alice", alice) << 200;
    QTest::newRow("another's") << from("Bob", alice) << 403;
    QTest::newRow("in other letters") << from("alice", alice) << 403;
    QTest::newRow("of a pattern") << from("team-1", team) << 200;
    QTest::newRow("a pattern's start alone") << from("team-", team) << 200;
    QTest::newRow("beside a pattern") << from("team", team) << 403;
    QTest::newRow("anybody") << from("Bob", service) << 200;
    QTest::newRow("absent") << postBy(alice, noFrom) << 200;
    QTest::newRow("absent, and of nobody") << postBy(nobody, noFrom) << 403;
    QTest::newRow("as a form") << request("POST", "/rest/message",
                                          "Content-Type: application/x-www-form-urlencoded\r\n"
                                              + bearing(alice),
                                          "from=Bob&to=x&content=1")
                               << 403;
    QTest::newRow("a socket of one's own") << upgrade("/ws/Alice", bearing(alice)) << 101;
    QTest::newRow("a socket, escaped") << upgrade("/ws/%41lice", bearing(alice)) << 101;
    QTest::newRow("a socket of another") << upgrade("/ws/Bob", bearing(alice)) << 403;
    QTest::newRow("a socket of a pattern") << upgrade("/ws/team-2", bearing(team)) << 101;
    QTest::newRow("a socket of no name") << upgrade("/ws/a%00", bearing(service)) << 400;
    const auto see
        = [&](const QByteArray &name) { return get("/rest/connections/" + name, bearing(alice)); };
    QTest::newRow("to see oneself") << see("Alice") << 200;
    QTest::newRow("to see another") << see("Bob") << 403;
}

void TestRights::namesAreTheirOwn()
{
    QFETCH(const QByteArray, bytes);
    RawClient client(m_guarded.port());
    QTEST(client.ask(bytes).status, "status");
}

void TestRights::whoWatchesNeedsNoToken()
{
    ServerOptions options = tokenOptions();
    options.metricsAllowed = AddressRanges::parse(QStringLiteral("127.0.0.0/8")).value();
    LiveServer server(options);
    const auto statusOf = [&](const QByteArray &target) {
        return RawClient(server.port()).ask(get(target)).status;
    };
    QCOMPARE(statusOf("/metrics"), 200);
    QCOMPARE(statusOf("/readyz"), 200);
    QCOMPARE(statusOf("/rest/connections"), 401);
    QCOMPARE(statusOf("/admin/server"), 401);
}

// A preflight bears no token: the Fetch standard, §4.8.
void TestRights::questionsOfBrowsersAreFree()
{
    for (const Route &route : HttpGateway::routes()) {
        RawClient client(m_guarded.port());
        const QByteArray target = route.path.toByteArray().replace("{name}", "Bob");
        QCOMPARE(client.ask(request("OPTIONS", target)).status, 204);
    }
}

void TestRights::batchesTellOfEachMessage()
{
    RawClient client(m_guarded.port());
    const QByteArray body(
        "[{\"to\":\"x\",\"content\":1},{\"from\":\"Bob\",\"to\":\"x\",\"content\":2},"
        "{\"from\":\"Alice\",\"to\":\"x\",\"content\":3}]");
    const Reply reply = client.ask(postBy(tokenOf("Alice", "publish"), body, "/rest/messages"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body.count("not_allowed"), 1);
    QCOMPARE(reply.body.count("对方不在线"), 2);
}

QTEST_GUILESS_MAIN(TestRights)
#include "tst_rights.moc"
