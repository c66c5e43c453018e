#include "tests/net/loop/loop_thread.h"

#include <atomic>
#include <csignal>
#include <thread>

#include <pthread.h>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace std::chrono_literals;
using Type = QSocketNotifier::Type;

namespace {

void doNothing(int) { }

} // namespace

/// Socket notifiers as their owners see them: the same on our dispatcher and on Qt's own.
class TestDispatcherNotifiers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("QT_NO_GLIB", "1"); }
    void tellReadersAndWritersOfOneDescriptorApart_data() { addLoops(); }
    void tellReadersAndWritersOfOneDescriptorApart();
    void areActivatedAgainWhileThereIsSomethingLeft_data() { addLoops(); }
    void areActivatedAgainWhileThereIsSomethingLeft();
    void areSilentWhileSwitchedOff_data() { addLoops(); }
    void areSilentWhileSwitchedOff();
    void canBeDeletedInTheirOwnSlot_data() { addLoops(); }
    void canBeDeletedInTheirOwnSlot();
    void areNotActivatedAfterAnothersSlotDeletedThem_data() { addLoops(); }
    void areNotActivatedAfterAnothersSlotDeletedThem();
    void areNotActivatedAfterAnothersSlotSwitchedThemOff_data() { addLoops(); }
    void areNotActivatedAfterAnothersSlotSwitchedThemOff();
    void signalDoesNotEndTheWait_data() { addLoops(); }
    void signalDoesNotEndTheWait();
    void pendingOnesAreActivatedInANestedLoop_data() { addLoops(); }
    void pendingOnesAreActivatedInANestedLoop();
    void canBeHeldBack_data() { addLoops(); }
    void canBeHeldBack();

private:
    static void on(auto body)
    {
        QFETCH(Loop, loop);
        LoopThread thread(loop);
        thread.run(body);
    }
};

void TestDispatcherNotifiers::tellReadersAndWritersOfOneDescriptorApart()
{
    on([] {
        SocketPair pair;
        Watch reader(pair.ends[0], Type::Read);
        Watch writer(pair.ends[0], Type::Write);
        writer.slot = [&] { writer.notifier->setEnabled(false); };
        reader.slot = [&] { pair.drain(0); };
        QVERIFY(spinUntil([&] { return writer.activated == 1; }));
        QCOMPARE(reader.activated, 0);
        pair.send(1);
        QVERIFY(spinUntil([&] { return reader.activated == 1; }));
        QCOMPARE(writer.activated, 1);
        writer.notifier->setEnabled(true);
        QVERIFY(spinUntil([&] { return writer.activated == 2; }));
        QCOMPARE(reader.activated, 1);
    });
}

void TestDispatcherNotifiers::areActivatedAgainWhileThereIsSomethingLeft()
{
    on([] {
        SocketPair pair;
        Watch reader(pair.ends[0], Type::Read);
        pair.send(1);
        QVERIFY(spinUntil([&] { return reader.activated == 10; }));
    });
}

void TestDispatcherNotifiers::areSilentWhileSwitchedOff()
{
    on([] {
        SocketPair pair;
        Watch reader(pair.ends[0], Type::Read);
        reader.slot = [&] { pair.drain(0); };
        QCoreApplication::processEvents();
        reader.notifier->setEnabled(false);
        pair.send(1);
        spinUntil([] { return false; }, 10ms);
        QCOMPARE(reader.activated, 0);
        for (int i = 0; i < 1001; ++i)
            reader.notifier->setEnabled(i % 2 == 0);
        QVERIFY(spinUntil([&] { return reader.activated == 1; }));
    });
}

void TestDispatcherNotifiers::canBeDeletedInTheirOwnSlot()
{
    on([] {
        SocketPair pair;
        Watch reader(pair.ends[0], Type::Read);
        Watch writer(pair.ends[0], Type::Write);
        reader.slot = [&] { reader.notifier.reset(); };
        writer.slot = [&] { writer.notifier.reset(); };
        pair.send(1);
        QVERIFY(spinUntil([&] { return reader.activated == 1 && writer.activated == 1; }));
        QVERIFY(turnsWithin(20ms) < 10);
        QCOMPARE(reader.activated + writer.activated, 2);
    });
}

void TestDispatcherNotifiers::areNotActivatedAfterAnothersSlotDeletedThem()
{
    on([] {
        SocketPair pairs[2];
        Watch first(pairs[0].ends[0], Type::Read);
        Watch second(pairs[1].ends[0], Type::Read);
        first.slot = [&] { second.notifier.reset(); };
        second.slot = [&] { first.notifier.reset(); };
        pairs[0].send(1);
        pairs[1].send(1);
        QVERIFY(spinUntil([&] { return first.activated + second.activated >= 5; }));
        QVERIFY(first.activated == 0 || second.activated == 0);
    });
}

void TestDispatcherNotifiers::areNotActivatedAfterAnothersSlotSwitchedThemOff()
{
    on([] {
        SocketPair pairs[2];
        Watch first(pairs[0].ends[0], Type::Read);
        Watch second(pairs[1].ends[0], Type::Read);
        // Off and on again: what was found before no longer counts, what is there now does.
        first.slot = [&] { second.notifier->setEnabled(false); };
        second.slot = [&] { first.notifier->setEnabled(false); };
        pairs[0].send(1);
        pairs[1].send(1);
        QVERIFY(spinUntil([&] { return first.activated + second.activated >= 5; }));
        QVERIFY(first.activated == 0 || second.activated == 0);
        const bool firstWon = first.activated > 0;
        (firstWon ? first : second).notifier->setEnabled(false);
        Watch &other = firstWon ? second : first;
        other.notifier->setEnabled(true);
        QVERIFY(spinUntil([&] { return other.activated == 1; }));
    });
}

void TestDispatcherNotifiers::signalDoesNotEndTheWait()
{
    struct sigaction action
    {
    };
    action.sa_handler = doNothing;
    QCOMPARE(::sigaction(SIGUSR1, &action, nullptr), 0);
    QFETCH(Loop, loop);
    LoopThread thread(loop);
    pthread_t id{};
    thread.run([&] { id = ::pthread_self(); });
    std::atomic<bool> done = false;
    std::atomic<int> turns = 0;
    QMetaObject::invokeMethod(
        thread.context(),
        [&] {
            turns = turnsWithin(100ms);
            done = true;
        },
        Qt::QueuedConnection);
    while (!done) {
        ::pthread_kill(id, SIGUSR1);
        std::this_thread::yield();
    }
    QVERIFY2(turns < 20, qPrintable(QString::number(turns)));
}

void TestDispatcherNotifiers::pendingOnesAreActivatedInANestedLoop()
{
    on([] {
        SocketPair pairs[2];
        Watch first(pairs[0].ends[0], Type::Read);
        Watch second(pairs[1].ends[0], Type::Read);
        int nestedOk = 0;
        const auto nest = [&](Watch &self, SocketPair &own, Watch &other) {
            own.drain(0);
            if (self.activated == 1 && other.activated == 0)
                nestedOk += spinUntil([&] { return other.activated > 0; });
        };
        first.slot = [&] { nest(first, pairs[0], second); };
        second.slot = [&] { nest(second, pairs[1], first); };
        pairs[0].send(1);
        pairs[1].send(1);
        QVERIFY(spinUntil([&] { return nestedOk == 1; }));
        spinUntil([] { return false; }, 10ms);
        QCOMPARE(first.activated, 1);
        QCOMPARE(second.activated, 1);
    });
}

void TestDispatcherNotifiers::canBeHeldBack()
{
    on([] {
        SocketPair pair;
        Watch reader(pair.ends[0], Type::Read);
        reader.slot = [&] { pair.drain(0); };
        pair.send(1);
        bool fired = false;
        QObject context;
        QTimer::singleShot(10, &context, [&] { fired = true; });
        QEventLoop loop;
        while (!fired)
            loop.processEvents(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
        QCOMPARE(reader.activated, 0);
        QVERIFY(spinUntil([&] { return reader.activated == 1; }));
    });
}

QTEST_GUILESS_MAIN(TestDispatcherNotifiers)
#include "tst_dispatcher_notifiers.moc"
