#include "tests/server/frame_client.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

ServerOptions withShares(int namePublishes, int addressPublishes, int addressUpgrades)
{
    ServerOptions options = quickOptions();
    Limits &limits = options.limits;
    limits.namePublishesPerSecondMax = limits.namePublishesBurstMax = namePublishes;
    limits.addressPublishesPerSecondMax = limits.addressPublishesBurstMax = addressPublishes;
    limits.addressUpgradesPerSecondMax = limits.addressUpgradesBurstMax = addressUpgrades;
    return options;
}

QByteArray messageFrom(const QByteArray &name)
{
    return "{\"from\":\"" + name + "\",\"to\":\"Bob\",\"content\":1}";
}

QByteArray upgradeOf(const QByteArray &name)
{
    return get("/ws/" + name,
               "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
}

quint64 limited(LiveServer &server, Share share)
{
    return server.totals().limited[size_t(share)];
}

/// A client from another address of this machine.
class Neighbour
{
public:
    explicit Neighbour(quint16 port)
    {
        m_isThere = m_socket.bind(QHostAddress(QStringLiteral("127.0.0.2")));
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        m_isThere = m_isThere && m_socket.waitForConnected(patienceMs);
    }
    bool isThere() const { return m_isThere; }
    /// The first line of the answer.
    QByteArray ask(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        QByteArray answer;
        while (!answer.contains("\r\n\r\n") && m_socket.waitForReadyRead(patienceMs))
            answer += m_socket.readAll();
        return answer.left(answer.indexOf("\r\n"));
    }

private:
    QTcpSocket m_socket;
    bool m_isThere = false;
};

} // namespace

/// A server that gives everybody a share, and what those see who have used it up.
class TestSharedServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onLoopbackNobodyIsLimited();
    void whatIsNotSetIsDecidedByTheHost();
    void aPostTooManyIsToldWhenToComeBack();
    void aMalformedPostCountsForItsAddress();
    void aBatchIsRefusedBeforeAnyOfItIsDelivered();
    void aWebSocketAndPostsOfItsNameHaveOneShare();
    void anUpgradeTooManyIsRefusedBefore101();
    void theRowNamesTheSenderTheAddressAndTheOption();
    void aNeighbourIsNeverRefusedForAFloodOfMadeUpNames();
};

void TestSharedServer::onLoopbackNobodyIsLimited()
{
    LiveServer server;
    RawClient client(server.port());
    QByteArray many;
    for (int i = 0; i < 10'000; ++i)
        many += messageFrom("Alice") + '\n';
    for (int i = 0; i < 3; ++i) {
        const Reply reply = client.ask(
            request("POST", "/rest/messages", "Content-Type: application/x-ndjson\r\n", many));
        QCOMPARE(reply.status, 200);
    }
    for (const quint64 count : server.totals().limited)
        QCOMPARE(count, quint64(0));
}

void TestSharedServer::whatIsNotSetIsDecidedByTheHost()
{
    ServerOptions options;
    options.limits.namePublishesPerSecondMax = 7;
    for (const char *host : {"127.0.0.1", "127.0.0.9", "::1"}) {
        options.host = QHostAddress(QString::fromLatin1(host));
        const Limits limits = limitsInForce(options);
        QCOMPARE(limits.namePublishesPerSecondMax, std::optional(7));
        QCOMPARE(limits.addressPublishesPerSecondMax, std::optional(0));
        QCOMPARE(limits.addressUpgradesPerSecondMax, std::optional(0));
    }
    options.limits.addressUpgradesPerSecondMax = 0;
    for (const auto &host : {QHostAddress(QHostAddress::Any), QHostAddress(QHostAddress::AnyIPv4),
                             QHostAddress(QStringLiteral("192.0.2.7"))}) {
        options.host = host;
        const Limits limits = limitsInForce(options);
        QCOMPARE(limits.namePublishesPerSecondMax, std::optional(7));
        QCOMPARE(limits.addressPublishesPerSecondMax, std::optional(1'000));
        QCOMPARE(limits.addressUpgradesPerSecondMax, std::optional(0));
    }
}

void TestSharedServer::aPostTooManyIsToldWhenToComeBack()
{
    ServerOptions options = withShares(1, 0, 0);
    options.limits.namePublishesBurstMax = 3;
    LiveServer server(options);
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient client(server.port());
    int passed = 0;
    Reply reply;
    QVERIFY(waitUntil([&] {
        reply = client.ask(post(messageFrom("Alice")));
        passed += reply.status == 200 ? 1 : 0;
        return reply.status != 200;
    }));
    QVERIFY2(passed >= 3, QByteArray::number(passed));
    QCOMPARE(reply.status, 429);
    QCOMPARE(reply.word(), "too_many_requests");
    QCOMPARE(reply.header("Retry-After"), "1");
    // The connection goes on, and so does everybody else.
    QCOMPARE(client.ask(get("/healthz")).status, 200);
    QCOMPARE(client.ask(post(messageFrom("Jack"))).status, 200);
    QVERIFY(bob.hasTextsInTime(passed + 1));
    QCOMPARE(limited(server, Share::NamePublishes), quint64(1));
    QCOMPARE(server.totals().refusedBy[size_t(ErrorCode::TooManyRequests)], quint64(1));
    QCOMPARE(server.totals().refused, quint64(1));
}

void TestSharedServer::aMalformedPostCountsForItsAddress()
{
    ServerOptions options = withShares(0, 1, 0);
    options.limits.addressPublishesBurstMax = 100; // a hundred seconds for all of them to come back
    LiveServer server(options);
    RawClient client(server.port());
    QVERIFY(waitUntil([&] { return client.ask(post("{")).status == 429; }));
    QCOMPARE(client.ask(post(messageFrom("Alice"))).status, 429);
    QVERIFY(limited(server, Share::AddressPublishes) >= 1);
}

void TestSharedServer::aBatchIsRefusedBeforeAnyOfItIsDelivered()
{
    ServerOptions options = withShares(1, 0, 0);
    options.limits.namePublishesBurstMax = 60;
    LiveServer server(options);
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient client(server.port());
    const auto batchOf = [](int count) {
        const QByteArray items = (messageFrom("Alice") + ',').repeated(count).chopped(1);
        return request("POST", "/rest/messages", "Content-Type: application/json\r\n",
                       '[' + items + ']');
    };
    QCOMPARE(client.ask(batchOf(40)).status, 200);
    QVERIFY(bob.hasTextsInTime(40));
    const Reply reply = client.ask(batchOf(50));
    QCOMPARE(reply.status, 429);
    QCOMPARE(reply.word(), "too_many_requests");
    const int wait = reply.header("Retry-After").toInt();
    QVERIFY2(wait > 0 && wait <= 30, QByteArray::number(wait));
    QCOMPARE(client.ask(post(messageFrom("Jack"))).status, 200);
    QVERIFY(bob.hasTextsInTime(41));
    QCOMPARE(bob.texts.size(), 41); // Jack's came, so all before it had
    QCOMPARE(server.totals().publishes, quint64(41));
    QCOMPARE(limited(server, Share::NamePublishes), quint64(1));
}

void TestSharedServer::aWebSocketAndPostsOfItsNameHaveOneShare()
{
    ServerOptions options = withShares(1, 0, 0);
    options.limits.namePublishesBurstMax = 60;
    LiveServer server(options);
    RawClient client(server.port());
    for (int i = 0; i < 30; ++i)
        QCOMPARE(client.ask(post(messageFrom("Alice"))).status, 200);
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    for (int i = 0; i < 60; ++i)
        alice.socket().sendTextMessage(QStringLiteral("{\"to\":\"Nobody\",\"content\":1}"));
    QVERIFY(alice.isClosedInTime());
    QCOMPARE(alice.closeCode(), int(CloseCode::TooFast));
    QVERIFY(alice.socket().closeReason().contains(u"sender"));
    QCOMPARE(limited(server, Share::NamePublishes), quint64(1));
    QCOMPARE(limited(server, Share::SocketPublishes), quint64(0));
    QVERIFY(server.totals().publishes < 90);
}

void TestSharedServer::anUpgradeTooManyIsRefusedBefore101()
{
    ServerOptions options = withShares(0, 0, 1);
    options.limits.addressUpgradesBurstMax = 30;
    LiveServer server(options);
    for (int i = 0; i < 30; ++i)
        QCOMPARE(RawClient(server.port()).ask(upgradeOf("Bob")).status, 101);
    Reply reply;
    QVERIFY(waitUntil([&] { // one is earned each second that this takes
        reply = RawClient(server.port()).ask(upgradeOf("Bob"));
        return reply.status == 429;
    }));
    QCOMPARE(reply.header("Retry-After"), "1");
    QCOMPARE(reply.word(), "too_many_requests");
    QVERIFY(limited(server, Share::AddressUpgrades) >= 1);
    Neighbour neighbour(server.port());
    if (!neighbour.isThere())
        QSKIP("this system has no second loopback address");
    QCOMPARE(neighbour.ask(upgradeOf("Bob")), "HTTP/1.1 101 Switching Protocols");
}

void TestSharedServer::theRowNamesTheSenderTheAddressAndTheOption()
{
    ServerOptions options = withShares(1, 0, 0);
    options.limits.namePublishesBurstMax = 1;
    LiveServer server(options);
    TrafficFeed &feed = server.server().feed();
    feed.setWatched(true);
    RawClient client(server.port());
    QVERIFY(waitUntil([&] { return client.ask(post(messageFrom("Alice"))).status == 429; }));
    TrafficEvent row;
    QVERIFY(waitUntil([&] {
        for (const TrafficEvent &event : feed.take().events.all()) {
            if (event.kind == TrafficKind::Refused)
                row = event;
        }
        return row.kind == TrafficKind::Refused;
    }));
    QCOMPARE(row.from, "Alice");
    QCOMPARE(row.note, "too_many_requests");
    QCOMPARE(row.preview,
             QByteArray("127.0.0.1 \xE2\x86\x92 --name-publishes-per-second-max")); // →
}

void TestSharedServer::aNeighbourIsNeverRefusedForAFloodOfMadeUpNames()
{
    ServerOptions options = withShares(20, 100, 20);
    options.limits.addressPublishesBurstMax = 2'000;
    LiveServer server(options);
    Neighbour neighbour(server.port());
    if (!neighbour.isThere())
        QSKIP("this system has no second loopback address");
    RawClient flooder(server.port());
    for (int round = 0; round < 10; ++round) {
        QByteArray flood;
        for (int i = 0; i < 1'000; ++i)
            flood += post(messageFrom("Made up " + QByteArray::number(1'000 * round + i)));
        flooder.send(flood);
        QCOMPARE(neighbour.ask(post(messageFrom("Alice"))), "HTTP/1.1 200 OK");
        for (int i = 0; i < 1'000; ++i)
            QVERIFY(flooder.reply().status != 0);
    }
    QVERIFY(limited(server, Share::AddressPublishes) > 0);
    QCOMPARE(limited(server, Share::NamePublishes), quint64(0));
}

QTEST_GUILESS_MAIN(TestSharedServer)
#include "tst_shared_server.moc"
