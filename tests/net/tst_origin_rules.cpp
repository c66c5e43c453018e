#include "server/net/origin_rules.h"

#include <QTest>

using namespace pushpoint;

/// "-" in a row stands for a header that is not there.
class TestOriginRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksTheHost_data();
    void checksTheHost();
    void checksTheOrigin_data();
    void checksTheOrigin();

private:
    const OriginRules m_rules{{QStringLiteral("push.example")},
                              {QStringLiteral("https://ok.example")}};
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
    row("", false);
    row("[::1", false);
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
    row("http://localhost:8080", "same-site", false);
    row("http://localhost", "-", false);
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
    const auto foreign = m_rules.checkOrigin(head);
    QCOMPARE(!foreign, allowed);
    if (foreign)
        QCOMPARE(*foreign, ErrorCode::ForeignOrigin);
}

QTEST_GUILESS_MAIN(TestOriginRules)
#include "tst_origin_rules.moc"
