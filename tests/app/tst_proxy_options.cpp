#include "app/command_line_parser.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::app;
using namespace Qt::StringLiterals;

/// The options for behind a proxy, as they go together.
class TestProxyOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void proxyProtocolIsRefusedWithoutATrustedProxy();
    void trustedProxiesAddUp();

private:
    static Result<CommandLine> parse(const QStringList &arguments)
    {
        return parseCommandLine(QStringList{u"pushpoint"_s} + arguments);
    }
};

void TestProxyOptions::proxyProtocolIsRefusedWithoutATrustedProxy()
{
    for (const QStringList &arguments :
         {QStringList{u"--proxy-protocol"_s}, {u"--proxy-protocol"_s, u"--trusted-proxy="_s}}) {
        const auto line = parse(arguments);
        QVERIFY(!line);
        QCOMPARE(line.error().text(),
                 u"--proxy-protocol: it goes with --trusted-proxy, which says from whom it is "
                 "expected"_s);
    }
    const auto line = parse({u"--proxy-protocol"_s, u"--trusted-proxy=::1"_s});
    QVERIFY(line && line->options.expectsProxyProtocol);
}

void TestProxyOptions::trustedProxiesAddUp()
{
    const auto line = parse({u"--trusted-proxy=::1"_s, u"--trusted-proxy"_s, u"10.0.0.0/8"_s});
    QVERIFY(line.ok());
    QCOMPARE(line->options.trustedProxies.text(), u"::1,10.0.0.0/8"_s);
}

QTEST_GUILESS_MAIN(TestProxyOptions)
#include "tst_proxy_options.moc"
