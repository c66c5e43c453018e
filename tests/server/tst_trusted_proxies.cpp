#include "tests/server/frame_client.h"
#include "tests/server/shown_address.h"

#include <QRegularExpression>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

/// Everybody comes from loopback here; whether that is a trusted proxy is for the test to say.
ServerOptions optionsTrusting(const QString &proxies)
{
    ServerOptions options = quickOptions();
    options.trustedProxies = net::AddressRanges::parse(proxies).value();
    options.allowHosts = {net::SitePattern::parseHost(u"push.example"_s).value()};
    return options;
}

QByteArray upgradeOf(const QByteArray &name, const QByteArray &headers)
{
    return get("/ws/" + name, upgradeHeaders() + headers);
}

/// A WebSocket that stays open, as a proxy passes it on.
std::unique_ptr<FrameClient> socketFor(quint16 port, const QByteArray &client)
{
    return std::make_unique<FrameClient>(
        port, FrameClient::Upgrade{upgradeOf("Bob", "X-Forwarded-For: " + client + "\r\n")});
}

QByteArray askedOf(LiveServer &server, const QByteArray &headers)
{
    RawClient client(server.port());
    const Reply reply = client.ask("GET /rest/names HTTP/1.1\r\n" + headers + "\r\n");
    return QByteArray::number(reply.status) + ' ' + reply.word();
}

} // namespace

/// Behind a proxy: its clients are told apart by what it says of them, and by nobody else's word.
class TestTrustedProxies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowShowsTheClient_data();
    void windowShowsTheClient();
    void proxyMappedIntoIpv6IsTheSame();
    void forgedHeadersOfOthersChangeNothing();
    void refusedPagesAreTheClients();
    void malformedHeadersAreRefused_data();
    void malformedHeadersAreRefused();
    void pagesAreOurOwnByTheProxysWord_data();
    void pagesAreOurOwnByTheProxysWord();
    void proxysOwnConnectionsAreNotCounted();
    void clientsWebSocketsAreCounted();
    void clientsOfOneAddressShareACountHoweverTheyCome();
    void clientThatIsNotToldCountsAsTheProxy();
};

void TestTrustedProxies::windowShowsTheClient_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("address");
    const auto row = [](const QByteArray &headers, const char *address) {
        QTest::newRow(headers) << headers << QString::fromLatin1(address);
    };
    row("X-Forwarded-For: 192.0.2.7\r\n", "192.0.2.7");
    row("X-Forwarded-For: 198.51.100.9, 192.0.2.7\r\n", "192.0.2.7");
    row("X-Forwarded-For: 198.51.100.9, 192.0.2.7, 10.0.0.3, 10.0.0.2\r\n", "192.0.2.7");
    row("Forwarded: for=198.51.100.9, for=\"[2001:db8::1]:4711\", for=10.0.0.2\r\n", "2001:db8::1");
}

void TestTrustedProxies::windowShowsTheClient()
{
    QFETCH(QByteArray, headers);
    QFETCH(QString, address);
    LiveServer server(optionsTrusting(u"127.0.0.1,10.0.0.0/8"_s));
    FrameClient bob(server.port(), FrameClient::Upgrade{upgradeOf("Bob", headers)});
    QCOMPARE(shownAddress(server), address);
}

void TestTrustedProxies::proxyMappedIntoIpv6IsTheSame()
{
    ServerOptions options = optionsTrusting(u"127.0.0.1"_s);
    options.host = QHostAddress(QHostAddress::Any); // both families: IPv4 comes mapped
    LiveServer server(options);
    const auto bob = socketFor(server.port(), "::ffff:192.0.2.7");
    QCOMPARE(shownAddress(server), u"192.0.2.7"_s);
}

void TestTrustedProxies::forgedHeadersOfOthersChangeNothing()
{
    for (const QString &proxies : {QString(), u"10.0.0.0/8,::1,127.0.0.2"_s}) {
        ServerOptions options = optionsTrusting(proxies);
        options.limits.connectionsPerAddressMax = 3;
        LiveServer server(options);
        const QByteArray forged("Forwarded: for=192.0.2.7;proto=https;host=push.example\r\n"
                                "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n"
                                "X-Forwarded-Host: push.example\r\n");
        const QByteArray host("Host: 127.0.0.1\r\n");
        QCOMPARE(askedOf(server, host + forged + "Origin: https://push.example\r\n"),
                 "403 foreign_origin");
        QCOMPARE(askedOf(server, "Host: evil.example\r\n" + forged), "421 wrong_host");
        QCOMPARE(askedOf(server, host + forged), "200 ");
        QCOMPARE(askedOf(server, host + "Forwarded: for=\"\r\nX-Forwarded-For: nobody\r\n"),
                 "200 ");

        FrameClient bob(server.port(), FrameClient::Upgrade{upgradeOf("Bob", forged)});
        QVERIFY(shownAddress(server).startsWith("127.0.0.1:"_L1));
        const auto second = socketFor(server.port(), "192.0.2.8");
        const auto third = socketFor(server.port(), "192.0.2.9");
        QVERIFY(
            waitUntil([&] { return askedOf(server, host + forged) == "429 too_many_requests"; }));
    }
}

void TestTrustedProxies::refusedPagesAreTheClients()
{
    LiveServer server(optionsTrusting(u"127.0.0.1"_s));
    TrafficFeed &feed = server.server().feed();
    feed.setWatched(true);
    const QByteArray client("X-Forwarded-For: 192.0.2.7\r\n");
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(u"^refused: .*, from 192\\.0\\.2\\.7;"_s));
    QCOMPARE(askedOf(server, "Host: 127.0.0.1\r\nOrigin: https://a.example\r\n" + client),
             "403 foreign_origin");
    QCOMPARE(askedOf(server, "Host: b.example\r\n" + client), "421 wrong_host");
    QByteArrayList rows;
    QVERIFY(waitUntil([&] {
        for (const TrafficEvent &event : feed.take().events.all())
            rows.append(event.preview);
        return rows.size() == 2;
    }));
    QVERIFY2(rows[0].contains(", 192.0.2.7 "), rows[0]);
    QVERIFY2(rows[1].contains(", 192.0.2.7 "), rows[1]);
}

void TestTrustedProxies::malformedHeadersAreRefused_data()
{
    QTest::addColumn<QByteArray>("header");
    for (const char *header :
         {"X-Forwarded-For: nobody", "Forwarded: for=\"", "X-Forwarded-Proto: gopher",
          "X-Forwarded-For: 192.0.2.7\r\nForwarded: for=192.0.2.8"})
        QTest::newRow(header) << QByteArray(header);
}

void TestTrustedProxies::malformedHeadersAreRefused()
{
    QFETCH(QByteArray, header);
    LiveServer server(optionsTrusting(u"127.0.0.1"_s));
    QCOMPARE(askedOf(server, "Host: 127.0.0.1\r\n" + header + "\r\n"), "400 bad_request");
    RawClient socket(server.port());
    QCOMPARE(socket.ask(upgradeOf("Bob", header + "\r\n")).status, 400);
    QVERIFY(socket.isClosedInTime());
}

void TestTrustedProxies::pagesAreOurOwnByTheProxysWord_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *name, const QByteArray &headers, const char *answer) {
        QTest::newRow(name) << headers << QByteArray(answer);
    };
    const QByteArray inner("Host: 127.0.0.1:3000\r\n");
    const QByteArray kept("Host: push.example\r\n");
    const QByteArray tls("X-Forwarded-Proto: https\r\n");
    const QByteArray host("X-Forwarded-Host: push.example\r\n");
    const QByteArray page("Origin: https://push.example\r\n");
    const QByteArray plainPage("Origin: http://push.example\r\n");
    row("kept host, scheme told", kept + tls + page, "200 ");
    row("kept host, scheme not told", kept + page, "200 ");
    row("kept host with the default port", "Host: push.example:443\r\n" + tls + page, "200 ");
    row("kept host, the plain page", kept + tls + plainPage, "403 foreign_origin");
    row("plain, the https page", kept + "X-Forwarded-Proto: http\r\n" + page, "403 foreign_origin");
    row("kept host, another port", "Host: push.example:8443\r\n" + tls + page,
        "403 foreign_origin");
    row("told host", inner + tls + host + page, "200 ");
    row("told host with the default port",
        inner + tls + "X-Forwarded-Host: push.example:443\r\n" + page, "200 ");
    row("told host, another page", inner + tls + host + "Origin: https://a.example\r\n",
        "403 foreign_origin");
    row("told host, the page of the inner one", inner + host + "Origin: http://127.0.0.1:3000\r\n",
        "403 foreign_origin");
    row("told host is not ours", inner + "X-Forwarded-Host: evil.example\r\n", "421 wrong_host");
    row("told host is none", inner + "X-Forwarded-Host: a b\r\n", "421 wrong_host");
    row("told host is ours, Host is not", "Host: evil.example\r\n" + host, "421 wrong_host");
    row("standard", inner + "Forwarded: for=192.0.2.7;proto=https;host=push.example\r\n" + page,
        "200 ");
    row("standard, the plain page",
        inner + "Forwarded: for=192.0.2.7;proto=https;host=push.example\r\n" + plainPage,
        "403 foreign_origin");
    row("standard, written by the client",
        inner + "Forwarded: proto=https;host=push.example, for=192.0.2.7\r\n" + page,
        "403 foreign_origin");
}

void TestTrustedProxies::pagesAreOurOwnByTheProxysWord()
{
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, answer);
    LiveServer server(optionsTrusting(u"127.0.0.1"_s));
    QCOMPARE(askedOf(server, headers), answer);
}

void TestTrustedProxies::proxysOwnConnectionsAreNotCounted()
{
    ServerOptions options = optionsTrusting(u"127.0.0.1"_s);
    options.limits.connectionsPerAddressMax = 1;
    LiveServer server(options);
    std::vector<std::unique_ptr<RawClient>> proxys;
    for (int i = 0; i < 5; ++i) {
        proxys.push_back(std::make_unique<RawClient>(server.port()));
        const QByteArray client = "X-Forwarded-For: 192.0.2.7\r\n";
        QCOMPARE(proxys.back()->ask(get("/healthz", client)).status, 200);
    }
    for (const auto &proxy : proxys)
        QCOMPARE(proxy->ask(get("/healthz")).status, 200);
}

void TestTrustedProxies::clientsWebSocketsAreCounted()
{
    ServerOptions options = optionsTrusting(u"127.0.0.1"_s);
    options.limits.connectionsPerAddressMax = 2;
    LiveServer server(options);
    const auto upgraded = [&server](const QByteArray &headers) {
        RawClient client(server.port());
        return client.ask(upgradeOf("Bob", headers), true).status;
    };
    const auto one = socketFor(server.port(), "192.0.2.7");
    auto two = socketFor(server.port(), "192.0.2.7");
    RawClient third(server.port());
    const Reply refused = third.ask(upgradeOf("Bob", "X-Forwarded-For: 192.0.2.7\r\n"));
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.word(), "too_many_requests");
    QVERIFY(!refused.header("Retry-After").isEmpty());
    QVERIFY(third.isClosedInTime());
    QCOMPARE(upgraded("X-Forwarded-For: 192.0.2.7, 198.51.100.9\r\n"), 101); // another's
    const auto other = socketFor(server.port(), "192.0.2.8");
    QCOMPARE(server.totals().connectionsDropped, 0U);
    two.reset();
    QVERIFY(waitUntil([&] { return upgraded("X-Forwarded-For: 192.0.2.7\r\n") == 101; }));
}

void TestTrustedProxies::clientsOfOneAddressShareACountHoweverTheyCome()
{
    ServerOptions options = optionsTrusting(u"127.0.0.1"_s);
    options.limits.connectionsPerAddressMax = 1;
    LiveServer server(options);
    const auto one = socketFor(server.port(), "2001:db8:1:2::1"); // a /64 is one household
    RawClient second(server.port());
    QCOMPARE(second.ask(upgradeOf("Bob", "Forwarded: for=\"[2001:db8:1:2::ff]\"\r\n")).status, 429);
    const auto other = socketFor(server.port(), "2001:db8:1:3::1");
}

void TestTrustedProxies::clientThatIsNotToldCountsAsTheProxy()
{
    ServerOptions options = optionsTrusting(u"127.0.0.1"_s);
    options.limits.connectionsPerAddressMax = 1;
    LiveServer server(options);
    const auto one = socketFor(server.port(), "unknown");
    RawClient second(server.port());
    QCOMPARE(second.ask(upgradeOf("Bob", "Forwarded: for=_me\r\n")).status, 429);
    QVERIFY(shownAddress(server).startsWith("127.0.0.1:"_L1));
}

QTEST_GUILESS_MAIN(TestTrustedProxies)
#include "tst_trusted_proxies.moc"
