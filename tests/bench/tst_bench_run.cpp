#include "tests/bench/fake_server.h"
#include "tests/bench/run.h"
#include "tests/bench/server_address.h"

#include <QTest>

using namespace pushpoint::bench;

namespace {

Options shortRun()
{
    Options options;
    options.names = 3;
    options.connectionsPerName = 2;
    options.publishers = 2;
    options.inFlight = 2;
    options.seconds = 0.2;
    options.warmUpSeconds = 0;
    options.openSecondsMax = 5;
    options.drainSecondsMax = 0.3;
    return options;
}

Summary runAgainst(std::uint16_t port, const Options &options = shortRun())
{
    const auto server = findServer("127.0.0.1", port);
    Poller poller;
    const Interruption never;
    Run run(options, std::get<ServerAddress>(server), poller, never, {});
    return run.perform();
}

} // namespace

/// The whole generator against a server that can be told to do wrong: a check that cannot fail
/// proves nothing.
class TestBenchRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isCleanAgainstAServerThatDoesRight()
    {
        const FakeServer server(Fault::None);
        const Summary summary = runAgainst(server.port());
        QVERIFY2(summary.isClean(), jsonSummary(summary).c_str());
        QCOMPARE(summary.open.opened, 6u);
        QVERIFY(summary.load);
        QVERIFY(summary.load->published > 10);
        QVERIFY(summary.load->delivered > summary.load->published);
        QVERIFY(summary.load->deliveryNs.max() > 0);
        QVERIFY(summary.verdict.expected >= 2 * summary.load->published);
        QCOMPARE(summary.verdict.delivered, summary.verdict.expected);
    }

    void keepsToItsRate()
    {
        const FakeServer server(Fault::None);
        Options options = shortRun();
        options.rate = 200;
        options.seconds = 0.5;
        const Summary summary = runAgainst(server.port(), options);
        QVERIFY2(summary.isClean(), jsonSummary(summary).c_str());
        QVERIFY(summary.load->published > 20);
        QVERIFY(summary.load->published <= 110);
    }

    void answersPings()
    {
        const FakeServer server(Fault::Pings);
        const Summary summary = runAgainst(server.port());
        QVERIFY2(summary.isClean(), jsonSummary(summary).c_str());
        QVERIFY(server.rightPongs() > 10);
    }

    void goesRedOnEveryFault_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, Fault fault, const char *found) {
            QTest::newRow(name) << int(fault) << QString::fromLatin1(found);
        };
        row("drops", Fault::Drops, "lost");
        row("doubles", Fault::Doubles, "doubled");
        row("swaps", Fault::Swaps, "out_of_order");
        row("misdirects", Fault::Misdirects, "misdirected");
        row("denies", Fault::Denies, "denied");
    }
    void goesRedOnEveryFault()
    {
        QFETCH(int, fault);
        QFETCH(QString, found);
        const auto count = [](const Verdict &verdict, const QString &name) -> std::uint64_t {
            if (name == QLatin1String("lost"))
                return verdict.lost;
            if (name == QLatin1String("doubled"))
                return verdict.doubled;
            if (name == QLatin1String("out_of_order"))
                return verdict.outOfOrder;
            return name == QLatin1String("denied") ? verdict.denied : verdict.misdirected;
        };
        Options options = shortRun();
        Summary summary;
        do { // a busy machine may publish next to nothing in a short run
            const FakeServer server{Fault(fault)};
            summary = runAgainst(server.port(), options);
            options.seconds *= 4;
        } while (count(summary.verdict, found) == 0 && options.seconds < 20);
        QVERIFY(!summary.isClean());
        QVERIFY2(count(summary.verdict, found) > 0, jsonSummary(summary).c_str());
    }

    void tellsOfReceiversThatWereCutOff()
    {
        const FakeServer server(Fault::CutsReceivers);
        const Summary summary = runAgainst(server.port());
        QVERIFY(!summary.isClean());
        QVERIFY2(summary.lost.contains("closed by the server: 4008"), jsonSummary(summary).c_str());
    }

    void tellsOfUnwantedAnswers()
    {
        const FakeServer server(Fault::Refuses);
        const Summary summary = runAgainst(server.port());
        QVERIFY(!summary.isClean());
        QVERIFY(summary.refused.contains(503));
        QCOMPARE(summary.verdict.lost, 0u);
    }

    void tellsOfAServerThatIsNotThere()
    {
        std::uint16_t port = 0;
        {
            const FakeServer gone(Fault::None);
            port = gone.port();
        }
        Options options = shortRun();
        options.burstConnect = true;
        const Summary summary = runAgainst(port, options);
        QVERIFY(!summary.isClean());
        QCOMPARE(summary.openFailures(), 6u);
        QVERIFY(readableSummary(summary).find("refused") != std::string::npos);
    }

    void burstOpensAllAndSendsNothing()
    {
        const FakeServer server(Fault::Drops);
        Options options = shortRun();
        options.burstConnect = true;
        const Summary summary = runAgainst(server.port(), options);
        QVERIFY(summary.isClean());
        QVERIFY(!summary.load);
        QCOMPARE(summary.open.handshakeNs.count(), 6u);
    }
};

QTEST_APPLESS_MAIN(TestBenchRun)
#include "tst_bench_run.moc"
