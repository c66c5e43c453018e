#include "tests/server/kit.h"

#include <QTest>

#include <random>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

/// A request with the answer that it must get, of all kinds that are answered in different ways:
/// by the connection itself, through QHttpServer, and without a body.
struct Step
{
    QByteArray bytes;
    int status;
    QByteArray body; ///< empty for HEAD
    bool isHead = false;
};

QList<Step> allSteps()
{
    const QByteArray offline(QByteArray("{\"succeed\":false,\"msg\":\"") + "对方不在线" + "\"}");
    const QByteArray names("[\"Bob\",\"Alice\",\"Jack\"]");
    return {
        {post("{\"to\":\"Bob\",\"content\":1}"), 200, "{\"succeed\":true}"},
        {post("{\"to\":\"Nobody\",\"content\":1}"), 200, offline},
        {get("/rest/names"), 200, names},
        {get("/healthz"), 200, "{\"status\":\"ok\"}"},
        {request("HEAD", "/rest/names"), 200, {}, true},
        {request("HEAD", "/rest/connections/Nobody"), 404, {}, true},
        {get("/rest/connections/Nobody"), 200, "{\"name\":\"Nobody\",\"connections\":0}"},
        {get("/rest/connections/a%0A"), 400, {}},
        {get("/nothing"), 404, {}},
        {request("GET", "/rest/names", {}, QByteArray("a body")), 200, names},
        {get("/rest/names", "Transfer-Encoding: chunked\r\n")
             + "6;x\r\na body\r\n0\r\nA: b\r\n\r\n",
         200, names},
        {request("POST", "/rest/message",
                 "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n")
             + "8\r\n{\"to\":\"B\r\n1\r\no\r\nF\r\nb\",\"content\":1}\r\n0\r\n\r\n",
         200, "{\"succeed\":true}"},
        {get("/Rest/Names/"), 200, names},
        {get("/rest/names", "If-None-Match: \"x\"\r\n"), 200, names},
        {get("/rest/names", "Upgrade: h2c\r\nConnection: Upgrade\r\n"), 200, names},
        {post("{\"to\":\"Bob\""), 400, {}},
        {"\r\n" + get("/healthz"), 200, "{\"status\":\"ok\"}"},
    };
}

bool isRightAnswer(const Step &step, const Reply &reply)
{
    return reply.status == step.status && (step.body.isEmpty() || reply.body == step.body);
}

QByteArray wrong(const Step &step, const Reply &reply)
{
    return step.bytes + "was answered by\n" + reply.head + reply.body;
}

} // namespace

class TestKeepAlive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answersPipelinedMixturesInOrder();
    void answersByteByByte();
    void answersAnyCutOfAPipeline();
    void answersAThousandInTurn();
    void stopsReadingAfterConnectionClose_data();
    void stopsReadingAfterConnectionClose();
    void upgradesAfterOtherRequests_data();
    void upgradesAfterOtherRequests();
    void takesFramesRightBehindTheUpgrade();
    void askingForeverCostsNoMemory();
    void askingWithoutReadingIsBounded();
    void answersAfterOurSideHasEnded();
    void saysContinueOnlyWhenTheBodyIsAwaited();

private:
    std::unique_ptr<LiveServer> m_server;
    std::unique_ptr<SocketClient> m_bob;
};

void TestKeepAlive::initTestCase()
{
    m_server = std::make_unique<LiveServer>();
    m_bob = std::make_unique<SocketClient>(m_server->port(), "Bob");
    QVERIFY(m_bob->isOpenInTime());
}

void TestKeepAlive::answersPipelinedMixturesInOrder()
{
    const QList<Step> steps = allSteps();
    std::mt19937 random(1);
    for (int round = 0; round < 50; ++round) {
        QList<Step> chosen;
        QByteArray bytes;
        for (int i = 0; i < 40; ++i) {
            chosen.append(steps[qsizetype(random() % size_t(steps.size()))]);
            bytes += chosen.constLast().bytes;
        }
        RawClient client(m_server->port());
        client.send(bytes);
        for (const Step &step : chosen) {
            const Reply reply = client.reply(step.isHead);
            QVERIFY2(isRightAnswer(step, reply), wrong(step, reply));
        }
        QVERIFY(client.staysOpen());
    }
}

void TestKeepAlive::answersByteByByte()
{
    RawClient client(m_server->port());
    for (int round = 0; round < 2; ++round) {
        for (const Step &step : allSteps()) {
            client.sendByteByByte(step.bytes);
            const Reply reply = client.reply(step.isHead);
            QVERIFY2(isRightAnswer(step, reply), wrong(step, reply));
        }
    }
}

void TestKeepAlive::answersAnyCutOfAPipeline()
{
    const QList<Step> steps = allSteps();
    QByteArray bytes;
    for (const Step &step : steps)
        bytes += step.bytes;
    for (qsizetype cut = 1; cut < bytes.size(); cut += 7) {
        RawClient client(m_server->port());
        client.send(QByteArrayView(bytes).first(cut));
        qsizetype sent = cut;
        qsizetype end = 0; // of the request whose answer is due
        for (const Step &step : steps) {
            end += step.bytes.size();
            // Answers to what was whole come first: so the first part was surely read alone.
            if (end > sent) {
                client.send(QByteArrayView(bytes).sliced(sent));
                sent = bytes.size();
            }
            const Reply reply = client.reply(step.isHead);
            QVERIFY2(isRightAnswer(step, reply), wrong(step, reply));
        }
    }
}

void TestKeepAlive::answersAThousandInTurn()
{
    RawClient client(m_server->port());
    const QString marker = u"{\"content\":\"marker\"}"_s;
    QCOMPARE(client.ask(post("{\"to\":\"Bob\",\"content\":\"marker\"}")).status, 200);
    QVERIFY(waitUntil([&] { return m_bob->texts.contains(marker); }));
    const qsizetype before = m_bob->texts.size();
    for (int i = 0; i < 500; ++i) {
        QCOMPARE(client.ask(post("{\"to\":\"Bob\",\"content\":1}")).body, "{\"succeed\":true}");
        QCOMPARE(client.ask(get("/healthz")).body, "{\"status\":\"ok\"}");
    }
    QVERIFY(m_bob->hasTextsInTime(before + 500));
    QCOMPARE(m_bob->texts.size(), before + 500);
}

void TestKeepAlive::stopsReadingAfterConnectionClose_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray json("{\"to\":\"Bob\",\"content\":\"a\"}");
    const QByteArray type("Content-Type: application/json\r\n");
    QTest::newRow("post") << request("POST", "/rest/message", "Connection: close\r\n" + type, json);
    QTest::newRow("get") << get("/healthz", "Connection: close\r\n");
    QTest::newRow("get, close in a list") << get("/healthz", "Connection: x, Close\r\n");
    QTest::newRow("HTTP/1.0") << QByteArray("GET /healthz HTTP/1.0\r\n\r\n");
    QTest::newRow("HTTP/1.0 keep-alive and close")
        << QByteArray("GET /healthz HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n");
    QTest::newRow("HTTP/1.0 post")
        << "POST /rest/message HTTP/1.0\r\n" + type + "Content-Length: 26\r\n\r\n" + json;
}

void TestKeepAlive::stopsReadingAfterConnectionClose()
{
    QFETCH(QByteArray, bytes);
    const quint64 before = m_server->totals().publishes;
    RawClient client(m_server->port());
    const bool publishes = bytes.startsWith("POST");
    const Reply reply = client.ask(bytes + post("{\"to\":\"Bob\",\"content\":\"never\"}"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("Connection"), "close");
    QVERIFY(client.isClosedInTime());
    QCOMPARE(m_server->totals().publishes, before + (publishes ? 1 : 0));
}

void TestKeepAlive::upgradesAfterOtherRequests_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("post") << post("{\"to\":\"Nobody\",\"content\":1}");
    QTest::newRow("read by QHttpServer") << get("/healthz");
    QTest::newRow("head") << request("HEAD", "/healthz");
}

void TestKeepAlive::upgradesAfterOtherRequests()
{
    QFETCH(QByteArray, before);
    RawClient client(m_server->port());
    if (!before.isEmpty())
        QCOMPARE(client.ask(before, before.startsWith("HEAD")).status, 200);
    client.send(get("/ws/Later",
                    "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                    "Sec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    const Reply reply = client.reply(true);
    QCOMPARE(reply.status, 101);
    QCOMPARE(reply.header("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); // RFC 6455 §1.3
    RawClient sender(m_server->port());
    QCOMPARE(sender.ask(post("{\"to\":\"Later\",\"content\":1}")).body, "{\"succeed\":true}");
    QCOMPARE(client.readUntil("}"), "\x81\x0d{\"content\":1}");
    // A masked message to itself, by a mask of zeros.
    client.send(QByteArray("\x81\x9a\0\0\0\0", 6) + "{\"to\":\"Later\",\"content\":2}");
    QCOMPARE(client.readUntil("}"), "\x81\x1c{\"from\":\"Later\",\"content\":2}");
    client.socket().abort();
    QVERIFY(waitUntil([this] { return m_server->totals().connectionsOpen == 1; }));
}

void TestKeepAlive::takesFramesRightBehindTheUpgrade()
{
    RawClient client(m_server->port());
    client.send(get("/ws/Hasty",
                    "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                    "Sec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
                + QByteArray("\x81\x9a\0\0\0\0", 6) + "{\"to\":\"Hasty\",\"content\":3}");
    QCOMPARE(client.reply(true).status, 101);
    QCOMPARE(client.readUntil("}"), "\x81\x1c{\"from\":\"Hasty\",\"content\":3}");
}

void TestKeepAlive::askingForeverCostsNoMemory()
{
    if (residentBytes() == 0)
        QSKIP("memory cannot be told here");
    RawClient client(m_server->port());
    QByteArray bytes;
    for (int i = 0; i < 50; ++i)
        bytes += post("{\"to\":\"Nobody\",\"content\":1}") + get("/healthz");
    const auto askHundreds = [&](int rounds) {
        for (int round = 0; round < rounds; ++round) {
            client.send(bytes);
            for (int i = 0; i < 100; ++i) {
                if (client.reply().status != 200)
                    return false;
            }
        }
        return true;
    };
    QVERIFY(askHundreds(20));
    const qint64 before = residentBytes();
    QVERIFY(askHundreds(150)); // 15,000 requests: a hundred bytes kept of each were 1.5 MB
    const qint64 grown = residentBytes() - before;
    QVERIFY2(grown < 1024 * 1024, QByteArray::number(grown));
}

void TestKeepAlive::askingWithoutReadingIsBounded()
{
    RawClient client(m_server->port());
    client.socket().setReadBufferSize(1);
    const qint64 before = residentBytes();
    QByteArray bytes;
    while (bytes.size() < 64 * 1024)
        bytes += get("/rest/names");
    // Until the server has had enough: the answers would come to some 100 MB.
    for (int i = 0; i < 400 && client.socket().state() == QAbstractSocket::ConnectedState; ++i) {
        client.socket().write(bytes);
        client.socket().waitForBytesWritten(200);
        if (client.socket().bytesToWrite() > 1024 * 1024)
            break; // the server does not read any more, which is as good
    }
    client.socket().abort();
    const qint64 grown = residentBytes() - before;
    QVERIFY2(grown < 16 * 1024 * 1024, QByteArray::number(grown));
    RawClient other(m_server->port());
    QVERIFY(other.staysOpen());
}

void TestKeepAlive::answersAfterOurSideHasEnded()
{
    for (const QByteArray &bytes : {get("/healthz"), post("{\"to\":\"Nobody\",\"content\":1}")}) {
        RawClient client(m_server->port());
        client.send(bytes);
        client.endOurSide();
        QCOMPARE(client.reply().status, 200);
    }
}

void TestKeepAlive::saysContinueOnlyWhenTheBodyIsAwaited()
{
    const QByteArray head(
        "POST /rest/message HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
        "Content-Type: application/json\r\nContent-Length: 27\r\n\r\n");
    const QByteArray body("{\"to\":\"Nobody\",\"content\":1}");
    RawClient patient(m_server->port());
    patient.send(head);
    QCOMPARE(patient.reply().status, 100);
    QCOMPARE(patient.ask(body).status, 200);
    RawClient hasty(m_server->port());
    QCOMPARE(hasty.ask(head + body).status, 200);
    QVERIFY(hasty.staysOpen());
}

QTEST_GUILESS_MAIN(TestKeepAlive)
#include "tst_keep_alive.moc"
