#include "server/net/loop/epoll_dispatcher.h"
#include "tests/net/loop/loop_thread.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

#include <netinet/in.h>

using namespace pushpoint;
using namespace pushpoint::net;
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

/// Qt's sockets on the loop, and what only ours does: writing before asking.
class TestEpollDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("QT_NO_GLIB", "1"); }
    void echoesMegabytes_data() { addLoops(); }
    void echoesMegabytes();
    void nestedLoopRunsInTheWritersSlot_data() { addLoops(); }
    void nestedLoopRunsInTheWritersSlot();
    void aWriteIsReasonToReturn_data() { addLoops(); }
    void aWriteIsReasonToReturn();
    void aNestedLoopMayTakeTheWakeUpOfTheOuter_data() { addLoops(); }
    void aNestedLoopMayTakeTheWakeUpOfTheOuter();
    void aConnectionUnderWayIsNotTakenForMade_data() { addLoops(); }
    void aConnectionUnderWayIsNotTakenForMade();
    void threadRunsAgainWithAFreshDispatcher();
    void wakesItselfWithoutASystemCall();
    void writesBeforeItAsks();
    void writesOutOfAWritersSlotBeforeItAsks();
    void asksWhenThereIsNoRoom();

private:
    static void on(auto body)
    {
        QFETCH(Loop, loop);
        LoopThread thread(loop);
        thread.run(body);
    }
};

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

void TestEpollDispatcher::aNestedLoopMayTakeTheWakeUpOfTheOuter()
{
    on([] {
        Connection connection;
        QVERIFY(connection.open());
        QEventLoop outer;
        QTimer guard;
        QObject::connect(&guard, &QTimer::timeout, &outer, [&] { outer.exit(1); });
        guard.start(20s);
        QObject::connect(connection.accepted.get(), &QTcpSocket::bytesWritten, &outer, [&] {
            outer.quit();
            spinUntil([] { return false; }, 10ms);
        });
        QTimer::singleShot(1, &outer, [&] { connection.accepted->write("x"); });
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
                isOurs = QAbstractEventDispatcher::instance()->inherits(
                    "pushpoint::net::EpollDispatcher");
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

void TestEpollDispatcher::writesOutOfAWritersSlotBeforeItAsks()
{
    LoopThread(Loop::Ours).run([] {
        Connection first;
        Connection second;
        QVERIFY(first.open());
        QVERIFY(second.open());
        QCoreApplication::processEvents();
        const auto before = ours().counters();
        QObject::connect(first.accepted.get(), &QTcpSocket::bytesWritten,
                         [&] { second.accepted->write("too"); });
        first.accepted->write("one");
        QVERIFY(spinUntil([&] { return second.client.bytesAvailable() == 3; }));
        QCOMPARE(ours().counters().optimisticWrites, before.optimisticWrites + 2);
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
