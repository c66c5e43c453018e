#include "tests/net/loop/loop_thread.h"

#include <QElapsedTimer>
#include <QSocketNotifier>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace std::chrono_literals;

/// Timers as objects see them: the same on our dispatcher and on Qt's own.
class TestDispatcherTimers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("QT_NO_GLIB", "1"); }
    void firesInTheOrderOfDeadlines_data() { addLoops(); }
    void firesInTheOrderOfDeadlines();
    void firesEqualDeadlinesInTheOrderOfStarting_data() { addLoops(); }
    void firesEqualDeadlinesInTheOrderOfStarting();
    void singleShotFiresOnce_data() { addLoops(); }
    void singleShotFiresOnce();
    void canBeRestartedInItsSlot_data() { addLoops(); }
    void canBeRestartedInItsSlot();
    void doesNotFireAfterAnotherTimersSlotStoppedIt_data() { addLoops(); }
    void doesNotFireAfterAnotherTimersSlotStoppedIt();
    void canBeDeletedInItsSlot_data() { addLoops(); }
    void canBeDeletedInItsSlot();
    void isNotEnteredTwiceByANestedLoop_data() { addLoops(); }
    void isNotEnteredTwiceByANestedLoop();
    void othersFireInANestedLoop_data() { addLoops(); }
    void othersFireInANestedLoop();
    void zeroTimersDoNotStarveSockets_data() { addLoops(); }
    void zeroTimersDoNotStarveSockets();
    void zeroTimersDoNotKeepProcessEventsForEver_data() { addLoops(); }
    void zeroTimersDoNotKeepProcessEventsForEver();
    void isNeverEarly_data() { addLoops(); }
    void isNeverEarly();
    void coarseOnesAreWithinATwentieth_data() { addLoops(); }
    void coarseOnesAreWithinATwentieth();
    void firesOnceForWhatWasMissed_data() { addLoops(); }
    void firesOnceForWhatWasMissed();
    void tellsItsRemainingTime_data() { addLoops(); }
    void tellsItsRemainingTime();
    void areListedByObject_data() { addLoops(); }
    void areListedByObject();
    void endWithTheirObject_data() { addLoops(); }
    void endWithTheirObject();

private:
    static void on(auto body)
    {
        QFETCH(Loop, loop);
        LoopThread thread(loop);
        thread.run(body);
    }
};

void TestDispatcherTimers::firesInTheOrderOfDeadlines()
{
    on([] {
        QList<int> fired;
        QObject context;
        for (const int delayMs : {40, 5, 20, 60, 10})
            QTimer::singleShot(delayMs, Qt::PreciseTimer, &context,
                               [&fired, delayMs] { fired.append(delayMs); });
        QVERIFY(spinUntil([&] { return fired.size() == 5; }));
        QCOMPARE(fired, (QList{5, 10, 20, 40, 60}));
    });
}

void TestDispatcherTimers::firesEqualDeadlinesInTheOrderOfStarting()
{
    on([] {
        QList<int> fired;
        QTimer timers[20];
        for (int i = 0; i < 20; ++i) {
            timers[i].setSingleShot(true);
            QObject::connect(&timers[i], &QTimer::timeout, [&fired, i] { fired.append(i); });
            timers[i].start(0);
        }
        QVERIFY(spinUntil([&] { return fired.size() == 20; }));
        QVERIFY(std::is_sorted(fired.begin(), fired.end()));
    });
}

void TestDispatcherTimers::singleShotFiresOnce()
{
    on([] {
        int fired = 0;
        QTimer timer;
        timer.setSingleShot(true);
        QObject::connect(&timer, &QTimer::timeout, [&] { ++fired; });
        timer.start(1ms);
        QVERIFY(spinUntil([&] { return fired > 0; }));
        QVERIFY(!timer.isActive());
        spinUntil([] { return false; }, 20ms);
        QCOMPARE(fired, 1);
    });
}

void TestDispatcherTimers::canBeRestartedInItsSlot()
{
    on([] {
        int fired = 0;
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, [&] {
            ++fired;
            timer.start(fired < 5 ? 2ms : 10min);
        });
        timer.start(1ms);
        QVERIFY(spinUntil([&] { return fired == 5; }));
        spinUntil([] { return false; }, 20ms);
        QCOMPARE(fired, 5);
        QVERIFY(timer.isActive());
    });
}

void TestDispatcherTimers::doesNotFireAfterAnotherTimersSlotStoppedIt()
{
    on([] {
        int fired = 0;
        QTimer first;
        QTimer second;
        QObject::connect(&first, &QTimer::timeout, [&] {
            ++fired;
            second.stop();
        });
        QObject::connect(&second, &QTimer::timeout, [&] { fired += 100; });
        first.start(0ms);
        second.start(0ms);
        QVERIFY(spinUntil([&] { return fired >= 10; }));
        QVERIFY(fired < 100);
    });
}

void TestDispatcherTimers::canBeDeletedInItsSlot()
{
    on([] {
        int fired = 0;
        auto *timer = new QTimer;
        QObject::connect(timer, &QTimer::timeout, [&] {
            ++fired;
            delete timer;
        });
        timer->start(0ms);
        QVERIFY(spinUntil([&] { return fired > 0; }));
        spinUntil([] { return false; }, 10ms);
        QCOMPARE(fired, 1);
    });
}

void TestDispatcherTimers::isNotEnteredTwiceByANestedLoop()
{
    on([] {
        int depth = 0;
        int deepest = 0;
        int fired = 0;
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, [&] {
            ++fired;
            deepest = std::max(deepest, ++depth);
            spinUntil([] { return false; }, 10ms);
            --depth;
        });
        timer.start(1ms);
        QVERIFY(spinUntil([&] { return fired == 3; }));
        QCOMPARE(deepest, 1);
    });
}

void TestDispatcherTimers::othersFireInANestedLoop()
{
    on([] {
        bool inner = false;
        bool outer = false;
        QObject context;
        QTimer::singleShot(1, &context, [&] {
            QTimer::singleShot(5, &context, [&] { inner = true; });
            outer = spinUntil([&] { return inner; });
        });
        QVERIFY(spinUntil([&] { return outer; }));
    });
}

void TestDispatcherTimers::zeroTimersDoNotStarveSockets()
{
    on([] {
        QTimer busy;
        busy.start(0ms);
        SocketPair pair;
        int activated = 0;
        QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
        QObject::connect(&reader, &QSocketNotifier::activated, [&] {
            ++activated;
            pair.drain(0);
            if (activated < 100)
                pair.send(1);
        });
        QVERIFY(pair.send(1));
        QVERIFY(spinUntil([&] { return activated == 100; }));
    });
}

void TestDispatcherTimers::zeroTimersDoNotKeepProcessEventsForEver()
{
    on([] {
        int fired = 0;
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, [&] { ++fired; });
        timer.start(0ms);
        QElapsedTimer clock;
        clock.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10'000);
        QVERIFY(clock.elapsed() < 5'000);
        QVERIFY(fired > 0);
    });
}

void TestDispatcherTimers::isNeverEarly()
{
    on([] {
        for (int delayMs = 1; delayMs < 15; ++delayMs) {
            QElapsedTimer clock;
            clock.start();
            bool fired = false;
            QObject context;
            QTimer::singleShot(delayMs, Qt::PreciseTimer, &context, [&] { fired = true; });
            QVERIFY(spinUntil([&] { return fired; }));
            QVERIFY2(clock.nsecsElapsed() >= delayMs * 1'000'000LL,
                     qPrintable(QString::number(clock.nsecsElapsed())));
        }
    });
}

void TestDispatcherTimers::coarseOnesAreWithinATwentieth()
{
    on([] {
        QElapsedTimer clock;
        qint64 elapsedMs = 0;
        QObject context;
        spinUntil([] { return false; }, 7ms); // anywhere in the second
        clock.start();
        QTimer::singleShot(200, Qt::CoarseTimer, &context, [&] { elapsedMs = clock.elapsed(); });
        QVERIFY(spinUntil([&] { return elapsedMs > 0; }));
        QVERIFY2(elapsedMs >= 189, qPrintable(QString::number(elapsedMs)));
    });
}

void TestDispatcherTimers::firesOnceForWhatWasMissed()
{
    on([] {
        int fired = 0;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer, &QTimer::timeout, [&] {
            if (++fired == 1)
                QThread::msleep(120); // tidy: allowed, a slot too slow for its timer
        });
        timer.start(20ms);
        QVERIFY(spinUntil([&] { return fired > 0; }));
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        QVERIFY(fired <= 2);
    });
}

void TestDispatcherTimers::tellsItsRemainingTime()
{
    on([] {
        QTimer timer;
        QCOMPARE(timer.remainingTime(), -1);
        timer.setTimerType(Qt::PreciseTimer);
        timer.start(1h);
        QVERIFY(timer.remainingTime() > 3'590'000);
        QVERIFY(timer.remainingTime() <= 3'600'001); // Qt's own adds one
        timer.start(0ms);
        QVERIFY(timer.remainingTime() <= 1);
    });
}

void TestDispatcherTimers::areListedByObject()
{
    on([] {
        QObject object;
        QObject other;
        const int first = object.startTimer(1000, Qt::PreciseTimer);
        const int second = object.startTimer(300, Qt::CoarseTimer);
        other.startTimer(5, Qt::PreciseTimer);
        auto *dispatcher = QAbstractEventDispatcher::instance();
        QCOMPARE(dispatcher->registeredTimers(&object).size(), 2);
        object.killTimer(second);
        const auto left = dispatcher->registeredTimers(&object);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().timerId, first);
        QCOMPARE(left.first().interval, 1000);
        QCOMPARE(left.first().timerType, Qt::PreciseTimer);
        QVERIFY(!dispatcher->unregisterTimer(second));
        QVERIFY(dispatcher->registeredTimers(QThread::currentThread()).isEmpty());
    });
}

void TestDispatcherTimers::endWithTheirObject()
{
    on([] {
        auto object = std::make_unique<QObject>();
        QObject *const address = object.get();
        object->startTimer(1);
        object->startTimer(0);
        object->startTimer(1000);
        QCoreApplication::processEvents();
        object.reset();
        // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDelete): only the address is looked up
        QVERIFY(QAbstractEventDispatcher::instance()->registeredTimers(address).isEmpty());
        spinUntil([] { return false; }, 5ms);
    });
}

QTEST_GUILESS_MAIN(TestDispatcherTimers)
#include "tst_dispatcher_timers.moc"
