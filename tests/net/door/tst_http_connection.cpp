#include "server/net/door/http_connection.h"
#include "server/net/door/http_connections.h"
#include "server/net/door/plain_reads.h"
#include "server/net/http/later_reply.h"
#include "server/net/http/request_handler.h"
#include "server/node/traffic_log.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTest>

#include <deque>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

HttpReply replyOf(const QByteArray &body)
{
    HttpReply reply;
    reply.body = body;
    return reply;
}

/// Lets everything in, answers with the body that came, and keeps what it was asked.
class Handler final : public RequestHandler
{
public:
    std::variant<Admission, Refusal> admit(const HttpRequest &request, const HttpHead &head,
                                           const ConnectionEnds &) const override
    {
        ++admitted;
        if (request.target == "/refused")
            return Refusal{{ErrorCode::NotFound, {}}};
        Admission admission;
        admission.bodyBytesMax = 100;
        admission.isPublish = request.target.startsWith("/publish");
        admission.isUpgrade = head.upgradesToWebSocket;
        return admission;
    }
    HttpReply answer(const HttpRequest &request, const HttpHead &, const Admission &) override
    {
        answered.append(request.target + ' ' + request.body);
        HttpReply reply = replyOf('<' + request.body + '>');
        if (request.target == "/publish/later") {
            reply.later = std::make_shared<LaterReply>();
            awaited.push_back(reply.later);
        }
        return reply;
    }
    void noteRefusal(const Refusal &refusal, const QHostAddress &) override
    {
        refused.append(refusal.error.word());
    }
    Result<Handshake> checkUpgrade(const HttpRequest &, const HttpHead &, const Admission &) const override
    {
        return Handshake{UserName::parse("Bob").value(), {}, {}, {}, {}, {}};
    }
    void upgrade(ServerSocket &socket, Handshake, QByteArrayView behind) override
    {
        upgraded = &socket;
        bytesBehind = behind.toByteArray();
    }
    qsizetype upgradedCount() const override { return upgraded != nullptr ? 1 : 0; }

    mutable int admitted = 0;
    QByteArrayList answered;
    QByteArrayList refused;
    std::deque<std::shared_ptr<LaterReply>> awaited;
    ServerSocket *upgraded = nullptr;
    QByteArray bytesBehind;
};

/// Guards what it accepts, without a server around it.
class Port : public QTcpServer
{
public:
    explicit Port(HttpConnections &connections) : m_connections(connections) { }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new ServerSocket(this);
        socket->setSocketDescriptor(descriptor);
        new HttpConnection(*socket, m_connections);
    }

private:
    HttpConnections &m_connections;
};

/// One client of such a port.
struct Fixture
{
    Fixture()
    {
        connections.clock.start();
        port.listen(QHostAddress::LocalHost);
        client.connectToHost(QHostAddress::LocalHost, port.serverPort());
    }

    bool isOpenInTime()
    {
        return QTest::qWaitFor([&] { return connections.open.size() == 1; }, patienceMs);
    }
    // What came, as soon as it ends so.
    QByteArray receive(const QByteArray &end)
    {
        const bool came = QTest::qWaitFor(
            [&] {
                received += client.readAll();
                return received.endsWith(end);
            },
            patienceMs);
        return came ? std::exchange(received, {}) : QByteArray();
    }
    bool isAnswered(qsizetype count)
    {
        return QTest::qWaitFor([&] { return handler.answered.size() == count; }, patienceMs);
    }

    static constexpr int patienceMs = 10'000;
    const Limits limits;
    Registry registry;
    TrafficFeed feed;
    TrafficLog log{registry, feed};
    TurnFlush turnFlush{feed};
    Handler handler;
    PlainReads plainReads;
    HttpConnections connections{limits, handler, plainReads, turnFlush, log};
    Port port{connections};
    QTcpSocket client;
    QByteArray received;
};

QByteArray post(const QByteArray &target, const QByteArray &body)
{
    return "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

/// The guard of a connection alone, in front of a handler that says what it was asked.
class TestHttpConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksOnceHoweverTheBytesAreCut();
    void bodyInChunksReadsAsIfItWerePlain();
    void bodyIsNoLongerThanAdmitted();
    void refusalIsNotedAndEndsTheConnection();
    void answersLeaveInTheOrderOfTheirRequests();
    void onlyPublishesOvertakeAnAwaitedAnswer();
    void upgradeHandsOverTheSocketAndWhatFollowed();
};

void TestHttpConnection::asksOnceHoweverTheBytesAreCut()
{
    Fixture f;
    QVERIFY(f.isOpenInTime());
    for (const char byte : post("/x", "hello")) {
        f.client.write(&byte, 1);
        f.client.flush();
        QCoreApplication::processEvents();
    }
    QVERIFY(f.receive("<hello>").startsWith("HTTP/1.1 200 OK\r\n"));
    QCOMPARE(f.handler.admitted, 1);
    QCOMPARE(f.handler.answered, QByteArrayList{"/x hello"});
}

void TestHttpConnection::bodyInChunksReadsAsIfItWerePlain()
{
    Fixture f;
    f.client.write("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
                   + post("/y", "!"));
    QVERIFY(!f.receive("<!>").isEmpty());
    QCOMPARE(f.handler.answered, (QByteArrayList{"/x hello", "/y !"}));
    QCOMPARE(f.handler.admitted, 2);
}

void TestHttpConnection::bodyIsNoLongerThanAdmitted()
{
    Fixture f;
    f.client.write("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n");
    QVERIFY(f.receive("}").startsWith("HTTP/1.1 413 "));
    QCOMPARE(f.handler.refused, QByteArrayList{Error(ErrorCode::BodyTooLarge, {}).word()});
    QVERIFY(f.handler.answered.isEmpty());
}

void TestHttpConnection::refusalIsNotedAndEndsTheConnection()
{
    Fixture f;
    f.client.write("POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n");
    QVERIFY(f.receive("}").contains("\r\nConnection: close\r\n"));
    QCOMPARE(f.handler.refused, QByteArrayList{Error(ErrorCode::NotFound, {}).word()});
    QVERIFY(QTest::qWaitFor([&] { return f.client.state() == QTcpSocket::UnconnectedState; },
                            Fixture::patienceMs));
}

void TestHttpConnection::answersLeaveInTheOrderOfTheirRequests()
{
    Fixture f;
    f.client.write(post("/publish/later", "1") + post("/publish/later", "2")
                   + post("/publish", "3"));
    QVERIFY(f.isAnswered(3));
    f.handler.awaited[1]->resolve(replyOf("second"));
    f.handler.awaited[0]->resolve(replyOf("first"));
    const QByteArray all = f.receive("<3>");
    QVERIFY(all.indexOf("first") > 0);
    QVERIFY(all.indexOf("second") > all.indexOf("first"));
    QCOMPARE(f.handler.admitted, 3);
}

void TestHttpConnection::onlyPublishesOvertakeAnAwaitedAnswer()
{
    Fixture f;
    f.client.write(post("/publish/later", "1") + post("/x", "2") + post("/publish", "3"));
    QVERIFY(f.isAnswered(1));
    QVERIFY(QTest::qWaitFor([&] { return f.handler.admitted == 2; }, Fixture::patienceMs));
    QCOMPARE(f.handler.answered.size(), 1);
    f.handler.awaited[0]->resolve(replyOf("first"));
    QVERIFY(f.isAnswered(3));
    QVERIFY(!f.receive("<3>").isEmpty());
}

void TestHttpConnection::upgradeHandsOverTheSocketAndWhatFollowed()
{
    Fixture f;
    f.client.write("GET /ws/Bob HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                   "Connection: Upgrade\r\n\r\nframes");
    QVERIFY(QTest::qWaitFor([&] { return f.handler.upgraded != nullptr; }, Fixture::patienceMs));
    QCOMPARE(f.handler.bytesBehind, QByteArray("frames"));
    QVERIFY(f.connections.open.isEmpty());
    f.handler.upgraded->writeNow(QByteArrayView("hello"));
    QCOMPARE(f.receive("hello"), QByteArray("hello"));
}

QTEST_GUILESS_MAIN(TestHttpConnection)
#include "tst_http_connection.moc"
