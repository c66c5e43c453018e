#include "tests/net/loop/loop_thread.h"

#include <QDeadlineTimer>
#include <QPointer>
#include <QSignalSpy>

#include <atomic>
#include <thread>
#include <vector>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace std::chrono_literals;

/// The loop as a whole: waking, ending, nesting, flags. The same on our dispatcher and on Qt's own.
class TestDispatcherLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("QT_NO_GLIB", "1"); }
    void losesNoEventPostedFromOtherThreads_data() { addLoops(); }
    void losesNoEventPostedFromOtherThreads();
    void sleepsWhenThereIsNothing_data() { addLoops(); }
    void sleepsWhenThereIsNothing();
    void returnsFalseWhenThereWasNothing_data() { addLoops(); }
    void returnsFalseWhenThereWasNothing();
    void quitFromAnotherThreadIsNeverMissed_data() { addLoops(); }
    void quitFromAnotherThreadIsNeverMissed();
    void nestedLoopsEndInsideOut_data() { addLoops(); }
    void nestedLoopsEndInsideOut();
    void deletesLaterInTheRightLoop_data() { addLoops(); }
    void deletesLaterInTheRightLoop();
    void interruptReturnsAtOnce_data() { addLoops(); }
    void interruptReturnsAtOnce();
    void tellsBeforeItBlocksAndWhenItIsAwake_data() { addLoops(); }
    void tellsBeforeItBlocksAndWhenItIsAwake();
    void holdsTimersBack_data() { addLoops(); }
    void holdsTimersBack();

private:
    static void on(auto body)
    {
        QFETCH(Loop, loop);
        LoopThread thread(loop);
        thread.run(body);
    }
};

void TestDispatcherLoop::losesNoEventPostedFromOtherThreads()
{
    QFETCH(Loop, loop);
    constexpr int eventsPerThread = 25'000;
    LoopThread thread(loop);
    std::atomic<int> arrived = 0;
    std::vector<std::thread> posters;
    for (int i = 0; i < 4; ++i) {
        posters.emplace_back([&] {
            for (int n = 0; n < eventsPerThread; ++n)
                QMetaObject::invokeMethod(thread.context(), [&] { ++arrived; });
        });
    }
    for (std::thread &poster : posters)
        poster.join();
    QTRY_COMPARE_WITH_TIMEOUT(arrived.load(), 4 * eventsPerThread, 30'000);
    // One by one, each into a loop that is about to fall asleep.
    for (int n = 0; n < 20'000; ++n) {
        arrived = 0;
        QMetaObject::invokeMethod(thread.context(), [&] { arrived = 1; });
        QDeadlineTimer deadline(10s);
        while (arrived == 0 && !deadline.hasExpired())
            std::this_thread::yield();
        QCOMPARE(arrived.load(), 1);
    }
}

void TestDispatcherLoop::sleepsWhenThereIsNothing()
{
    on([] {
        QCoreApplication::processEvents();
        QVERIFY(turnsWithin(100ms) < 10);
    });
}

void TestDispatcherLoop::returnsFalseWhenThereWasNothing()
{
    on([] {
        auto *dispatcher = QAbstractEventDispatcher::instance();
        while (dispatcher->processEvents(QEventLoop::AllEvents)) { }
        QVERIFY(!dispatcher->processEvents(QEventLoop::AllEvents));
        int called = 0;
        QObject context;
        QMetaObject::invokeMethod(
            &context, [&] { ++called; }, Qt::QueuedConnection);
        QVERIFY(dispatcher->processEvents(QEventLoop::AllEvents));
        QCOMPARE(called, 1);
        QVERIFY(!dispatcher->processEvents(QEventLoop::AllEvents));
        dispatcher->wakeUp();
        QVERIFY(dispatcher->processEvents(QEventLoop::WaitForMoreEvents));
    });
}

void TestDispatcherLoop::quitFromAnotherThreadIsNeverMissed()
{
    QFETCH(Loop, loop);
    for (int run = 0; run < 300; ++run) {
        QThread thread;
        if (loop == Loop::Ours)
            thread.setEventDispatcher(makeServerDispatcher().release());
        thread.start();
        for (int i = 0; i < run; ++i) // each time a little later
            std::this_thread::yield();
        thread.quit();
        QVERIFY(thread.wait(10'000));
    }
    LoopThread thread(loop);
    for (int run = 0; run < 2'000; ++run) {
        QEventLoop *inner = nullptr;
        std::atomic<QEventLoop *> published = nullptr;
        std::atomic<bool> ended = false;
        QMetaObject::invokeMethod(thread.context(), [&] {
            QEventLoop nested;
            published = &nested;
            nested.exec();
            ended = true;
        });
        while ((inner = published) == nullptr) { }
        QMetaObject::invokeMethod(thread.context(), [inner] { inner->quit(); });
        QDeadlineTimer deadline(10s);
        while (!ended && !deadline.hasExpired())
            std::this_thread::yield();
        QVERIFY(ended);
    }
}

void TestDispatcherLoop::nestedLoopsEndInsideOut()
{
    on([] {
        QList<int> ended;
        QObject context;
        const auto nest = [&](auto &&self, int depth) -> void {
            QEventLoop loop;
            QTimer::singleShot(1, &context, [&, depth] {
                if (depth < 10)
                    self(self, depth + 1);
                loop.quit();
            });
            loop.exec();
            ended.append(depth);
        };
        nest(nest, 1);
        QCOMPARE(ended, (QList{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}));
    });
}

void TestDispatcherLoop::deletesLaterInTheRightLoop()
{
    on([] {
        auto *object = new QObject;
        QPointer<QObject> watch(object);
        object->deleteLater();
        bool aliveInside = false;
        QEventLoop inner;
        QTimer::singleShot(5, &inner, [&] {
            aliveInside = !watch.isNull();
            inner.quit();
        });
        inner.exec();
        QVERIFY(aliveInside); // it belongs to the loop outside
        QEventLoop second;
        auto *own = new QObject;
        QPointer<QObject> ownWatch(own);
        QTimer::singleShot(0, &second, [&] { own->deleteLater(); });
        QTimer::singleShot(20, &second, &QEventLoop::quit);
        second.exec();
        QVERIFY(ownWatch.isNull());
        watch->setParent(nullptr);
    });
}

void TestDispatcherLoop::interruptReturnsAtOnce()
{
    on([] {
        auto *dispatcher = QAbstractEventDispatcher::instance();
        while (dispatcher->processEvents(QEventLoop::AllEvents)) { }
        std::thread other([&] {
            std::this_thread::yield();
            dispatcher->interrupt();
        });
        dispatcher->processEvents(QEventLoop::WaitForMoreEvents); // or the test never ends
        other.join();
        while (dispatcher->processEvents(QEventLoop::AllEvents)) { }
        bool fired = false;
        QObject context;
        QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, &context,
                         [&] { dispatcher->interrupt(); });
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, [&] { fired = true; });
        timer.start(0ms);
        QVERIFY(!dispatcher->processEvents(QEventLoop::WaitForMoreEvents));
        QVERIFY(!fired);
    });
}

void TestDispatcherLoop::tellsBeforeItBlocksAndWhenItIsAwake()
{
    on([] {
        auto *dispatcher = QAbstractEventDispatcher::instance();
        while (dispatcher->processEvents(QEventLoop::AllEvents)) { }
        QSignalSpy awake(dispatcher, &QAbstractEventDispatcher::awake);
        QSignalSpy blocks(dispatcher, &QAbstractEventDispatcher::aboutToBlock);
        dispatcher->processEvents(QEventLoop::AllEvents);
        QCOMPARE(awake.count(), 1);
        QCOMPARE(blocks.count(), 0);
        QTimer timer;
        timer.start(5ms);
        dispatcher->processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(awake.count(), 2);
        QCOMPARE(blocks.count(), 1);
        // Who posts an event as it is about to block is served before the sleep.
        timer.stop();
        bool served = false;
        QObject context;
        QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &context, [&] {
            QMetaObject::invokeMethod(
                &context, [&] { served = true; }, Qt::QueuedConnection);
        });
        dispatcher->processEvents(QEventLoop::WaitForMoreEvents);
        dispatcher->processEvents(QEventLoop::AllEvents);
        QVERIFY(served);
    });
}

void TestDispatcherLoop::holdsTimersBack()
{
    on([] {
        auto *dispatcher = QAbstractEventDispatcher::instance();
        int fired = 0;
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, [&] { ++fired; });
        timer.start(0ms);
        for (int i = 0; i < 5; ++i)
            dispatcher->processEvents(QEventLoop::X11ExcludeTimers);
        QCOMPARE(fired, 0);
        dispatcher->processEvents(QEventLoop::AllEvents);
        QCOMPARE(fired, 1);
    });
}

QTEST_GUILESS_MAIN(TestDispatcherLoop)
#include "tst_dispatcher_loop.moc"
