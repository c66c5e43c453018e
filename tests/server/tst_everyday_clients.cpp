#include "tests/net/body/packed.h"
#include "tests/server/kit.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace pushpoint::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray json("Content-Type: application/json\r\n");
const QByteArray hello("{\"from\":\"Alice\",\"to\":\"Bob\",\"content\":\"hello\"}");
const QString helloText(u"{\"from\":\"Alice\",\"content\":\"hello\"}"_s);
const QByteArray succeeded("{\"succeed\":true}");

QByteArray packedPost(const QByteArray &coding, const QByteArray &body,
                      const QByteArray &path = "/rest/message", const QByteArray &type = json)
{
    return request("POST", path, type + "Content-Encoding: " + coding + "\r\n", body);
}

QByteArray http10(const QByteArray &requestLine, const QByteArray &headers = {},
                  const QByteArray &body = {})
{
    const QByteArray length = body.isEmpty()
        ? QByteArray()
        : "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return requestLine + " HTTP/1.0\r\n" + headers + length + "\r\n" + body;
}

} // namespace

/// What clients and proxies send every day without being told to, and express serves: packed
/// bodies, paths in any case, questions for methods, and HTTP/1.0.
class TestEverydayClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesPackedBodies_data();
    void takesPackedBodies();
    void packedBodiesHaveTheLimitOfOthers();
    void tellsWhichCodingsAreTakenAndOnlyThen();
    void matchesPathsAsExpressDoes_data();
    void matchesPathsAsExpressDoes();
    void answersOptionsOfAnyPath_data();
    void answersOptionsOfAnyPath();
    void keepsHttp10AliveWhereAsked();
    void answersChecksOfProxies();
    void ignoresExpectationsOfHttp10();
    void tellsWhatIsMissingForJson_data();
    void tellsWhatIsMissingForJson();

private:
    bool bobHears();

    std::unique_ptr<LiveServer> m_server;
    std::unique_ptr<SocketClient> m_bob;
};

void TestEverydayClients::init()
{
    m_bob.reset();
    m_server = std::make_unique<LiveServer>();
    m_bob = std::make_unique<SocketClient>(m_server->port(), "Bob");
    QVERIFY(m_bob->isOpenInTime());
}

bool TestEverydayClients::bobHears()
{
    return m_bob->hasTextsInTime(1) && m_bob->texts == QStringList(helloText);
}

void TestEverydayClients::takesPackedBodies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray gzip = packed(hello, Wrapping::Gzip);
    const QByteArray form("from=Alice&to=Bob&content=hello");
    QTest::newRow("gzip") << packedPost("gzip", gzip);
    QTest::newRow("x-gzip") << packedPost("X-GZip", gzip);
    QTest::newRow("deflate") << packedPost("deflate", packed(hello, Wrapping::Zlib));
    QTest::newRow("raw deflate") << packedPost("deflate", packed(hello, Wrapping::None));
    QTest::newRow("identity") << packedPost("identity", hello);
    QTest::newRow("form") << packedPost("gzip", packed(form, Wrapping::Gzip), "/rest/message",
                                        "Content-Type: application/x-www-form-urlencoded\r\n");
    QTest::newRow("array") << packedPost("gzip", packed('[' + hello + ']', Wrapping::Gzip),
                                         "/rest/messages");
    QTest::newRow("lines") << packedPost("deflate", packed(hello + '\n', Wrapping::Zlib),
                                         "/rest/messages",
                                         "Content-Type: application/x-ndjson\r\n");
}

void TestEverydayClients::takesPackedBodies()
{
    QFETCH(QByteArray, bytes);
    RawClient client(m_server->port());
    const Reply reply = client.ask(bytes);
    QVERIFY2(reply.body.contains(succeeded), reply.head + reply.body);
    QVERIFY(client.staysOpen());
    QVERIFY(bobHears());
}

void TestEverydayClients::packedBodiesHaveTheLimitOfOthers()
{
    const Limits limits;
    const QByteArray start("{\"to\":\"Nobody\",\"content\":\"");
    const QByteArray most = start + QByteArray(limits.bodyBytesMax - start.size() - 2, 'x') + "\"}";
    RawClient client(m_server->port());
    QCOMPARE(client.ask(packedPost("gzip", packed(most, Wrapping::Gzip))).status, 200);
    QVERIFY(client.staysOpen());
    for (const QByteArray &tooMuch : {most + ' ', QByteArray(50'000'000, ' ')}) {
        RawClient other(m_server->port());
        const Reply reply = other.ask(packedPost("gzip", packed(tooMuch, Wrapping::Gzip)));
        QCOMPARE(reply.status, 413);
        QCOMPARE(reply.word(), "body_too_large");
        QVERIFY(other.isClosedInTime()); // the rest of it is not looked at
    }
    // What is packed may not be longer either: the head alone is enough to see it.
    QCOMPARE(client.ask(packedPost("gzip", QByteArray(limits.bodyBytesMax + 1, 'x'))).status, 413);
    QVERIFY(client.isClosedInTime());
}

// RFC 9110 §15.5.16, RFC 7694 §3
void TestEverydayClients::tellsWhichCodingsAreTakenAndOnlyThen()
{
    const Reply coding = RawClient(m_server->port()).ask(packedPost("br", hello));
    QCOMPARE(coding.status, 415);
    QCOMPARE(coding.header("Accept-Encoding"), "gzip, deflate");
    const Reply type
        = RawClient(m_server->port())
              .ask(request("POST", "/rest/message", "Content-Type: text/csv\r\n", "a"));
    QCOMPARE(type.status, 415);
    QVERIFY2(!type.head.contains("Accept-Encoding"), type.head);
}

void TestEverydayClients::matchesPathsAsExpressDoes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const QByteArray &method, const QByteArray &path, int status) {
        const bool post = method == "POST";
        QTest::newRow(method + ' ' + path)
            << (post ? request(method, path, json, hello) : request(method, path)) << status;
    };
    for (const char *path : {"/rest/message/", "/REST/Message", "/Rest/MESSAGE/?detail=1"})
        row("POST", path, 200);
    for (const char *path :
         {"/Rest/Connections/", "/REST/connections/Bob", "/rest/connections/Bob/", "/rest/Names/",
          "/HealthZ", "/readyz/", "/METRICS/", "/rest/connections/"})
        row("GET", path, 200);
    row("GET", "/WS/Bob/", 426);
    row("GET", "/rest/message/", 405);
    row("HEAD", "/REST/CONNECTIONS/Bob/", 200);
    row("HEAD", "/rest/connections/bob", 404); // a name is not a path
    row("POST", "/rest/message//", 404);
    row("POST", "/rest/mess%61ge", 404);
    row("GET", "/rest/connections//", 404);
    row("GET", "/rest/connections/a/b/", 404);
    row("GET", "/healthz//", 404);
}

void TestEverydayClients::matchesPathsAsExpressDoes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    RawClient client(m_server->port());
    QCOMPARE(client.ask(bytes, bytes.startsWith("HEAD")).status, status);
    if (bytes.startsWith("POST") && status == 200)
        QVERIFY(bobHears());
}

void TestEverydayClients::answersOptionsOfAnyPath_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("allow");
    const auto row = [](const char *path, const char *allow) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(allow);
    };
    row("/", "GET, HEAD");
    row("*", "GET, HEAD");
    row("/nothing/here", "GET, HEAD");
    row("/rest/message", "POST");
    row("/Rest/Messages/", "POST");
    row("/rest/connections/Bob", "GET, HEAD, DELETE");
    row("/healthz", "GET, HEAD");
    row("/ws/Bob", "GET");
}

void TestEverydayClients::answersOptionsOfAnyPath()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, allow);
    RawClient client(m_server->port());
    for (const QByteArray &bytes : {request("OPTIONS", path), request("OPTIONS", path, {}, "x")}) {
        const Reply reply = client.ask(bytes);
        QCOMPARE(reply.status, 204);
        QCOMPARE(reply.header("Allow"), allow);
        QCOMPARE(reply.header("Access-Control-Allow-Methods"), QByteArray());
        QCOMPARE(reply.header("Content-Length"), QByteArray());
    }
    QVERIFY(client.staysOpen());
}

void TestEverydayClients::keepsHttp10AliveWhereAsked()
{
    const QByteArray keepAlive("Connection: Keep-Alive\r\n");
    RawClient client(m_server->port());
    for (const QByteArray &bytes :
         {http10("GET /healthz", keepAlive), http10("GET /", keepAlive),
          http10("POST /rest/message", keepAlive + json, hello), http10("OPTIONS *", keepAlive),
          http10("GET /nothing", keepAlive)}) {
        const Reply reply = client.ask(bytes);
        QVERIFY(reply.status != 0);
        QCOMPARE(reply.header("Connection"), "keep-alive");
    }
    QCOMPARE(client.ask(http10("HEAD /healthz", keepAlive), true).status, 200);
    QVERIFY(client.staysOpen());
    // What HTTP/1.1 does by itself is not told.
    QCOMPARE(client.ask(get("/healthz", keepAlive)).header("Connection"), QByteArray());
    const Reply last = client.ask(http10("GET /healthz"));
    QCOMPARE(last.header("Connection"), "close");
    QVERIFY(client.isClosedInTime());
}

// HAProxy's default, `option httpchk`; there is no Host in it.
void TestEverydayClients::answersChecksOfProxies()
{
    for (const char *bytes : {"OPTIONS / HTTP/1.0\r\n\r\n", "OPTIONS * HTTP/1.0\r\n\r\n"}) {
        RawClient client(m_server->port());
        const Reply reply = client.ask(bytes);
        QCOMPARE(reply.status, 204);
        QCOMPARE(reply.header("Allow"), "GET, HEAD");
        QVERIFY(client.isClosedInTime());
    }
}

void TestEverydayClients::ignoresExpectationsOfHttp10()
{
    for (const char *expect : {"Expect: 100-continue\r\n", "Expect: something\r\n"}) {
        RawClient client(m_server->port());
        const QByteArray bytes = http10("POST /rest/message", expect + json, hello);
        client.send(bytes.chopped(hello.size()));
        client.send(hello);
        QCOMPARE(client.reply().body, succeeded); // with no 100 before it
    }
}

void TestEverydayClients::tellsWhatIsMissingForJson_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<bool>("hints");
    const QByteArray form("Content-Type: application/x-www-form-urlencoded\r\n");
    const auto row = [](const char *name, const QByteArray &headers, const QByteArray &body,
                        const char *word, bool hints) {
        QTest::newRow(name) << request("POST", "/rest/message", headers, body) << QByteArray(word)
                            << hints;
    };
    row("curl -d", form, hello, "to_missing", true);
    row("curl -d, an array", form, " [" + hello + ']', "to_missing", true);
    row("curl -d, with & and = and %", form, "{\"to\":\"a&b=%zz\"}", "to_missing", true);
    row("curl -d, no UTF-8", form, "{\"\xff\"}", "bad_form", true);
    row("no type", {}, hello, "unsupported_media_type", true);
    row("another type", "Content-Type: text/plain\r\n", hello, "unsupported_media_type", true);
    row("a form", form, "content=1", "to_missing", false);
    row("a form that is empty", form, "", "to_missing", false);
    row("JSON", json, "{\"content\":1}", "to_missing", false);
}

void TestEverydayClients::tellsWhatIsMissingForJson()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, word);
    QFETCH(bool, hints);
    RawClient client(m_server->port());
    const Reply reply = client.ask(bytes);
    QCOMPARE(reply.word(), word);
    const QString text = reply.json()[u"msg"_s].toString();
    QVERIFY2(text.contains(u"\"Content-Type: application/json\""_s) == hints, qPrintable(text));
}

QTEST_GUILESS_MAIN(TestEverydayClients)
#include "tst_everyday_clients.moc"
