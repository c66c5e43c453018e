#include "ui/ring/traffic_moment.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;

class TestTrafficMoment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheFirstRowOfAMoment();
};

void TestTrafficMoment::findsTheFirstRowOfAMoment()
{
    TrafficRing ring{TrafficBounds{}};
    QCOMPARE(firstSince(ring, 5), ring.end());
    const auto happen = [&ring](qint64 wallClockMs) {
        TrafficRow row;
        row.event.wallClockMs = wallClockMs;
        ring.push(row);
    };
    const auto lose = [&ring] {
        TrafficRow gap;
        gap.lost = 7;
        ring.push(gap);
    };
    lose();
    for (const qint64 ms : {10, 10, 20})
        happen(ms);
    lose();
    lose();
    for (const qint64 ms : {30, 30, 40})
        happen(ms);
    lose();
    QCOMPARE(firstSince(ring, 5), 1ULL);
    QCOMPARE(firstSince(ring, 10), 1ULL);
    QCOMPARE(firstSince(ring, 11), 3ULL);
    QCOMPARE(firstSince(ring, 20), 3ULL);
    QVERIFY(firstSince(ring, 21) >= 4 && firstSince(ring, 21) <= 6); // a gap or what follows it
    QCOMPARE(firstSince(ring, 31), 8ULL);
    QCOMPARE(firstSince(ring, 41), ring.end());
}

QTEST_GUILESS_MAIN(TestTrafficMoment)
#include "tst_traffic_moment.moc"
