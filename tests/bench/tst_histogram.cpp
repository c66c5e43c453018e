#include "tests/bench/histogram.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

using pushpoint::bench::Histogram;

class TestHistogram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isEmptyAtFirst()
    {
        const Histogram histogram;
        QCOMPARE(histogram.count(), 0u);
        QCOMPARE(histogram.max(), 0);
        QCOMPARE(histogram.percentile(99), 0);
    }

    void keepsSmallValuesExactly()
    {
        Histogram histogram;
        for (int value = 1; value <= 100; ++value)
            histogram.record(value);
        QCOMPARE(histogram.percentile(0), 1);
        QCOMPARE(histogram.percentile(50), 50);
        QCOMPARE(histogram.percentile(90), 90);
        QCOMPARE(histogram.percentile(99), 99);
        QCOMPARE(histogram.percentile(100), 100);
        QCOMPARE(histogram.mean(), 50.5);
    }

    void isWithinOnePercentOfSortedValues()
    {
        std::mt19937_64 random(7);
        std::lognormal_distribution<double> spread(12.0, 2.0);
        Histogram histogram;
        std::vector<std::int64_t> values;
        for (int i = 0; i < 100'000; ++i) {
            values.push_back(std::int64_t(spread(random)));
            histogram.record(values.back());
        }
        std::sort(values.begin(), values.end());
        for (const double percent : {1.0, 50.0, 90.0, 99.0, 99.9, 100.0}) {
            const auto rank = std::size_t(std::max(1.0, percent / 100 * 100'000)) - 1;
            const auto right = double(values[rank]);
            const auto told = double(histogram.percentile(percent));
            QVERIFY2(told >= right && told <= right * 1.01 + 1,
                     qPrintable(QString::number(percent)));
        }
        QCOMPARE(histogram.max(), values.back());
    }

    void neverTellsMoreThanTheLargest()
    {
        Histogram histogram;
        histogram.record(1'000'001);
        QCOMPARE(histogram.percentile(50), 1'000'001);
    }

    void takesAnyValue()
    {
        Histogram histogram;
        histogram.record(-5);
        QCOMPARE(histogram.percentile(100), 0);
        histogram.record(std::numeric_limits<std::int64_t>::max());
        QCOMPARE(histogram.max(), std::numeric_limits<std::int64_t>::max());
        QCOMPARE(histogram.percentile(100), std::numeric_limits<std::int64_t>::max());
        for (int bit = 0; bit < 63; ++bit) {
            for (const std::int64_t around : {-1, 0, 1})
                histogram.record((std::int64_t(1) << bit) + around);
        }
        QCOMPARE(histogram.count(), 2u + 63 * 3);
    }

    void addsUp()
    {
        Histogram low;
        Histogram high;
        low.record(10);
        high.record(90);
        low.add(high);
        QCOMPARE(low.count(), 2u);
        QCOMPARE(low.percentile(50), 10);
        QCOMPARE(low.max(), 90);
    }
};

QTEST_APPLESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
