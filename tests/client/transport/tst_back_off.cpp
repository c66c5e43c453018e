#include "client/transport/back_off.h"

#include <QTest>

#include <limits>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace std::chrono_literals;

class TestBackOff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ceilingDoublesFromHalfASecondToThirty()
    {
        const QList<std::chrono::milliseconds> ceilings{500ms, 1s, 2s, 4s, 8s, 16s, 30s, 30s};
        for (int attempt = 0; attempt < ceilings.size(); ++attempt)
            QCOMPARE(backOffCeiling(attempt), ceilings[attempt]);
    }

    void ceilingStaysAfterAnyNumberOfAttempts()
    {
        QCOMPARE(backOffCeiling(1'000'000), 30'000ms);
        QCOMPARE(backOffCeiling(std::numeric_limits<int>::max()), 30'000ms);
    }

    void delayCoversTheWholeRangeUpToTheCeiling()
    {
        QCOMPARE(backOffDelay(0, 0.0), 0ms);
        QCOMPARE(backOffDelay(0, 0.5), 250ms);
        QCOMPARE(backOffDelay(3, 0.25), 1s);
        QCOMPARE(backOffDelay(100, 0.5), 15s);
    }

    void delayNeverLeavesTheRange()
    {
        QCOMPARE(backOffDelay(2, 7.0), 2s);
        QCOMPARE(backOffDelay(2, -1.0), 0ms);
    }
};

QTEST_APPLESS_MAIN(TestBackOff)
#include "tst_back_off.moc"
