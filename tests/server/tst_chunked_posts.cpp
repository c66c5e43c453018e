#include "tests/net/body/packed.h"
#include "tests/server/kit.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace pushpoint::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray json("Content-Type: application/json\r\n");
const QByteArray chunked("Transfer-Encoding: chunked\r\n");
const QByteArray hello("{\"from\":\"Alice\",\"to\":\"Bob\",\"content\":\"hello\"}");
const QByteArray succeeded("{\"succeed\":true}");

/// The body in chunks of so many bytes.
QByteArray inChunks(const QByteArray &body, qsizetype chunkBytes)
{
    QByteArray out;
    for (qsizetype at = 0; at < body.size(); at += chunkBytes) {
        const QByteArray chunk = body.mid(at, chunkBytes);
        out += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    return out + "0\r\n\r\n";
}

QByteArray chunkedPost(const QByteArray &body, qsizetype chunkBytes,
                       const QByteArray &path = "/rest/message", const QByteArray &headers = json)
{
    return request("POST", path, headers + chunked) + inChunks(body, chunkBytes);
}

QByteArray packedInChunks()
{
    return request("POST", "/rest/message", json + "Content-Encoding: gzip\r\n" + chunked)
        + inChunks(packed(hello, Wrapping::Gzip), 10);
}

} // namespace

/// Bodies whose length is not told in advance, as Node's req.write, streams of all kinds and many
/// proxies send them.
class TestChunkedPosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesBodiesInChunks_data();
    void takesBodiesInChunks();
    void takesChunksHoweverTheyAreCut();
    void takesWhatFollowsTheChunks();
    void throwsAwayChunksOfReads_data();
    void throwsAwayChunksOfReads();
    void saysContinueForChunks();
    void chunksHaveTheLimitsOfOtherBodies();
    void tellsWhatWasInTheChunks();

private:
    std::unique_ptr<LiveServer> m_server;
    std::unique_ptr<SocketClient> m_bob;
};

void TestChunkedPosts::init()
{
    m_bob.reset();
    m_server = std::make_unique<LiveServer>();
    m_bob = std::make_unique<SocketClient>(m_server->port(), "Bob");
    QVERIFY(m_bob->isOpenInTime());
}

void TestChunkedPosts::takesBodiesInChunks_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray form("from=Alice&to=Bob&content=hello");
    QTest::newRow("one chunk") << chunkedPost(hello, 1000);
    QTest::newRow("chunks of a byte") << chunkedPost(hello, 1);
    QTest::newRow("form") << chunkedPost(form, 7, "/rest/message",
                                         "Content-Type: application/x-www-form-urlencoded\r\n");
    QTest::newRow("extensions and trailers")
        << request("POST", "/rest/message", json + "Trailer: Expires\r\n" + chunked)
            + inChunks(hello, hello.size()).replace("\r\n{", ";a=\"b\"\r\n{").chopped(2)
            + "Expires: never\r\n\r\n";
    QTest::newRow("packed") << packedInChunks();
}

void TestChunkedPosts::takesBodiesInChunks()
{
    QFETCH(QByteArray, bytes);
    RawClient client(m_server->port());
    QCOMPARE(client.ask(bytes).body, succeeded);
    QVERIFY(client.staysOpen());
    QVERIFY(m_bob->hasTextsInTime(1));
    QCOMPARE(m_bob->texts, QStringList(u"{\"from\":\"Alice\",\"content\":\"hello\"}"_s));
}

void TestChunkedPosts::takesChunksHoweverTheyAreCut()
{
    const QByteArray bytes = get("/healthz") + chunkedPost(hello, 20) + chunkedPost(hello, 3)
        + get("/rest/names") + chunkedPost(hello, 100);
    const QByteArrayList expected{"{\"status\":\"ok\"}", succeeded, succeeded,
                                  "[\"Bob\",\"Alice\",\"Jack\"]", succeeded};
    QByteArrayList got;
    const auto collect = [&got, &expected](RawClient &client) {
        for (got.clear(); got.size() < expected.size();)
            got.append(client.reply().body);
        return client.staysOpen();
    };
    for (qsizetype cut = 1; cut < bytes.size(); cut += 5) {
        RawClient client(m_server->port());
        client.send(QByteArrayView(bytes).first(cut));
        client.send(QByteArrayView(bytes).sliced(cut));
        QVERIFY(collect(client));
        QCOMPARE(got, expected);
    }
    RawClient client(m_server->port());
    client.sendByteByByte(bytes);
    QVERIFY(collect(client));
    QCOMPARE(got, expected);
}

void TestChunkedPosts::takesWhatFollowsTheChunks()
{
    RawClient client(m_server->port());
    client.send(chunkedPost("{}", 1) + chunkedPost(hello, 5)
                + get("/ws/Alice",
                      "Upgrade: websocket\r\n"
                      "Connection: Upgrade\r\n"
                      "Sec-WebSocket-Version: 13\r\n"
                      "Sec-WebSocket-Key: "
                      "dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    QCOMPARE(client.reply().word(), "to_missing");
    QCOMPARE(client.reply().body, succeeded);
    QCOMPARE(client.reply(true).status, 101);
}

void TestChunkedPosts::throwsAwayChunksOfReads_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    for (const QByteArray &body : {QByteArray(), QByteArray("GET /healthz HTTP/1.1\r\n\r\n")}) {
        const char *size = body.isEmpty() ? "empty" : "a request";
        QTest::addRow("GET, %s", size)
            << QByteArray("GET") << QByteArray("/healthz") << body << 200;
        QTest::addRow("HEAD, %s", size)
            << QByteArray("HEAD") << QByteArray("/healthz") << body << 200;
        QTest::addRow("OPTIONS, %s", size)
            << QByteArray("OPTIONS") << QByteArray("/rest/message") << body << 204;
        QTest::addRow("nothing there, %s", size)
            << QByteArray("POST") << QByteArray("/nothing") << body << 404;
    }
}

void TestChunkedPosts::throwsAwayChunksOfReads()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    RawClient client(m_server->port());
    const QByteArray bytes = request(method, path, chunked) + inChunks(body, 4);
    for (int round = 0; round < 2; ++round)
        QCOMPARE(client.ask(bytes, method == "HEAD").status, status);
    QVERIFY(client.staysOpen());
}

void TestChunkedPosts::saysContinueForChunks()
{
    const QByteArray head
        = request("POST", "/rest/message", json + "Expect: 100-continue\r\n" + chunked);
    RawClient patient(m_server->port());
    QCOMPARE(patient.ask(head).status, 100);
    QCOMPARE(patient.ask(inChunks(hello, 9)).body, succeeded);
    QCOMPARE(patient.ask(head).status, 100);
    QCOMPARE(patient.ask("FFFFFFFF\r\n").word(), "body_too_large");
    RawClient hasty(m_server->port());
    QCOMPARE(hasty.ask(head + inChunks(hello, 9)).body, succeeded);
    QVERIFY(hasty.staysOpen());
}

void TestChunkedPosts::chunksHaveTheLimitsOfOtherBodies()
{
    ServerOptions options = quickOptions();
    options.limits.bodyTimeMax = std::chrono::milliseconds(300);
    LiveServer server(options);
    const Limits limits;
    const auto sized = [](qsizetype bytes) {
        return "{\"to\":\"Nobody\",\"content\":\"" + QByteArray(bytes - 28, 'x') + "\"}";
    };
    const auto array = [&](qsizetype bytes) { return '[' + sized(bytes - 2) + ']'; };
    RawClient client(m_server->port());
    QCOMPARE(client.ask(chunkedPost(sized(limits.bodyBytesMax), 5000)).status, 200);
    QCOMPARE(client.ask(chunkedPost(array(limits.batchBytesMax), 50'000, "/rest/messages")).status,
             200);
    QCOMPARE(client.ask(chunkedPost(sized(limits.bodyBytesMax + 1), 5000)).status, 413);
    QVERIFY(client.isClosedInTime());
    RawClient other(m_server->port());
    QCOMPARE(
        other.ask(chunkedPost(array(limits.batchBytesMax + 1), 50'000, "/rest/messages")).status,
        413);
    RawClient slow(server.port());
    slow.send(request("POST", "/rest/message", json + chunked) + "4\r\n{");
    QCOMPARE(slow.reply().word(), "request_timeout");
    QVERIFY(slow.isClosedInTime());
}

void TestChunkedPosts::tellsWhatWasInTheChunks()
{
    TrafficFeed &feed = m_server->server().feed();
    feed.setWatched(true);
    RawClient client(m_server->port());
    for (const QByteArray &bytes : {chunkedPost(hello, 5), packedInChunks()}) {
        QCOMPARE(client.ask(bytes).body, succeeded);
        std::shared_ptr<const MessageTrace> trace;
        QVERIFY(waitUntil([&] {
            for (const TrafficEvent &event : feed.take().events.all()) {
                if (event.kind == TrafficKind::Delivered)
                    trace = event.trace;
            }
            return trace != nullptr;
        }));
        QCOMPARE(trace->contentJson, "\"hello\"");
        QCOMPARE(trace->requestHead, bytes.first(bytes.indexOf("\r\n\r\n") + 4));
        QVERIFY(trace->acceptedNs > 0 && trace->receivedNs >= trace->acceptedNs);
    }
}

QTEST_GUILESS_MAIN(TestChunkedPosts)
#include "tst_chunked_posts.moc"
