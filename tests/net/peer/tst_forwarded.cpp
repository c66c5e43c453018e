#include "server/net/peer/forwarded.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace Qt::StringLiterals;

namespace {

/// Each line "Name: value".
HttpRequest requestWith(const QByteArrayList &lines)
{
    HttpRequest request;
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
    }
    return request;
}

} // namespace

/// Who asks, by what proxies say. The one before us is 10.0.0.1; others in 10.0.0.0/8 and fd00::/8
/// are trusted, too.
class TestForwarded : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsSaidWithoutHeaders();
    void clientIsTheFirstWhoIsNoProxy_data();
    void clientIsTheFirstWhoIsNoProxy();
    void schemeAndHostAreThoseOfTheOutermostProxy_data();
    void schemeAndHostAreThoseOfTheOutermostProxy();
    void malformedWordsThatCountAreRefused_data();
    void malformedWordsThatCountAreRefused();
    void malformedWordsBehindTheClientDoNotMatter_data();
    void malformedWordsBehindTheClientDoNotMatter();
    void headersThatDisagreeAreRefused_data();
    void headersThatDisagreeAreRefused();

private:
    Result<Forwarded> read(const QByteArrayList &lines) const
    {
        return readForwarded(requestWith(lines), QHostAddress(u"10.0.0.1"_s), m_trusted);
    }

    const AddressRanges m_trusted = AddressRanges::parse(u"10.0.0.0/8,fd00::/8"_s).value();
};

void TestForwarded::nothingIsSaidWithoutHeaders()
{
    const auto said = read({"Host: a", "X-Forwarded-Fo: 192.0.2.1", "X-Forwarded-By: 192.0.2.1"});
    QVERIFY(said);
    QCOMPARE(said->client.toString(), u"10.0.0.1"_s);
    QVERIFY(said->scheme.isEmpty());
    QVERIFY(said->host.isEmpty());
}

void TestForwarded::clientIsTheFirstWhoIsNoProxy_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<QString>("client");
    const auto row = [](const char *name, const QByteArrayList &lines, const char *client) {
        QTest::newRow(name) << lines << QString::fromLatin1(client);
    };
    const auto usual = [&row](const char *list, const char *client) {
        QTest::addRow("usual %s", list) << QByteArrayList{QByteArray("X-Forwarded-For: ") + list}
                                        << QString::fromLatin1(client);
    };
    const auto standard = [&row](const char *list, const char *client) {
        QTest::addRow("standard %s", list)
            << QByteArrayList{QByteArray("Forwarded: ") + list} << QString::fromLatin1(client);
    };
    usual("192.0.2.7", "192.0.2.7");
    usual("192.0.2.7:4711", "192.0.2.7");
    usual("2001:db8::1", "2001:db8::1");
    usual("[2001:db8::1]:4711", "2001:db8::1");
    usual("::ffff:192.0.2.7", "192.0.2.7");
    usual("198.51.100.9, 192.0.2.7", "192.0.2.7");                     // spoofed by the client
    usual("198.51.100.9, 10.0.0.9, 192.0.2.7", "192.0.2.7");           // a proxy's name, too
    usual("192.0.2.7, 10.0.0.2", "192.0.2.7");                         // a chain of two
    usual("192.0.2.7,10.0.0.3 ,fd00::2", "192.0.2.7");                 // of three
    usual("198.51.100.9, 192.0.2.7, 10.0.0.3, 10.0.0.2", "192.0.2.7"); // and spoofed
    usual("10.0.0.3, 10.0.0.2", "10.0.0.3");                           // a proxy asks for itself
    usual(", 192.0.2.7, ,", "192.0.2.7");
    usual("192.0.2.7, unknown", "10.0.0.1"); // it does not tell whom it asks for
    usual("192.0.2.7, unknown, 10.0.0.2", "10.0.0.2");
    usual("", "10.0.0.1");
    row("lines are one list",
        {"X-Forwarded-For: 198.51.100.9", "x-forwarded-for: 192.0.2.7, 10.0.0.2"}, "192.0.2.7");
    row("the last line counts first", {"X-Forwarded-For: 192.0.2.7", "X-Forwarded-For: 10.0.0.2"},
        "192.0.2.7");
    standard("for=192.0.2.7", "192.0.2.7");
    standard("For=192.0.2.7;proto=http;by=203.0.113.43", "192.0.2.7");
    standard("by=10.0.0.1 ; for=192.0.2.7", "192.0.2.7");
    standard("for=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17");
    standard("for=\"[2001:db8:cafe::17]\"", "2001:db8:cafe::17");
    standard("for=\"192.0.2.7:_port\"", "192.0.2.7");
    standard("for=192.0.2.7:4711", "192.0.2.7");
    standard("for=unknown", "10.0.0.1");
    standard("for=_hidden, for=_SEVKISEK", "10.0.0.1");
    standard("for=192.0.2.7, for=_hidden;by=10.0.0.1", "10.0.0.1");
    standard("for=192.0.2.7, proto=https", "10.0.0.1"); // it does not tell
    standard("for=198.51.100.9, for=192.0.2.7, for=10.0.0.2", "192.0.2.7");
    standard("for=192.0.2.7;secret=\"a, for=198.51.100.9\"", "192.0.2.7");
    standard("for=192.0.2.7;secret=\"\\\", for=198.51.100.9\"", "192.0.2.7");
    standard("", "10.0.0.1");
    standard(",for=192.0.2.7;,", "192.0.2.7");
    row("standard lines are one list", {"Forwarded: for=192.0.2.7", "Forwarded: for=10.0.0.2"},
        "192.0.2.7");
    row("both say the same", {"X-Forwarded-For: 192.0.2.7, 10.0.0.2", "Forwarded: for=192.0.2.7"},
        "192.0.2.7");
}

void TestForwarded::clientIsTheFirstWhoIsNoProxy()
{
    QFETCH(QByteArrayList, lines);
    QFETCH(QString, client);
    const auto said = read(lines);
    QVERIFY2(said, qPrintable(said ? QString() : said.error().text()));
    QCOMPARE(said->client.toString(), client);
}

void TestForwarded::schemeAndHostAreThoseOfTheOutermostProxy_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("host");
    const auto row
        = [](const char *name, const QByteArrayList &lines, const char *scheme, const char *host) {
              QTest::newRow(name) << lines << QByteArray(scheme) << QByteArray(host);
          };
    row("usual", {"X-Forwarded-Proto: HTTPS", "X-Forwarded-Host: Push.example"}, "https",
        "push.example");
    row("a WebSocket's", {"X-Forwarded-Proto: wss"}, "https", "");
    row("a plain WebSocket's", {"X-Forwarded-Proto: ws"}, "http", "");
    row("what the client wrote before",
        {"X-Forwarded-For: 198.51.100.9, 192.0.2.7",
         "X-Forwarded-Host: evil.example, push.example"},
        "", "push.example");
    row("two proxies, both say it",
        {"X-Forwarded-For: 192.0.2.7, 10.0.0.2", "X-Forwarded-Proto: https, http",
         "X-Forwarded-Host: evil.example, push.example, inner"},
        "https", "push.example");
    row("two proxies, one says it",
        {"X-Forwarded-For: 192.0.2.7, 10.0.0.2", "X-Forwarded-Proto: https"}, "https", "");
    row("standard", {"Forwarded: for=192.0.2.7;proto=https;host=\"push.example:8443\""}, "https",
        "push.example:8443");
    row("standard, in another order", {"Forwarded: HOST=push.example;Proto=http;for=192.0.2.7"},
        "http", "push.example");
    row("standard, spoofed", {"Forwarded: host=evil.example;proto=http, for=192.0.2.7"}, "", "");
    row("standard, of the outermost",
        {"Forwarded: for=192.0.2.7;proto=https;host=push.example, for=10.0.0.2;proto=http;host=in"},
        "https", "push.example");
    row("each says a part",
        {"Forwarded: for=192.0.2.7;proto=https", "X-Forwarded-For: 192.0.2.7",
         "X-Forwarded-Host: push.example"},
        "https", "push.example");
}

void TestForwarded::schemeAndHostAreThoseOfTheOutermostProxy()
{
    QFETCH(QByteArrayList, lines);
    QFETCH(QByteArray, scheme);
    QFETCH(QByteArray, host);
    const auto said = read(lines);
    QVERIFY2(said, qPrintable(said ? QString() : said.error().text()));
    QCOMPARE(said->scheme, scheme);
    QCOMPARE(said->host, host);
}

void TestForwarded::malformedWordsThatCountAreRefused_data()
{
    QTest::addColumn<QByteArray>("line");
    const auto rows = [](const char *name, const QByteArrayList &values) {
        for (const QByteArray &value : values)
            QTest::newRow(name + (": " + value)) << name + (": " + value);
    };
    rows("X-Forwarded-For",
         {"nobody", "127.1", "192.0.2.7:", "192.0.2.7:x", "192.0.2.7:123456", "[192.0.2.7]", "[::1",
          "::1]", "[]", "[]:1", ":1", "_", "_a b", "192.0.2.7 10.0.0.2", "fe80::1%eth0",
          "nobody, 10.0.0.2", "[2001:db8::1]4711", "unknown:x", "for=192.0.2.7"});
    rows("X-Forwarded-Proto", {"gopher", "https http", "\"https\""});
    rows("Forwarded",
         {"192.0.2.7",
          "for",
          "for=",
          "for=;proto=https",
          "for =192.0.2.7",
          "for= 192.0.2.7",
          "for=\"192.0.2.7",
          "for=\"192.0.2.7\"x",
          "for=192.0.2.7 proto=https",
          "=192.0.2.7",
          "for=192.0.2.7;for=192.0.2.8",
          "proto=https;proto=http;for=192.0.2.7",
          "for=\"192.0.2\\.7\"",
          "for=nobody",
          "for=192.0.2.7;proto=gopher",
          "for=192.0.2.7;host=\"a\\b\"",
          "for=\"\"",
          "for=\", for=192.0.2.7",
          "for={}",
          "for=192.0.2.7;;x",
          "for=2001:db8::1]"});
}

void TestForwarded::malformedWordsThatCountAreRefused()
{
    QFETCH(QByteArray, line);
    const auto said = read({line});
    QVERIFY(!said);
    QCOMPARE(said.error().code, ErrorCode::BadRequest);
    QCOMPARE(said.error().text().toLatin1(), line.first(line.indexOf(':')) + " is malformed");
}

void TestForwarded::malformedWordsBehindTheClientDoNotMatter_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    QTest::newRow("usual") << QByteArrayList{"X-Forwarded-For: nobody, \", 192.0.2.7, 10.0.0.2"};
    QTest::newRow("usual, another line")
        << QByteArrayList{"X-Forwarded-For: nobody", "X-Forwarded-For: 192.0.2.7"};
    QTest::newRow("standard") << QByteArrayList{"Forwarded: for=nobody, for=192.0.2.7"};
    QTest::newRow("standard, another line")
        << QByteArrayList{"Forwarded: for=\"", "Forwarded: for=192.0.2.7"};
}

void TestForwarded::malformedWordsBehindTheClientDoNotMatter()
{
    QFETCH(QByteArrayList, lines);
    const auto said = read(lines);
    QVERIFY2(said, qPrintable(said ? QString() : said.error().text()));
    QCOMPARE(said->client.toString(), u"192.0.2.7"_s);
}

void TestForwarded::headersThatDisagreeAreRefused_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    const QByteArray usual("X-Forwarded-For: 192.0.2.7");
    QTest::newRow("client") << QByteArrayList{usual, "Forwarded: for=198.51.100.9"};
    QTest::newRow("hidden client") << QByteArrayList{usual, "Forwarded: for=_me"};
    QTest::newRow("no client") << QByteArrayList{usual, "Forwarded: proto=https"};
    QTest::newRow("an empty one") << QByteArrayList{usual, "Forwarded: "};
    QTest::newRow("scheme") << QByteArrayList{usual, "X-Forwarded-Proto: http",
                                              "Forwarded: for=192.0.2.7;proto=https"};
    QTest::newRow("host") << QByteArrayList{usual, "X-Forwarded-Host: a.example",
                                            "Forwarded: for=192.0.2.7;host=b.example"};
}

void TestForwarded::headersThatDisagreeAreRefused()
{
    QFETCH(QByteArrayList, lines);
    const auto said = read(lines);
    QVERIFY(!said);
    QCOMPARE(said.error().code, ErrorCode::BadRequest);
    QVERIFY(said.error().text().startsWith("Forwarded and the X-Forwarded headers disagree"_L1));
}

QTEST_GUILESS_MAIN(TestForwarded)
#include "tst_forwarded.moc"
