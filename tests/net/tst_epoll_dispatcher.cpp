#include "loop_thread.h"
#include "server/net/epoll_dispatcher.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <netinet/in.h>

using namespace pushpoint;
using namespace std::chrono_literals;

namespace {

/// Two ends of one connection over loopback, both on the calling thread's loop.
struct Connection
{
    bool open()
    {
        if (!server.listen(QHostAddress::LocalHost))
            return false;
        client.connectToHost(QHostAddress::LocalHost, server.serverPort());
        if (!spinUntil([&] { return server.hasPendingConnections(); }))
            return false;
        accepted.reset(server.nextPendingConnection());
        return spinUntil([&] { return client.state() == QAbstractSocket::ConnectedState; });
    }
    QTcpServer server;
    QTcpSocket client;
    std::unique_ptr<QTcpSocket> accepted;
};

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char((i * 131) >> 3);
    return bytes;
}

const EpollDispatcher &ours()
{
    return *qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance());
}

} // namespace

/// The loop as a whole: waking, nesting, flags, Qt's sockets; and what only ours does, writing
/// before asking.
class TestEpollDispatcher : public QObject
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
    void echoesMegabytes_data() { addLoops(); }
    void echoesMegabytes();
    void nestedLoopRunsInTheWritersSlot_data() { addLoops(); }
    void nestedLoopRunsInTheWritersSlot();
    void aWriteIsReasonToReturn_data() { addLoops(); }
    void aWriteIsReasonToReturn();
    void aNestedLoopMayTakeTheWakeUpOfTheOuter();
    void aConnectionUnderWayIsNotTakenForMade_data() { addLoops(); }
    void aConnectionUnderWayIsNotTakenForMade();
    void threadRunsAgainWithAFreshDispatcher();
    void wakesItselfWithoutASystemCall();
    void writesBeforeItAsks();
    void asksWhenThereIsNoRoom();

private:
    static void on(auto body)
    {
        QFETCH(Loop, loop);
        LoopThread thread(loop);
        thread.run(body);
    }
};

void TestEpollDispatcher::losesNoEventPostedFromOtherThreads()
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

void TestEpollDispatcher::sleepsWhenThereIsNothing()
{
    on([] {
        QCoreApplication::processEvents();
        QVERIFY(turnsWithin(100ms) < 10);
    });
}

void TestEpollDispatcher::returnsFalseWhenThereWasNothing()
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

void TestEpollDispatcher::quitFromAnotherThreadIsNeverMissed()
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

void TestEpollDispatcher::nestedLoopsEndInsideOut()
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

void TestEpollDispatcher::deletesLaterInTheRightLoop()
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

void TestEpollDispatcher::interruptReturnsAtOnce()
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

void TestEpollDispatcher::tellsBeforeItBlocksAndWhenItIsAwake()
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

void TestEpollDispatcher::holdsTimersBack()
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

void TestEpollDispatcher::echoesMegabytes()
{
    on([] {
        Connection connection;
        QVERIFY(connection.open());
        QTcpSocket &echo = *connection.accepted;
        QObject::connect(&echo, &QTcpSocket::readyRead, [&] { echo.write(echo.readAll()); });
        const QByteArray sent = pattern(8 * 1024 * 1024);
        QByteArray got;
        QObject::connect(&connection.client, &QTcpSocket::readyRead,
                         [&] { got += connection.client.readAll(); });
        connection.client.write(sent);
        QVERIFY(spinUntil([&] { return got.size() >= sent.size(); }));
        QVERIFY(got == sent);
        bool closed = false;
        QObject::connect(&echo, &QTcpSocket::disconnected, [&] { closed = true; });
        connection.client.write("bye");
        connection.client.disconnectFromHost();
        QVERIFY(spinUntil([&] { return closed; }));
    });
}

void TestEpollDispatcher::nestedLoopRunsInTheWritersSlot()
{
    on([] {
        Connection connection;
        QVERIFY(connection.open());
        QTcpSocket &writer = *connection.accepted;
        QByteArray got;
        QObject::connect(&connection.client, &QTcpSocket::readyRead,
                         [&] { got += connection.client.readAll(); });
        bool nested = false;
        bool receivedInside = false;
        QObject::connect(&writer, &QTcpSocket::bytesWritten, [&] {
            if (std::exchange(nested, true))
                return;
            receivedInside = spinUntil([&] { return got == "first"; });
            writer.write("second");
        });
        writer.write("first");
        QVERIFY(spinUntil([&] { return receivedInside; }));
        QVERIFY(spinUntil([&] { return got == "firstsecond"; }));
    });
}

void TestEpollDispatcher::aWriteIsReasonToReturn()
{
    on([] {
        Connection connection;
        QVERIFY(connection.open());
        connection.client.setReadBufferSize(1);
        connection.accepted->write("xy"); // from here on nothing arrives anywhere
        QVERIFY(spinUntil([&] { return connection.client.bytesAvailable() == 1; }));
        connection.accepted->write("z");
        QElapsedTimer clock;
        clock.start();
        QVERIFY(spinUntil([&] { return connection.accepted->bytesToWrite() == 0; }));
        QVERIFY(clock.elapsed() < 10'000);
    });
}

// Qt's own would sleep on in the outer loop.
void TestEpollDispatcher::aNestedLoopMayTakeTheWakeUpOfTheOuter()
{
    LoopThread(Loop::Ours).run([] {
        QEventLoop outer;
        QTimer guard;
        QObject::connect(&guard, &QTimer::timeout, &outer, [&] { outer.exit(1); });
        guard.start(20s);
        QMetaObject::invokeMethod(
            &outer,
            [&] {
                outer.quit();
                spinUntil([] { return false; }, 10ms);
            },
            Qt::QueuedConnection);
        QCOMPARE(outer.exec(), 0);
    });
}

// The listener's queue is full, so the kernel drops the SYN, and the connection stays under way
// until it is tried again, a second later.
void TestEpollDispatcher::aConnectionUnderWayIsNotTakenForMade()
{
    on([] {
        const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *const plain = reinterpret_cast<sockaddr *>(&address);
        QCOMPARE(::bind(listener, plain, size), 0);
        QCOMPARE(::listen(listener, 0), 0);
        QCOMPARE(::getsockname(listener, plain, &size), 0);
        const int blocker = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        QCOMPARE(::connect(blocker, plain, size), 0); // takes the only place

        QTcpSocket socket;
        QSignalSpy errors(&socket, &QTcpSocket::errorOccurred);
        socket.connectToHost(QHostAddress::LocalHost, ntohs(address.sin_port));
        spinUntil([] { return false; }, 100ms);
        QCOMPARE(socket.state(), QAbstractSocket::ConnectingState);
        const int first = ::accept(listener, nullptr, nullptr);
        QVERIFY(spinUntil([&] { return socket.state() == QAbstractSocket::ConnectedState; }));
        const int second = ::accept(listener, nullptr, nullptr);
        socket.write("x");
        QVERIFY(spinUntil([&] { return socket.bytesToWrite() == 0; }));
        char byte = 0;
        QCOMPARE(::read(second, &byte, 1), 1);
        QCOMPARE(errors.count(), 0);
        for (const int descriptor : {listener, blocker, first, second})
            ::close(descriptor);
    });
}

void TestEpollDispatcher::threadRunsAgainWithAFreshDispatcher()
{
    QThread thread;
    for (int run = 0; run < 20; ++run) {
        auto dispatcher = makeServerDispatcher();
        QVERIFY(dispatcher);
        QPointer<QAbstractEventDispatcher> watch(dispatcher.get());
        thread.setEventDispatcher(dispatcher.release());
        auto *object = new QObject;
        object->moveToThread(&thread);
        thread.start();
        bool isOurs = false;
        QMetaObject::invokeMethod(
            object,
            [&] {
                isOurs
                    = QAbstractEventDispatcher::instance()->inherits("pushpoint::EpollDispatcher");
            },
            Qt::BlockingQueuedConnection);
        QVERIFY(isOurs);
        object->deleteLater();
        thread.quit();
        QVERIFY(thread.wait(10'000));
        QVERIFY(watch.isNull());
    }
}

void TestEpollDispatcher::wakesItselfWithoutASystemCall()
{
    LoopThread(Loop::Ours).run([] {
        const quint64 before = ours().wakeUpWrites();
        int left = 1000;
        QObject context;
        const auto again = [&](auto &&self) -> void {
            if (--left > 0)
                QMetaObject::invokeMethod(
                    &context, [&] { self(self); }, Qt::QueuedConnection);
        };
        again(again);
        QVERIFY(spinUntil([&] { return left == 0; }));
        QCOMPARE(ours().wakeUpWrites(), before);
    });
}

void TestEpollDispatcher::writesBeforeItAsks()
{
    LoopThread(Loop::Ours).run([] {
        Connection connection;
        QVERIFY(connection.open());
        QTcpSocket &writer = *connection.accepted;
        QCoreApplication::processEvents();
        const auto before = ours().counters();
        quint64 waitsAtWrite = 0;
        int got = 0;
        QObject::connect(&writer, &QTcpSocket::bytesWritten,
                         [&] { waitsAtWrite = ours().counters().waits; });
        QObject::connect(&connection.client, &QTcpSocket::readyRead,
                         [&] { got += int(connection.client.readAll().size()); });
        for (int message = 1; message <= 100; ++message) {
            const quint64 waits = ours().counters().waits;
            writer.write("hello");
            QCOMPARE(writer.bytesToWrite(), 5); // Qt's socket only keeps it
            QVERIFY(spinUntil([&] { return got == message * 5; }));
            QCOMPARE(waitsAtWrite, waits); // gone before epoll was asked anything
        }
        QCOMPARE(ours().counters().optimisticWrites, before.optimisticWrites + 100);
        QCOMPARE(ours().counters().interestChanges, before.interestChanges);
    });
}

void TestEpollDispatcher::asksWhenThereIsNoRoom()
{
    LoopThread(Loop::Ours).run([] {
        Connection connection;
        QVERIFY(connection.open());
        connection.client.setReadBufferSize(1024); // and nobody reads
        QTcpSocket &writer = *connection.accepted;
        const QByteArray sent = pattern(16 * 1024 * 1024);
        writer.write(sent);
        spinUntil([] { return false; }, 50ms);
        QVERIFY(writer.bytesToWrite() > 0);
        const auto before = ours().counters();
        QVERIFY(turnsWithin(50ms) < 10); // it waits for room
        QCOMPARE(ours().counters().optimisticWrites, before.optimisticWrites);
        QByteArray got;
        QObject::connect(&connection.client, &QTcpSocket::readyRead,
                         [&] { got += connection.client.readAll(); });
        connection.client.setReadBufferSize(0);
        got += connection.client.readAll();
        QVERIFY(spinUntil([&] { return got.size() == sent.size(); }));
        QVERIFY(got == sent);
    });
}

QTEST_GUILESS_MAIN(TestEpollDispatcher)
#include "tst_epoll_dispatcher.moc"
