#include "tests/server/frame_client.h"
#include "tests/server/shown_address.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

const QByteArray lineFromClient("PROXY TCP4 192.0.2.7 203.0.113.5 4711 443\r\n");
const QByteArray signature("\r\n\r\n\0\r\nQUIT\n", 12);
const QByteArray binaryFromClient = signature
    + QByteArray("\x21\x11\x00\x11\xC0\x00\x02\x07\xCB\x00\x71\x05\x12\x67\x01\xBB"
                 "\x04\x00\x02\r\n",
                 21);
const QByteArray binaryLocal = signature + QByteArray("\x20\x00\x00\x00", 4);

/// Everybody comes from loopback here, which is a trusted proxy that speaks the PROXY protocol.
ServerOptions proxiedOptions()
{
    ServerOptions options = quickOptions();
    options.trustedProxies = net::AddressRanges::parse(u"127.0.0.1,10.0.0.0/8"_s).value();
    options.expectsProxyProtocol = true;
    return options;
}

QByteArray lineFrom(const QByteArray &client)
{
    return (client.contains(':') ? "PROXY TCP6 " : "PROXY TCP4 ") + client
        + (client.contains(':') ? " ::1" : " 127.0.0.1") + " 4711 443\r\n";
}

QByteArray upgradeOfBob(const QByteArray &headers = {})
{
    return get("/ws/Bob", upgradeHeaders() + headers);
}

} // namespace

/// Connections that begin with a PROXY header, as those of trusted proxies must where it is asked
/// for.
class TestProxiedConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clientIsTheOneOfTheHeader_data();
    void clientIsTheOneOfTheHeader();
    void addressReachedIsTheOneOfTheHeader();
    void headerCutAtEveryByteIsTakenAsWhole_data();
    void headerCutAtEveryByteIsTakenAsWhole();
    void connectionWithoutHeaderIsRefused_data();
    void connectionWithoutHeaderIsRefused();
    void headerThatEndsMidwayIsNoRequest();
    void slowHeaderIsEndedLikeASlowHead();
    void nobodyElseIsAskedForIt();
    void clientsOwnForwardedHeadersDoNotCount_data();
    void clientsOwnForwardedHeadersDoNotCount();
    void proxyBehindTheProxyMayForward();
    void moreThanAllowedAreTurnedAway();
    void addressesOfHeadersAreCounted();
    void thoseToldOftenEnoughAreCut();
    void stopEndsThoseThatHaveSaidNothing();
};

void TestProxiedConnections::clientIsTheOneOfTheHeader_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("address"); // its beginning
    QTest::newRow("line") << lineFromClient << u"192.0.2.7:4711"_s;
    QTest::newRow("line, IPv6") << lineFrom("2001:db8::1") << u"[2001:db8::1]:4711"_s;
    QTest::newRow("line, unknown") << QByteArray("PROXY UNKNOWN\r\n") << u"127.0.0.1:"_s;
    QTest::newRow("binary") << binaryFromClient << u"192.0.2.7:4711"_s;
    QTest::newRow("binary, local") << binaryLocal << u"127.0.0.1:"_s;
}

void TestProxiedConnections::clientIsTheOneOfTheHeader()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, address);
    LiveServer server(proxiedOptions());
    FrameClient bob(server.port(), FrameClient::Upgrade{header + upgradeOfBob()});
    const QString shown = shownAddress(server);
    QVERIFY2(shown.startsWith(address), qPrintable(shown));
    RawClient client(server.port());
    client.send(header + get("/healthz"));
    QCOMPARE(client.reply().status, 200);
    QCOMPARE(client.ask(get("/healthz")).status, 200); // it comes once a connection
}

void TestProxiedConnections::addressReachedIsTheOneOfTheHeader()
{
    LiveServer server(proxiedOptions());
    const QByteArray request("GET /healthz HTTP/1.1\r\nHost: 203.0.113.5\r\n\r\n");
    RawClient client(server.port());
    QCOMPARE(client.ask(lineFromClient + request).status, 200);
    RawClient local(server.port());
    QCOMPARE(local.ask(binaryLocal + request).status, 421);
}

void TestProxiedConnections::headerCutAtEveryByteIsTakenAsWhole_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("line") << lineFromClient;
    QTest::newRow("binary") << binaryFromClient;
    QTest::newRow("binary, local") << binaryLocal;
}

void TestProxiedConnections::headerCutAtEveryByteIsTakenAsWhole()
{
    QFETCH(QByteArray, header);
    LiveServer server(proxiedOptions());
    const QByteArray all = header + get("/healthz");
    for (qsizetype cut = 1; cut <= header.size(); ++cut) {
        RawClient client(server.port());
        client.send(all.first(cut));
        RawClient other(server.port()); // by its answer the first part was looked at
        QCOMPARE(other.ask(all).status, 200);
        client.send(all.sliced(cut));
        QCOMPARE(client.reply().status, 200);
    }
    RawClient client(server.port());
    client.sendByteByByte(all);
    QCOMPARE(client.reply().status, 200);
}

void TestProxiedConnections::connectionWithoutHeaderIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a request") << get("/healthz");
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02");
    QTest::newRow("PROX?") << QByteArray("PROX? UNKNOWN\r\n");
    QTest::newRow("no end") << "PROXY TCP4 " + QByteArray(200, '1');
    QTest::newRow("no address") << QByteArray("PROXY TCP4 localhost localhost 1 2\r\n");
    QTest::newRow("version 3") << signature + QByteArray("\x31\x11\x00\x0c", 4);
    QTest::newRow("too short for IPv4") << signature + QByteArray("\x21\x11\x00\x0b", 4);
    QTest::newRow("too short for IPv6") << signature + QByteArray("\x21\x21\x00\x23", 4);
}

void TestProxiedConnections::connectionWithoutHeaderIsRefused()
{
    QFETCH(QByteArray, bytes);
    LiveServer server(proxiedOptions());
    RawClient client(server.port());
    const Reply reply = client.ask(bytes);
    QCOMPARE(reply.status, 400);
    QVERIFY(reply.body.contains("PROXY header"));
    QVERIFY(client.isClosedInTime());
    RawClient healthy(server.port());
    QCOMPARE(healthy.ask(lineFromClient + get("/healthz")).status, 200);
}

void TestProxiedConnections::headerThatEndsMidwayIsNoRequest()
{
    LiveServer server(proxiedOptions());
    for (const QByteArray &header : {lineFromClient, binaryFromClient}) {
        RawClient client(server.port());
        client.send(header.chopped(1));
        client.endOurSide();
        QVERIFY(client.isClosedInTime());
    }
}

void TestProxiedConnections::slowHeaderIsEndedLikeASlowHead()
{
    ServerOptions options = proxiedOptions();
    options.limits.headTimeMax = std::chrono::milliseconds(100);
    options.limits.idleTimeMax = std::chrono::minutes(10);
    LiveServer server(options);
    for (const QByteArray &begun : {QByteArray(), lineFromClient.first(20),
                                    binaryFromClient.first(14), binaryFromClient.chopped(1)}) {
        RawClient client(server.port());
        client.send(begun);
        QCOMPARE(client.reply().status, 408);
        QVERIFY(client.isClosedInTime());
    }
    RawClient idle(server.port()); // has said it all, and has its time between requests
    QCOMPARE(idle.ask(lineFromClient + get("/healthz")).status, 200);
    RawClient silent(server.port());
    silent.send(lineFromClient);
    RawClient slow(server.port());
    QCOMPARE(slow.reply().status, 408); // as late as the others would be
    QCOMPARE(idle.ask(get("/healthz")).status, 200);
    QCOMPARE(silent.ask(get("/healthz")).status, 200);
}

void TestProxiedConnections::nobodyElseIsAskedForIt()
{
    ServerOptions options = proxiedOptions();
    options.trustedProxies = net::AddressRanges::parse(u"10.0.0.0/8"_s).value();
    LiveServer server(options);
    FrameClient bob(server.port(), FrameClient::Upgrade{upgradeOfBob()});
    QVERIFY(shownAddress(server).startsWith("127.0.0.1:"_L1));
    for (const QByteArray &header : {lineFromClient, binaryFromClient}) {
        RawClient forger(server.port());
        const Reply reply = forger.ask(header + get("/healthz"));
        QCOMPARE(reply.status, 400);
        QVERIFY(forger.isClosedInTime());
    }
}

void TestProxiedConnections::clientsOwnForwardedHeadersDoNotCount_data()
{
    clientIsTheOneOfTheHeader_data();
}

void TestProxiedConnections::clientsOwnForwardedHeadersDoNotCount()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, address);
    LiveServer server(proxiedOptions());
    const QByteArray forged("X-Forwarded-For: 198.51.100.9\r\nForwarded: for=\"\r\n");
    FrameClient bob(server.port(), FrameClient::Upgrade{header + upgradeOfBob(forged)});
    const QString shown = shownAddress(server);
    QVERIFY2(shown.startsWith(address), qPrintable(shown));
}

void TestProxiedConnections::proxyBehindTheProxyMayForward()
{
    LiveServer server(proxiedOptions());
    const QByteArray headers("X-Forwarded-For: 198.51.100.9\r\n");
    FrameClient bob(server.port(),
                    FrameClient::Upgrade{lineFrom("10.0.0.2") + upgradeOfBob(headers)});
    QCOMPARE(shownAddress(server), u"198.51.100.9"_s);
}

void TestProxiedConnections::moreThanAllowedAreTurnedAway()
{
    ServerOptions options = proxiedOptions();
    options.limits.connectionsMax = 2;
    LiveServer server(options);
    RawClient first(server.port());
    QCOMPARE(first.ask(lineFromClient + get("/healthz")).status, 200);
    auto second = std::make_unique<RawClient>(server.port()); // has not even said whose it is
    second->send(lineFromClient.first(10));
    RawClient third(server.port());
    QCOMPARE(third.ask(lineFromClient + get("/healthz")).status, 503);
    QVERIFY(third.isClosedInTime());
    second.reset();
    QVERIFY(waitUntil([&] {
        return RawClient(server.port()).ask(lineFromClient + get("/healthz")).status == 200;
    }));
}

void TestProxiedConnections::addressesOfHeadersAreCounted()
{
    ServerOptions options = proxiedOptions();
    options.limits.connectionsPerAddressMax = 2;
    LiveServer server(options);
    FrameClient bob(server.port(), FrameClient::Upgrade{lineFromClient + upgradeOfBob()});
    auto second = std::make_unique<RawClient>(server.port());
    QCOMPARE(second->ask(binaryFromClient + get("/healthz")).status, 200);
    RawClient third(server.port());
    QCOMPARE(third.ask(lineFromClient + get("/healthz")).word(), "too_many_requests");
    QVERIFY(third.isClosedInTime());
    for (int i = 0; i < 4; ++i) { // others, and the proxy's own
        RawClient other(server.port());
        QCOMPARE(other.ask(lineFrom("192.0.2." + QByteArray::number(i)) + get("/healthz")).status,
                 200);
        RawClient local(server.port());
        QCOMPARE(local.ask(binaryLocal + get("/healthz")).status, 200);
    }
    second.reset();
    QVERIFY(waitUntil([&] {
        return RawClient(server.port()).ask(lineFromClient + get("/healthz")).status == 200;
    }));
}

void TestProxiedConnections::thoseToldOftenEnoughAreCut()
{
    ServerOptions options = proxiedOptions();
    options.limits.connectionsPerAddressMax = 1;
    options.limits.closeWaitMax = std::chrono::minutes(1);
    options.limits.stopTimeMax = std::chrono::milliseconds(100);
    LiveServer server(options);
    RawClient first(server.port());
    QCOMPARE(first.ask(lineFromClient + get("/healthz")).status, 200);
    std::vector<std::unique_ptr<RawClient>> told;
    for (int i = 0; i < 16; ++i) {
        told.push_back(std::make_unique<RawClient>(server.port()));
        QCOMPARE(told.back()->ask(lineFromClient + get("/healthz")).status, 429);
    }
    RawClient cut(server.port());
    QCOMPARE(cut.ask(lineFromClient + get("/healthz")).status, 0);
    QVERIFY(waitUntil([&] { return server.totals().connectionsDropped == 1; }));
    RawClient other(server.port());
    QCOMPARE(other.ask(lineFrom("192.0.2.8") + get("/healthz")).status, 200);
}

void TestProxiedConnections::stopEndsThoseThatHaveSaidNothing()
{
    LiveServer server(proxiedOptions());
    RawClient silent(server.port());
    RawClient midway(server.port());
    midway.send(lineFromClient.first(10));
    RawClient healthy(server.port());
    QCOMPARE(healthy.ask(lineFromClient + get("/healthz")).status, 200);
    QVERIFY(server.stop());
    QVERIFY(silent.isClosedInTime());
    QVERIFY(midway.isClosedInTime());
}

QTEST_GUILESS_MAIN(TestProxiedConnections)
#include "tst_proxied_connections.moc"
