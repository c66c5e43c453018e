#include "server/net/loop/timer_queue.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using TimePoint = TimerQueue::TimePoint;

/// The timers' order and arithmetic, with a clock that the test moves.
class TestTimerQueue : public QObject
{
    Q_OBJECT

private:
    static QList<int> fire(TimerQueue &timers, TimePoint now)
    {
        QList<int> fired;
        const quint64 round = timers.beginRound();
        while (const auto due = timers.takeDue(round, now)) {
            fired.append(due->id);
            timers.finish(*due);
        }
        return fired;
    }

private Q_SLOTS:
    void firesByDeadlineAndThenByAge();
    void firesEachTimerOnceARound();
    void keepsItsRateWhenSlightlyLate();
    void doesNotCatchUpWhatItMissed();
    void roundsCoarseTimersToSharedWakeUps_data();
    void roundsCoarseTimersToSharedWakeUps();
    void coarseRoundingDoesNotAddUp();
    void neverFiresAPreciseTimerEarly();
    void forgetsARunningTimerThatIsRemoved();
    void tellsAStoppedTimerFromANewOneWithItsId();
    void leavesRunningTimersOutOfTheWait();
    void removesAllOfAnObject();
    void tellsTheRemainingTimeRoundedUp();
    void roundsTimeOutsUp();

private:
    QObject m_object;
    const TimePoint m_start{1000s};
};

void TestTimerQueue::firesByDeadlineAndThenByAge()
{
    TimerQueue timers;
    timers.add(1, 30ms, Qt::PreciseTimer, &m_object, m_start);
    timers.add(2, 10ms, Qt::PreciseTimer, &m_object, m_start);
    timers.add(3, 10ms, Qt::PreciseTimer, &m_object, m_start);
    timers.add(4, 5ms, Qt::PreciseTimer, &m_object, m_start + 5ms);
    QCOMPARE(timers.nextDeadline(), m_start + 10ms);
    QCOMPARE(fire(timers, m_start + 9ms), QList<int>());
    QCOMPARE(fire(timers, m_start + 30ms), (QList{2, 3, 4, 1}));
}

void TestTimerQueue::firesEachTimerOnceARound()
{
    TimerQueue timers;
    timers.add(1, 0ms, Qt::CoarseTimer, &m_object, m_start);
    timers.add(2, 0ms, Qt::CoarseTimer, &m_object, m_start);
    QList<int> fired;
    const quint64 round = timers.beginRound();
    while (const auto due = timers.takeDue(round, m_start)) {
        fired.append(due->id);
        if (due->id == 1)
            timers.add(3, 0ms, Qt::CoarseTimer, &m_object, m_start);
        timers.finish(*due);
    }
    QCOMPARE(fired, (QList{1, 2}));
    QCOMPARE(fire(timers, m_start), (QList{1, 3, 2}));
}

void TestTimerQueue::keepsItsRateWhenSlightlyLate()
{
    TimerQueue timers;
    timers.add(1, 100ms, Qt::PreciseTimer, &m_object, m_start);
    fire(timers, m_start + 140ms);
    QCOMPARE(timers.nextDeadline(), m_start + 200ms);
}

void TestTimerQueue::doesNotCatchUpWhatItMissed()
{
    TimerQueue timers;
    timers.add(1, 100ms, Qt::PreciseTimer, &m_object, m_start);
    QCOMPARE(fire(timers, m_start + 950ms), QList{1});
    QCOMPARE(timers.nextDeadline(), m_start + 1050ms);
}

void TestTimerQueue::roundsCoarseTimersToSharedWakeUps_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("intervalMs");
    QTest::addColumn<int>("gridMs");
    QTest::newRow("precise") << Qt::PreciseTimer << 60'000 << 1;
    QTest::newRow("coarse, 20 ms") << Qt::CoarseTimer << 20 << 1;
    QTest::newRow("coarse, 21 ms") << Qt::CoarseTimer << 21 << 2;
    QTest::newRow("coarse, 99 ms") << Qt::CoarseTimer << 99 << 5;
    QTest::newRow("coarse, 100 ms") << Qt::CoarseTimer << 100 << 10;
    QTest::newRow("coarse, 333 ms") << Qt::CoarseTimer << 333 << 25;
    QTest::newRow("coarse, 1 s") << Qt::CoarseTimer << 1000 << 100;
    QTest::newRow("coarse, 19,999 ms") << Qt::CoarseTimer << 19'999 << 1000;
    QTest::newRow("coarse, 25 s") << Qt::CoarseTimer << 25'000 << 1000;
    QTest::newRow("very coarse, 300 ms") << Qt::VeryCoarseTimer << 300 << 25;
    QTest::newRow("very coarse, 1 s") << Qt::VeryCoarseTimer << 1000 << 1000;
}

void TestTimerQueue::roundsCoarseTimersToSharedWakeUps()
{
    QFETCH(Qt::TimerType, type);
    QFETCH(int, intervalMs);
    QFETCH(int, gridMs);
    for (int phaseMs = 0; phaseMs < 2000; phaseMs += 7) {
        TimerQueue timers;
        const TimePoint begin = m_start + milliseconds(phaseMs);
        timers.add(1, milliseconds(intervalMs), type, &m_object, begin);
        const auto deadline = *timers.nextDeadline();
        QCOMPARE(deadline.time_since_epoch() % milliseconds(gridMs), 0ns);
        const auto error = std::chrono::abs(deadline - (begin + milliseconds(intervalMs)));
        QVERIFY(error * 2 <= milliseconds(gridMs));
    }
}

void TestTimerQueue::coarseRoundingDoesNotAddUp()
{
    TimerQueue timers;
    timers.add(1, 1030ms, Qt::CoarseTimer, &m_object, m_start);
    for (int turn = 0; turn < 1000; ++turn)
        QCOMPARE(fire(timers, *timers.nextDeadline()), QList{1});
    QVERIFY(std::chrono::abs(*timers.nextDeadline() - (m_start + 1001 * 1030ms)) <= 50ms);
}

void TestTimerQueue::neverFiresAPreciseTimerEarly()
{
    TimerQueue timers;
    timers.add(1, 10ms, Qt::PreciseTimer, &m_object, m_start + 300us);
    QCOMPARE(fire(timers, m_start + 10ms + 299us), QList<int>());
    QCOMPARE(fire(timers, m_start + 10ms + 300us), QList{1});
}

void TestTimerQueue::forgetsARunningTimerThatIsRemoved()
{
    TimerQueue timers;
    timers.add(1, 0ms, Qt::CoarseTimer, &m_object, m_start);
    const auto due = timers.takeDue(timers.beginRound(), m_start);
    QVERIFY(due);
    QVERIFY(timers.remove(1));
    timers.finish(*due);
    QVERIFY(timers.isEmpty());
    QVERIFY(!timers.nextDeadline());
    QVERIFY(!timers.remove(1));
}

void TestTimerQueue::tellsAStoppedTimerFromANewOneWithItsId()
{
    TimerQueue timers;
    timers.add(1, 10ms, Qt::PreciseTimer, &m_object, m_start);
    const auto due = timers.takeDue(timers.beginRound(), m_start + 10ms);
    QVERIFY(timers.remove(1));
    timers.add(1, 50ms, Qt::PreciseTimer, &m_object, m_start + 10ms);
    timers.finish(*due);
    QCOMPARE(timers.nextDeadline(), m_start + 60ms);
    QCOMPARE(fire(timers, m_start + 60ms), QList{1});
}

void TestTimerQueue::leavesRunningTimersOutOfTheWait()
{
    TimerQueue timers;
    timers.add(1, 10ms, Qt::PreciseTimer, &m_object, m_start);
    const auto due = timers.takeDue(timers.beginRound(), m_start + 10ms);
    QVERIFY(!timers.nextDeadline());
    QVERIFY(!timers.takeDue(timers.beginRound(), m_start + 100ms));
    timers.finish(*due);
    QCOMPARE(timers.nextDeadline(), m_start + 20ms);
}

void TestTimerQueue::removesAllOfAnObject()
{
    TimerQueue timers;
    QObject other;
    timers.add(1, 10ms, Qt::PreciseTimer, &m_object, m_start);
    timers.add(2, 20ms, Qt::CoarseTimer, &other, m_start);
    timers.add(3, 30ms, Qt::PreciseTimer, &m_object, m_start);
    QCOMPARE(timers.timersOf(&m_object).size(), 2);
    QVERIFY(timers.removeAllOf(&m_object));
    QVERIFY(!timers.removeAllOf(&m_object));
    QCOMPARE(timers.timersOf(&m_object).size(), 0);
    const auto left = timers.timersOf(&other);
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().timerId, 2);
    QCOMPARE(left.first().interval, 20);
    QCOMPARE(left.first().timerType, Qt::CoarseTimer);
    QCOMPARE(fire(timers, m_start + 1s), QList{2});
}

void TestTimerQueue::tellsTheRemainingTimeRoundedUp()
{
    TimerQueue timers;
    timers.add(1, 10ms, Qt::PreciseTimer, &m_object, m_start);
    QCOMPARE(timers.remaining(1, m_start), 10ms);
    QCOMPARE(timers.remaining(1, m_start + 1us), 10ms);
    QCOMPARE(timers.remaining(1, m_start + 1s), 0ms);
    QVERIFY(!timers.remaining(2, m_start));
}

void TestTimerQueue::roundsTimeOutsUp()
{
    QCOMPARE(waitTimeoutMs({}), -1);
    QCOMPARE(waitTimeoutMs(TimePoint::min()), 0);
    const auto now = TimerQueue::Clock::now();
    QCOMPARE(waitTimeoutMs(now - 1s), 0);
    QVERIFY(waitTimeoutMs(now + 10s + 1us) > 9'000);
    QCOMPARE(waitTimeoutMs(now + std::chrono::hours(24 * 365)), INT_MAX);
}

QTEST_APPLESS_MAIN(TestTimerQueue)
#include "tst_timer_queue.moc"
