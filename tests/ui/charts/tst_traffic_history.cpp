#include "ui/charts/traffic_history.h"

#include <QTest>

#include <cmath>

using namespace pushpoint;
using namespace pushpoint::ui;

class TestTrafficHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void turnsTotalsIntoRatesOfWholeSeconds()
    {
        TrafficHistory history;
        TrafficTotals totals;
        for (int quarter = 0; quarter <= 8; ++quarter) {
            totals.publishes = quint64(quarter) * 5;
            totals.connectionsOpen = quint64(quarter);
            history.sample(1'000'000 + quarter * 250, totals);
        }
        const auto points = history.points(Span::Minute);
        QCOMPARE(points.size(), size_t(2));
        QCOMPARE(points[0].wallClockMs, 1'000'000);
        QCOMPARE(points[0][Figure::Published], 20.0);
        QCOMPARE(points[1][Figure::Published], 20.0);
        QCOMPARE(points[1][Figure::Connections], 8.0);
    }

    void dividesByTheTimeThatPassedWhereStepsAreMissing()
    {
        TrafficHistory history;
        TrafficTotals totals;
        history.sample(5'000, totals);
        totals.deliveries = 100;
        history.sample(15'000, totals);
        QCOMPARE(history.points(Span::Minute).at(0)[Figure::Delivered], 10.0);
    }

    void keepsAQuarterOfAnHourInSecondsAndADayInMinutes()
    {
        TrafficHistory history;
        for (qint64 second = 0; second < 30 * 60 * 60; ++second)
            history.sample(second * 1000, {});
        const auto last = [&](Span span) { return history.points(span).back().wallClockMs; };
        QCOMPARE(history.points(Span::Minute).size(), size_t(60));
        QCOMPARE(history.points(Span::QuarterHour).size(), size_t(900));
        QCOMPARE(history.points(Span::Day).size(), size_t(24 * 60));
        QCOMPARE(last(Span::Minute), (30 * 60 * 60 - 2) * 1000);
        QCOMPARE(last(Span::Day), (30 * 60 - 2) * 60'000);
    }

    void aServerThatStartedAnewGivesNoNegativeRates()
    {
        TrafficHistory history;
        TrafficTotals totals;
        totals.publishes = 1000;
        history.sample(1'000, totals);
        history.sample(2'000, {});
        QCOMPARE(history.points(Span::Minute).at(0)[Figure::Published], 0.0);
    }

    void aClockThatWasSetBackBeginsAnew()
    {
        TrafficHistory history;
        for (const qint64 ms : {10'000, 11'000, 12'000, 5'000, 6'000})
            history.sample(ms, {});
        const auto points = history.points(Span::Minute);
        QCOMPARE(points.size(), size_t(1));
        QCOMPARE(points[0].wallClockMs, 5'000);
    }

    void findsPercentilesWithinABucket()
    {
        DurationCounts before;
        DurationCounts after;
        before.buckets[3] = after.buckets[3] = 1'000'000; // counted earlier: means nothing now
        after.buckets[6] = 100;                           // 0.5 to 1 ms
        after.buckets[9] = 100;                           // 5 to 10 ms
        QCOMPARE(percentileMs(before, after, 0.25), std::optional(0.75));
        QCOMPARE(percentileMs(before, after, 0.5), std::optional(1.0));
        QCOMPARE(percentileMs(before, after, 1.0), std::optional(10.0));
        QCOMPARE(percentileMs(after, after, 0.5), std::nullopt);
    }

    void hasNoLatencyWhereNothingWasPublished()
    {
        TrafficHistory history;
        history.sample(1'000, {});
        history.sample(2'000, {});
        QVERIFY(std::isnan(history.points(Span::Minute).at(0)[Figure::P99LatencyMs]));
    }
};

QTEST_GUILESS_MAIN(TestTrafficHistory)
#include "tst_traffic_history.moc"
