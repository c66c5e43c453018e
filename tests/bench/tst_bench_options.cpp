#include "tests/bench/options.h"
#include "tests/bench/process_figures.h"
#include "tests/bench/stamp.h"

#include <QTest>

#include <unistd.h>

using namespace pushpoint::bench;

class TestBenchOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBothFormsOfValues()
    {
        const auto parsed = parseOptions({"--publishers", "8", "--in-flight=4", "--seconds=0.5",
                                          "--url", "http://127.0.0.1:4000/", "--json"});
        const auto &options = std::get<Options>(parsed);
        QCOMPARE(options.publishers, 8u);
        QCOMPARE(options.inFlight, 4u);
        QCOMPARE(options.seconds, 0.5);
        QCOMPARE(options.host, std::string("127.0.0.1"));
        QCOMPARE(options.port, 4000);
        QVERIFY(options.json);
    }

    void readsIPv6Urls()
    {
        const auto parsed = parseOptions({"--url=ws://[::1]:81"});
        QCOMPARE(std::get<Options>(parsed).host, std::string("::1"));
        QCOMPARE(std::get<Options>(parsed).port, 81);
    }

    void readsTheSchemeOfTls()
    {
        for (const auto &[url, isEncrypted, port] : {std::tuple{"https://localhost", true, 443},
                                                     {"wss://localhost:81", true, 81},
                                                     {"http://localhost", false, 80},
                                                     {"ws://localhost", false, 80}}) {
            const auto parsed = parseOptions({"--url", url});
            QCOMPARE(std::get<Options>(parsed).isEncrypted, isEncrypted);
            QCOMPARE(std::get<Options>(parsed).host, std::string("localhost"));
            QCOMPARE(std::get<Options>(parsed).port, port);
        }
    }

    void refusesNonsenseByName_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char *name, const QStringList &arguments) {
            QTest::newRow(name) << arguments;
        };
        const auto s = [](const char *text) { return QString::fromLatin1(text); };
        row("unknown", {s("--frobnicate")});
        row("bare word", {s("frobnicate")});
        row("no value", {s("--port")});
        row("port 0", {s("--port"), s("0")});
        row("port 65536", {s("--port=65536")});
        row("number with tail", {s("--publishers=8x")});
        row("negative", {s("--publishers=-1")});
        row("payload too small", {s("--payload=79")});
        row("dialect", {s("--dialect=mqtt")});
        row("prefix", {s("--name-prefix=a b")});
        row("url with a path", {s("--url=http://127.0.0.1/x")});
        row("value for a switch", {s("--json=1")});
        row("too many", {s("--receivers-names=1000000"), s("--connections-per-name=2")});
        row("two modes", {s("--idle"), s("--burst-connect")});
    }
    void refusesNonsenseByName()
    {
        QFETCH(QStringList, arguments);
        std::vector<std::string> given;
        for (const QString &argument : arguments)
            given.push_back(argument.toStdString());
        const auto parsed = parseOptions(given);
        QVERIFY(std::holds_alternative<BadOption>(parsed));
    }

    void helpShowsEveryOptionAndExamples()
    {
        QVERIFY(std::holds_alternative<HelpWanted>(parseOptions({"--json", "--help"})));
        QVERIFY(std::holds_alternative<VersionWanted>(parseOptions({"--json", "--version"})));
        QVERIFY(helpText().find("--burst-connect") != std::string::npos);
        QVERIFY(helpText().find("Examples:") != std::string::npos);
    }

    void stampsComeBackFromAnyWrapping()
    {
        const Stamp sent{4'000'000'000u, 15, 8999, 123456789, 9'000'000'000'000'000'000};
        for (const std::size_t bytes : {contentBytesMin, std::size_t(128), std::size_t(5000)}) {
            std::string content;
            appendContent(content, sent, bytes);
            QCOMPARE(content.size(), bytes);
            const auto found = findStamp("42[\"message\",{\"content\":\"" + content + "\"}]");
            QVERIFY(found);
            QCOMPARE(found->run, sent.run);
            QCOMPARE(found->publisher, sent.publisher);
            QCOMPARE(found->name, sent.name);
            QCOMPARE(found->sequence, sent.sequence);
            QCOMPARE(found->sentNs, sent.sentNs);
        }
        QVERIFY(!findStamp("hello"));
        QVERIFY(!findStamp("ppb:1:2:3"));
        QVERIFY(!findStamp("ppb:1:2:x:4:5:"));
    }

    void readsMemoryAndTimeOfAProcess()
    {
        QCOMPARE(residentBytesOf("VmSize:\t 99 kB\nVmRSS:\t  1234 kB\n").value_or(0), 1234u * 1024);
        QVERIFY(!residentBytesOf("VmSize: 99 kB\n"));
        const auto own = readProcess(getpid());
        QVERIFY(own);
        QVERIFY(own->residentBytes > 1024 * 1024);
        QVERIFY(!readProcess(1 << 29));
    }
};

QTEST_APPLESS_MAIN(TestBenchOptions)
#include "tst_bench_options.moc"
