#include "server/net/origin/origin_rules.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;

/// "-" in a row stands for a header that is not there.
class TestOriginRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksTheHost_data();
    void checksTheHost();
    void checksTheOrigin_data();
    void checksTheOrigin();
    void defaultPortsAreNone_data();
    void defaultPortsAreNone();
    void pagesOfAnotherSchemeAreForeignWhereItIsKnown();
    void onlyPagesOfOtherNamesNeedHeaders_data();
    void onlyPagesOfOtherNamesNeedHeaders();
    void patternsAreWrittenAsTheyAreUnderstood();

private:
    static SitePattern host(const char *text)
    {
        return SitePattern::parseHost(QString::fromUtf8(text)).value();
    }
    static SitePattern origin(const char *text)
    {
        return SitePattern::parseOrigin(QString::fromUtf8(text)).value();
    }

    const OriginRules m_rules{{host("push.example"), host("ported.example:8080"),
                               host("*.all.example"), host("10.1.2.3")},
                              {origin("https://ok.example"), origin("https://*.ok.example:8443")}};
};

void TestOriginRules::checksTheHost_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("ours");
    const auto row
        = [](const char *host, bool ours) { QTest::newRow(host) << QByteArray(host) << ours; };
    row("-", true); // HTTP/1.0
    row("127.0.0.1", true);
    row("127.0.0.1:3000", true);
    row("127.8.8.8:3000", true);
    row("localhost:3000", true);
    row("LOCALHOST", true);
    row("[::1]:3000", true);
    row("192.168.7.7:3000", true); // the address that was reached
    row("192.168.7.8:3000", false);
    row("push.example:3000", true);
    row("PUSH.example", true);
    row("evil.example", false);
    row("push.example.evil.example", false);
    row("localhost.evil.example", false);
    row("127.0.0.1.evil.example", false);
    row("push.example.", true);
    row("push.example:", true);
    row("push.example:99999", false);
    row("ported.example:8080", true);
    row("ported.example", false);
    row("ported.example:3000", false);
    row("a.all.example", true);
    row("a.b.all.example:3000", true);
    row("all.example", false);
    row("evil-all.example", false);
    row(".all.example", false);
    row("10.1.2.3:3000", true);
    row("[0:0::1]", true);
    row("", false);
    row("[::1", false);
    row("[push.example]", false);
}

void TestOriginRules::checksTheHost()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, ours);
    HttpHead head;
    if (host != "-")
        head.host = host;
    const auto wrong = m_rules.checkHost(head, QHostAddress(QStringLiteral("192.168.7.7")));
    QCOMPARE(!wrong, ours);
    if (wrong)
        QCOMPARE(*wrong, ErrorCode::WrongHost);
}

void TestOriginRules::checksTheOrigin_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("site");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *origin, const char *site, bool allowed) {
        QTest::addRow("%s, %s", origin, site) << QByteArray(origin) << QByteArray(site) << allowed;
    };
    row("-", "-", true);
    row("-", "none", true);
    row("-", "same-origin", true);
    row("-", "cross-site", false);
    row("http://localhost:3000", "same-origin", true);
    row("https://localhost:3000", "same-origin", true); // behind a proxy that has the certificate
    row("http://LOCALHOST:3000", "-", true);
    row("http://127.0.0.1:3000", "cross-site", true); // one place by another name
    row("http://[::1]:3000", "cross-site", true);
    row("http://127.0.0.1:3001", "cross-site", false);
    row("http://127.0.0.2:3000", "cross-site", false);
    row("app://localhost:3000", "cross-site", false);
    row("http://localhost:8080", "same-site", false);
    row("http://localhost", "-", false);
    row("https://a.ok.example:8443", "cross-site", true);
    row("https://a.ok.example", "cross-site", false);
    row("https://ok.example:8443", "cross-site", false);
    row("https://ok.example:443", "cross-site", true);
    row("https://ok.example/", "cross-site", false);
    row("https://ok.example", "cross-site", true);
    row("https://ok.example:444", "cross-site", false);
    row("http://ok.example", "cross-site", false);
    row("https://evil.example", "cross-site", false);
    row("null", "cross-site", false);
    row("", "-", false);
}

void TestOriginRules::checksTheOrigin()
{
    QFETCH(QByteArray, origin);
    QFETCH(QByteArray, site);
    QFETCH(bool, allowed);
    HttpHead head;
    head.host = "localhost:3000";
    if (origin != "-")
        head.origin = origin;
    if (site != "-")
        head.secFetchSite = site;
    QCOMPARE(m_rules.standingOf(head) != OriginRules::Standing::Foreign, allowed);
}

void TestOriginRules::defaultPortsAreNone_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *host, const char *origin, bool allowed) {
        QTest::addRow("%s, %s", host, origin) << QByteArray(host) << QByteArray(origin) << allowed;
    };
    row("push.example:443", "https://push.example", true);
    row("push.example", "https://push.example:443", true);
    row("push.example", "https://push.example", true);
    row("push.example:80", "http://push.example", true);
    row("push.example", "http://push.example:80", true);
    row("push.example:443", "http://push.example", false);
    row("push.example:80", "https://push.example", false);
    row("push.example:8443", "https://push.example", false);
    row("localhost:80", "http://127.0.0.1", true);
}

void TestOriginRules::defaultPortsAreNone()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, origin);
    QFETCH(bool, allowed);
    HttpHead head;
    head.host = host;
    head.origin = origin;
    QCOMPARE(m_rules.standingOf(head) != OriginRules::Standing::Foreign, allowed);
}

void TestOriginRules::pagesOfAnotherSchemeAreForeignWhereItIsKnown()
{
    using Standing = OriginRules::Standing;
    HttpHead head;
    head.host = "push.example";
    head.origin = "https://push.example";
    QCOMPARE(m_rules.standingOf(head), Standing::Own);
    QCOMPARE(m_rules.standingOf(head, "https"), Standing::Own);
    QCOMPARE(m_rules.standingOf(head, "http"), Standing::Foreign);
    head.host = "push.example:443";
    QCOMPARE(m_rules.standingOf(head, "https"), Standing::Own);
    head.origin = "http://push.example";
    QCOMPARE(m_rules.standingOf(head, "https"), Standing::Foreign);
    head.origin = "https://ok.example"; // named ones are so by any
    QCOMPARE(m_rules.standingOf(head, "http"), Standing::Named);
}

void TestOriginRules::onlyPagesOfOtherNamesNeedHeaders_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("isNamed");
    QTest::newRow("own") << QByteArray("http://localhost:3000") << false;
    QTest::newRow("own, by its address") << QByteArray("http://127.0.0.1:3000") << true;
    QTest::newRow("named") << QByteArray("https://ok.example") << true;
    QTest::newRow("foreign") << QByteArray("https://evil.example") << false;
}

void TestOriginRules::onlyPagesOfOtherNamesNeedHeaders()
{
    QFETCH(QByteArray, origin);
    QFETCH(bool, isNamed);
    HttpHead head;
    head.host = "localhost:3000";
    head.origin = origin;
    QCOMPARE(m_rules.standingOf(head) == OriginRules::Standing::Named, isNamed);
}

void TestOriginRules::patternsAreWrittenAsTheyAreUnderstood()
{
    QCOMPARE(host(" *.Push.Example.:443 ").text(), QStringLiteral("*.push.example"));
    QCOMPARE(host("FD00:0::7").text(), QStringLiteral("[fd00::7]"));
    QCOMPARE(host("my_service:8080").text(), QStringLiteral("my_service:8080"));
    QCOMPARE(origin("HTTP://*.Ok.example:80/").text(), QStringLiteral("http://*.ok.example"));
    QCOMPARE(origin("https://b\xc3\xbc"
                    "cher.example")
                 .text(),
             QStringLiteral("https://xn--bcher-kva.example"));
    QCOMPARE(origin("file://").text(), QStringLiteral("file://"));
}

QTEST_GUILESS_MAIN(TestOriginRules)
#include "tst_origin_rules.moc"
