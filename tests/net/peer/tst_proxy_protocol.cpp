#include "server/net/peer/proxy_protocol.h"

#include <QTest>

#include <algorithm>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace Qt::StringLiterals;

namespace {

const QByteArray signature("\r\n\r\n\0\r\nQUIT\n", 12);
const QByteArray v4Ends("\xC0\x00\x02\x07\xCB\x00\x71\x05\x12\x67\x01\xBB", 12);
const QByteArray behind("GET / HTTP/1.1\r\n");

QByteArray version2(int command, int family, const QByteArray &rest)
{
    return signature + char(command) + char(family) + char(rest.size() >> 8) + char(rest.size())
        + rest;
}

QByteArray ipv6Ends(const QByteArray &peer, const QByteArray &local)
{
    const auto bytes = [](const QByteArray &text) {
        const Q_IPV6ADDR address = QHostAddress(QString::fromLatin1(text)).toIPv6Address();
        return QByteArray(reinterpret_cast<const char *>(address.c), 16);
    };
    return bytes(peer) + bytes(local) + QByteArray("\x12\x67\x01\xBB", 4);
}

QString textOf(const std::optional<ProxiedEnds> &ends)
{
    return ends
        ? u"%1 %2 %3"_s.arg(ends->peer.toString()).arg(ends->peerPort).arg(ends->local.toString())
        : u"-"_s;
}

} // namespace

/// The header by which a proxy begins a connection.
class TestProxyProtocol : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsAreThoseOfTheHeader_data() { goodHeaders(); }
    void endsAreThoseOfTheHeader();
    void cutAtEveryByteReadsTheSame_data() { goodHeaders(); }
    void cutAtEveryByteReadsTheSame();
    void wantsNothingThatComesBehind_data() { goodHeaders(); }
    void wantsNothingThatComesBehind();
    void brokenHeadersAreRefused_data();
    void brokenHeadersAreRefused();
    void refusesAtTheFirstByteThatShowsIt_data();
    void refusesAtTheFirstByteThatShowsIt();

private:
    static void goodHeaders();
};

void TestProxyProtocol::goodHeaders()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("ends");
    const auto row = [](const char *name, const QByteArray &header, const char *ends) {
        QTest::newRow(name) << header << QString::fromLatin1(ends);
    };
    row("1, IPv4", "PROXY TCP4 192.0.2.7 203.0.113.5 4711 443\r\n", "192.0.2.7 4711 203.0.113.5");
    row("1, bounds", "PROXY TCP4 255.255.255.255 0.0.0.0 65535 0\r\n",
        "255.255.255.255 65535 0.0.0.0");
    row("1, IPv6", "PROXY TCP6 2001:db8::1 2001:DB8::2 1 2\r\n", "2001:db8::1 1 2001:db8::2");
    row("1, longest",
        "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff "
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe 65535 65535\r\n",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe");
    row("1, mapped", "PROXY TCP6 ::ffff:192.0.2.7 ::1 1 2\r\n", "192.0.2.7 1 ::1");
    row("1, unknown", "PROXY UNKNOWN\r\n", "-");
    row("1, unknown, and more", "PROXY UNKNOWN any thing \r goes\r\n", "-");
    row("1, unknown, longest", "PROXY UNKNOWN " + QByteArray(91, 'x') + "\r\n", "-");
    row("2, IPv4", version2(0x21, 0x11, v4Ends), "192.0.2.7 4711 203.0.113.5");
    row("2, IPv6", version2(0x21, 0x21, ipv6Ends("2001:db8::1", "2001:db8::2")),
        "2001:db8::1 4711 2001:db8::2");
    row("2, mapped", version2(0x21, 0x21, ipv6Ends("::ffff:192.0.2.7", "::1")),
        "192.0.2.7 4711 ::1");
    row("2, TLVs", version2(0x21, 0x11, v4Ends + QByteArray("\x04\x00\x03\r\n\r", 6)),
        "192.0.2.7 4711 203.0.113.5");
    row("2, long TLVs", version2(0x21, 0x11, v4Ends + QByteArray(3'000, '\n')),
        "192.0.2.7 4711 203.0.113.5");
    row("2, longest", version2(0x21, 0x11, v4Ends + QByteArray(65'535 - 12, '\xff')),
        "192.0.2.7 4711 203.0.113.5");
    row("2, local", version2(0x20, 0x00, {}), "-");
    row("2, local with addresses", version2(0x20, 0x11, v4Ends), "-");
    row("2, local with anything", version2(0x20, 0xff, "abc"), "-");
    row("2, unspecified", version2(0x21, 0x00, {}), "-");
    row("2, unspecified with more", version2(0x21, 0x00, "abcdef"), "-");
    row("2, UNIX", version2(0x21, 0x31, QByteArray(216, 'x')), "-");
    row("2, UDP", version2(0x21, 0x12, v4Ends), "-");
}

void TestProxyProtocol::endsAreThoseOfTheHeader()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, ends);
    ProxyProtocolReader reader;
    const auto taken = reader.feed(header + behind);
    QVERIFY2(taken, qPrintable(taken ? QString() : taken.error().text()));
    QCOMPARE(*taken, header.size());
    QVERIFY(reader.isWhole());
    QCOMPARE(textOf(reader.ends()), ends);
}

void TestProxyProtocol::cutAtEveryByteReadsTheSame()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, ends);
    const qsizetype cutsMax = std::min<qsizetype>(header.size(), 300);
    for (qsizetype cut = 0; cut < cutsMax; ++cut) {
        ProxyProtocolReader reader;
        const auto first = reader.feed(header.first(cut));
        QVERIFY(first && *first == cut);
        QVERIFY(!reader.isWhole());
        const auto second = reader.feed(header.sliced(cut) + behind);
        QVERIFY(second && *second == header.size() - cut);
        QCOMPARE(textOf(reader.ends()), ends);
    }
    ProxyProtocolReader reader;
    for (const char &byte : header) {
        QVERIFY(!reader.isWhole());
        const auto taken = reader.feed({&byte, 1});
        QVERIFY(taken && *taken == 1);
    }
    QVERIFY(reader.isWhole());
    QCOMPARE(textOf(reader.ends()), ends);
}

void TestProxyProtocol::wantsNothingThatComesBehind()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, ends);
    ProxyProtocolReader reader;
    QByteArrayView rest(header);
    while (!reader.isWhole()) {
        const qsizetype wanted = reader.wantedBytes();
        QVERIFY(wanted > 0 && wanted <= rest.size());
        const auto taken = reader.feed(rest.first(wanted));
        QVERIFY(taken && *taken == wanted);
        rest = rest.sliced(wanted);
    }
    QVERIFY(rest.isEmpty());
    QCOMPARE(reader.wantedBytes(), 0);
    QCOMPARE(textOf(reader.ends()), ends);
}

void TestProxyProtocol::brokenHeadersAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto line = [](const char *fields) {
        QTest::addRow("1: %s", fields) << "PROXY " + QByteArray(fields) + "\r\n";
    };
    for (const char *fields : {"",
                               "TCP4",
                               "TCP4 ",
                               "TCP4 192.0.2.7",
                               "TCP4 192.0.2.7 203.0.113.5 4711",
                               "TCP4 192.0.2.7 203.0.113.5 4711 ",
                               "TCP4 192.0.2.7 203.0.113.5 4711 443 ",
                               "TCP4 192.0.2.7 203.0.113.5 4711 443 1",
                               "TCP4  192.0.2.7 203.0.113.5 4711 443",
                               " TCP4 192.0.2.7 203.0.113.5 4711 443",
                               "TCP4\t192.0.2.7 203.0.113.5 4711 443",
                               "TCP4 192.0.2.7 203.0.113.5 65536 443",
                               "TCP4 192.0.2.7 203.0.113.5 04711 443",
                               "TCP4 192.0.2.7 203.0.113.5 -1 443",
                               "TCP4 192.0.2.7 203.0.113.5 4711 x",
                               "TCP4 192.0.2.7 203.0.113.5 4711 443000",
                               "TCP4 192.0.2.07 203.0.113.5 4711 443",
                               "TCP4 192.0.2 203.0.113.5 4711 443",
                               "TCP4 ::1 ::1 1 2",
                               "TCP6 192.0.2.7 203.0.113.5 1 2",
                               "TCP6 ::1 203.0.113.5 1 2",
                               "TCP6 [::1] ::1 1 2",
                               "TCP6 fe80::1%eth0 ::1 1 2",
                               "tcp4 192.0.2.7 203.0.113.5 4711 443",
                               "UDP4 192.0.2.7 203.0.113.5 4711 443",
                               "UNKNOWNX",
                               "unknown",
                               "TCP4 localhost localhost 1 2"})
        line(fields);
    const auto row
        = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };
    row("1: LF alone", "PROXY UNKNOWN\n");
    row("1: LF alone, addresses", "PROXY TCP4 192.0.2.7 203.0.113.5 4711 443\n");
    row("1: no end", "PROXY UNKNOWN " + QByteArray(200, 'x'));
    row("1: one byte too long", "PROXY UNKNOWN " + QByteArray(92, 'x') + "\r\n");
    row("2: version 1", version2(0x11, 0x11, v4Ends));
    row("2: version 3", version2(0x31, 0x11, v4Ends));
    row("2: no such command", version2(0x22, 0x11, v4Ends));
    row("2: no such family", version2(0x21, 0x41, v4Ends));
    row("2: no such protocol", version2(0x21, 0x13, v4Ends));
    row("2: IPv4, too short", version2(0x21, 0x11, v4Ends.chopped(1)));
    row("2: IPv4, empty", version2(0x21, 0x11, {}));
    row("2: IPv6, as long as IPv4", version2(0x21, 0x21, v4Ends));
    row("2: IPv6, too short", version2(0x21, 0x21, ipv6Ends("::1", "::2").chopped(1)));
}

void TestProxyProtocol::brokenHeadersAreRefused()
{
    QFETCH(QByteArray, bytes);
    ProxyProtocolReader whole;
    const auto refused = whole.feed(bytes + behind);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::BadRequest);
    ProxyProtocolReader reader;
    const bool isRefused = std::ranges::any_of(bytes, [&reader](const char &byte) {
        return !reader.feed({&byte, 1});
    });
    QVERIFY(isRefused);
    QVERIFY(!reader.ends());
}

void TestProxyProtocol::refusesAtTheFirstByteThatShowsIt_data()
{
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<char>("bad");
    for (qsizetype at = 0; at < 6; ++at)
        QTest::addRow("version 1, byte %lld", at) << QByteArray("PROXY ").first(at) << '!';
    for (qsizetype at = 0; at < signature.size(); ++at)
        QTest::addRow("version 2, byte %lld", at) << signature.first(at) << '!';
    QTest::newRow("a post") << QByteArray("P") << 'O';
    QTest::newRow("TLS") << QByteArray() << '\x16';
}

void TestProxyProtocol::refusesAtTheFirstByteThatShowsIt()
{
    QFETCH(QByteArray, good);
    QFETCH(char, bad);
    ProxyProtocolReader reader;
    const auto taken = reader.feed(good);
    QVERIFY(taken && *taken == good.size());
    const auto refused = reader.feed({&bad, 1});
    QVERIFY(!refused);
    QVERIFY(refused.error().text().contains("must begin with a PROXY header"_L1));
}

QTEST_GUILESS_MAIN(TestProxyProtocol)
#include "tst_proxy_protocol.moc"
