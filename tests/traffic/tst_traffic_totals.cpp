#include "server/traffic/traffic_totals.h"

#include <QTest>

using namespace pushpoint;

class TrafficTotalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bucketHoldsItsBoundAndNoMore()
    {
        for (size_t i = 0; i < durationBoundsNs.size(); ++i) {
            DurationHistogram histogram;
            histogram.add(durationBoundsNs[i]);
            histogram.add(durationBoundsNs[i] + 1);
            const DurationCounts counts = histogram.counts();
            QCOMPARE(counts.buckets[i], quint64(1));
            QCOMPARE(counts.buckets[i + 1], quint64(1));
            QCOMPARE(counts.total(), quint64(2));
        }
    }

    void boundsAscend()
    {
        QVERIFY(std::ranges::is_sorted(durationBoundsNs));
        QVERIFY(std::ranges::adjacent_find(durationBoundsNs) == durationBoundsNs.end());
    }

    void noTimeAtAllStandsInTheFirstBucket()
    {
        DurationHistogram histogram;
        histogram.add(0);
        histogram.add(-5); // a clock that is none
        QCOMPARE(histogram.counts().buckets[0], quint64(2));
        QCOMPARE(histogram.counts().sumNs, quint64(0));
    }

    void sumsWhatWasAdded()
    {
        DurationHistogram histogram;
        histogram.add(1'000);
        histogram.add(60'000'000'000);
        QCOMPARE(histogram.counts().sumNs, quint64(60'000'001'000));
        QCOMPARE(histogram.counts().buckets.back(), quint64(1));
    }

    void eachRefusalHasItsCause()
    {
        TrafficCounters counters;
        for (size_t i = 0; i < errorCodeCount; ++i) {
            for (size_t times = 0; times <= i; ++times)
                counters.countRefusal(ErrorCode(i));
        }
        const TrafficTotals totals = counters.totals();
        const auto causes = totals.refusalsByCause();
        QCOMPARE(causes.size(), errorCodeCount);
        quint64 sum = 0;
        for (size_t i = 0; i < causes.size(); ++i) {
            const QByteArray word = Error{ErrorCode(i), {}}.word();
            QCOMPARE(causes[i].cause, word);
            QCOMPARE(causes[i].count, quint64(i + 1));
            sum += causes[i].count;
        }
        QCOMPARE(totals.refused, sum);
    }

    void causesThatDidNotOccurAreNotNamed()
    {
        TrafficCounters counters;
        QVERIFY(counters.totals().refusalsByCause().empty());
        counters.countRefusal(ErrorCode::BadJson);
        QCOMPARE(counters.totals().refusalsByCause().size(), size_t(1));
    }

    void closesAreToldApartByWhoEndedThem()
    {
        TrafficCounters counters;
        for (size_t i = 0; i < closeCodes.size(); ++i) {
            counters.countClose(EndedBy::Server, int(closeCodes[i]));
            QCOMPARE(counters.totals().closedByServer[i], quint64(1));
        }
        counters.countClose(EndedBy::Client, 1000);
        counters.countClose(EndedBy::Client, 1001);
        counters.countClose(EndedBy::Client, 4999);
        counters.countClose(EndedBy::Client, 3000);
        counters.countClose(EndedBy::Network, 1006);
        const TrafficTotals totals = counters.totals();
        QCOMPARE(totals.closedByClient[size_t(ClientClose::Normal)], quint64(1));
        QCOMPARE(totals.closedByClient[size_t(ClientClose::GoingAway)], quint64(1));
        QCOMPARE(totals.closedByClient[size_t(ClientClose::Other)], quint64(2));
        QCOMPARE(totals.closedByNetwork, quint64(1));
        QVERIFY(std::ranges::all_of(totals.closedByServer, [](quint64 n) { return n == 1; }));
    }

    void lagIsKeptAsLastAndAsHistogram()
    {
        TrafficCounters counters;
        counters.countEventLoopLag(3'000'000);
        counters.countEventLoopLag(20'000);
        const TrafficTotals totals = counters.totals();
        QCOMPARE(totals.lastEventLoopLagNs, quint64(20'000));
        QCOMPARE(totals.eventLoopLags.total(), quint64(2));
        QCOMPARE(totals.eventLoopLags.sumNs, quint64(3'020'000));
    }
};

QTEST_GUILESS_MAIN(TrafficTotalsTest)
#include "tst_traffic_totals.moc"
