#include "tests/net/loop/loop_thread.h"

#include <QRegularExpression>
#include <QTemporaryFile>

#include <memory>
#include <vector>

#include <netinet/in.h>
#include <sys/resource.h>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace std::chrono_literals;
using Type = QSocketNotifier::Type;

namespace {

// The soft limit of descriptors, raised as far as allowed.
rlim_t descriptorsMax()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

} // namespace

/// What is watched, in all its states: hung up, closed, used again, no socket at all, ten thousand.
/// The same on our dispatcher and on Qt's own.
class TestDispatcherDescriptors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("QT_NO_GLIB", "1"); }
    void knowAReusedDescriptorFromTheOldOne_data() { addLoops(); }
    void knowAReusedDescriptorFromTheOldOne();
    void surviveADescriptorClosedUnderTheOldNotifier_data() { addLoops(); }
    void surviveADescriptorClosedUnderTheOldNotifier();
    void hangUpWakesReaderAndWriter_data() { addLoops(); }
    void hangUpWakesReaderAndWriter();
    void hangUpAloneWakesTheReader_data() { addLoops(); }
    void hangUpAloneWakesTheReader();
    void errorAloneWakesTheWriter_data() { addLoops(); }
    void errorAloneWakesTheWriter();
    void hangUpNobodyWatchesDoesNotSpin_data() { addLoops(); }
    void hangUpNobodyWatchesDoesNotSpin();
    void copyLeftOpenElsewhereDoesNotSpin_data() { addLoops(); }
    void copyLeftOpenElsewhereDoesNotSpin();
    void writersWaitForRoom_data() { addLoops(); }
    void writersWaitForRoom();
    void exceptionHearsOfUrgentBytes_data() { addLoops(); }
    void exceptionHearsOfUrgentBytes();
    void regularFileIsAlwaysReady_data() { addLoops(); }
    void regularFileIsAlwaysReady();
    void badDescriptorIsSwitchedOff_data() { addLoops(); }
    void badDescriptorIsSwitchedOff();
    void tenThousandAreEachActivated_data() { addLoops(); }
    void tenThousandAreEachActivated();

private:
    static void on(auto body)
    {
        QFETCH(Loop, loop);
        LoopThread thread(loop);
        thread.run(body);
    }
};

void TestDispatcherDescriptors::knowAReusedDescriptorFromTheOldOne()
{
    on([] {
        SocketPair old[2];
        std::array<std::unique_ptr<Watch>, 2> watches;
        std::unique_ptr<SocketPair> fresh;
        std::unique_ptr<Watch> freshWatch;
        int reused = -1;
        for (size_t i = 0; i < 2; ++i) {
            watches[i] = std::make_unique<Watch>(old[i].ends[0], Type::Read);
            watches[i]->slot = [&, i] {
                if (fresh)
                    return;
                const size_t other = 1 - i;
                reused = old[other].ends[0];
                watches[other].reset();
                old[other].close(0);
                fresh = std::make_unique<SocketPair>();
                const size_t end = fresh->ends[0] == reused ? 0 : 1;
                freshWatch = std::make_unique<Watch>(fresh->ends[end], Type::Read);
                watches[i]->notifier->setEnabled(false);
            };
            old[i].send(1);
        }
        QVERIFY(spinUntil([&] { return fresh != nullptr; }));
        const size_t end = fresh->ends[0] == reused ? 0 : 1;
        QCOMPARE(fresh->ends[end], reused);
        spinUntil([] { return false; }, 10ms);
        QCOMPARE(freshWatch->activated, 0); // what was found was the old one's
        freshWatch->slot = [&] { fresh->drain(end); };
        fresh->send(1 - end);
        QVERIFY(spinUntil([&] { return freshWatch->activated == 1; }));
    });
}

void TestDispatcherDescriptors::surviveADescriptorClosedUnderTheOldNotifier()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Multiple socket")));
    on([] {
        auto old = std::make_unique<SocketPair>();
        const int number = old->ends[0];
        auto oldWatch = std::make_unique<Watch>(number, Type::Read);
        QCoreApplication::processEvents();
        old.reset(); // with the notifier still on
        SocketPair fresh;
        QCOMPARE(fresh.ends[0], number);
        Watch watch(number, Type::Read);
        watch.slot = [&] { fresh.drain(0); };
        fresh.send(1);
        QVERIFY(spinUntil([&] { return watch.activated == 1; }));
        QCOMPARE(oldWatch->activated, 0);
        fresh.send(1);
        QVERIFY(spinUntil([&] { return watch.activated == 2; }));
        oldWatch->notifier->blockSignals(true);
        oldWatch->notifier->moveToThread(nullptr); // goes without a word to the dispatcher
    });
}

void TestDispatcherDescriptors::hangUpWakesReaderAndWriter()
{
    on([] {
        SocketPair pair;
        pair.fill(0);
        Watch reader(pair.ends[0], Type::Read);
        Watch writer(pair.ends[0], Type::Write);
        reader.slot = [&] { reader.notifier->setEnabled(false); };
        writer.slot = [&] { writer.notifier->setEnabled(false); };
        spinUntil([] { return false; }, 10ms);
        QCOMPARE(reader.activated + writer.activated, 0);
        pair.close(1);
        QVERIFY(spinUntil([&] { return reader.activated == 1 && writer.activated == 1; }));
    });
}

// An empty pipe without a writer is hung up, but not readable.
void TestDispatcherDescriptors::hangUpAloneWakesTheReader()
{
    on([] {
        SocketPair pipe{SocketPair::Pipe};
        Watch reader(pipe.ends[0], Type::Read);
        reader.slot = [&] { reader.notifier->setEnabled(false); };
        pipe.close(1);
        QVERIFY(spinUntil([&] { return reader.activated == 1; }));
    });
}

// A full pipe without a reader is broken, but not writable.
void TestDispatcherDescriptors::errorAloneWakesTheWriter()
{
    on([] {
        SocketPair pipe{SocketPair::Pipe};
        pipe.fill(1);
        Watch writer(pipe.ends[1], Type::Write);
        writer.slot = [&] { writer.notifier->setEnabled(false); };
        QCoreApplication::processEvents();
        QCOMPARE(writer.activated, 0);
        pipe.close(0);
        QVERIFY(spinUntil([&] { return writer.activated == 1; }));
    });
}

void TestDispatcherDescriptors::hangUpNobodyWatchesDoesNotSpin()
{
    on([] {
        SocketPair pair;
        Watch reader(pair.ends[0], Type::Read);
        Watch writer(pair.ends[0], Type::Write);
        QVERIFY(spinUntil([&] { return writer.activated > 0; }));
        reader.notifier->setEnabled(false);
        writer.notifier->setEnabled(false);
        pair.close(1);
        QVERIFY(turnsWithin(50ms) < 10);
        reader.notifier->setEnabled(true);
        QVERIFY(spinUntil([&] { return reader.activated > 0; }));
    });
}

void TestDispatcherDescriptors::copyLeftOpenElsewhereDoesNotSpin()
{
    on([] {
        auto pair = std::make_unique<SocketPair>();
        SocketPair other;
        Watch survivor(other.ends[0], Type::Read);
        survivor.slot = [&] { other.drain(0); };
        auto watch = std::make_unique<Watch>(pair->ends[0], Type::Read);
        QCoreApplication::processEvents();
        const int copy = ::dup(pair->ends[0]); // as a child process would have one
        pair->send(1);
        ::close(pair->ends[0]);
        pair->ends[0] = -1;
        watch.reset();
        QVERIFY(turnsWithin(50ms) < 10);
        other.send(1);
        QVERIFY(spinUntil([&] { return survivor.activated == 1; }));
        ::close(copy);
    });
}

void TestDispatcherDescriptors::writersWaitForRoom()
{
    on([] {
        SocketPair pair;
        pair.fill(0);
        Watch writer(pair.ends[0], Type::Write);
        spinUntil([] { return false; }, 20ms);
        QCOMPARE(writer.activated, 0);
        pair.drain(1);
        QVERIFY(spinUntil([&] { return writer.activated > 0; }));
    });
}

void TestDispatcherDescriptors::exceptionHearsOfUrgentBytes()
{
    on([] {
        const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *const plain = reinterpret_cast<sockaddr *>(&address);
        QCOMPARE(::bind(listener, plain, size), 0);
        QCOMPARE(::listen(listener, 1), 0);
        QCOMPARE(::getsockname(listener, plain, &size), 0);
        const int sender = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        QCOMPARE(::connect(sender, plain, size), 0);
        const int receiver = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        {
            Watch exception(receiver, Type::Exception);
            Watch reader(receiver, Type::Read);
            reader.slot = [&] { SocketPair::drained(receiver); };
            QCOMPARE(::send(sender, "a", 1, 0), 1);
            QVERIFY(spinUntil([&] { return reader.activated == 1; }));
            QCOMPARE(exception.activated, 0);
            QCOMPARE(::send(sender, "!", 1, MSG_OOB), 1);
            QVERIFY(spinUntil([&] { return exception.activated > 0; }));
        }
        for (const int descriptor : {listener, sender, receiver})
            ::close(descriptor);
    });
}

void TestDispatcherDescriptors::regularFileIsAlwaysReady()
{
    on([] {
        QTemporaryFile file;
        QVERIFY(file.open());
        Watch reader(file.handle(), Type::Read);
        QVERIFY(spinUntil([&] { return reader.activated == 3; }));
        reader.notifier->setEnabled(false);
        QVERIFY(turnsWithin(20ms) < 10);
        QCOMPARE(reader.activated, 3);
        reader.notifier->setEnabled(true);
        QVERIFY(spinUntil([&] { return reader.activated == 5; }));
    });
}

void TestDispatcherDescriptors::badDescriptorIsSwitchedOff()
{
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("Invalid socket .* Read")));
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("Invalid socket .* Write")));
    on([] {
        auto pair = std::make_unique<SocketPair>();
        const int number = pair->ends[0];
        pair.reset();
        Watch reader(number, Type::Read);
        Watch writer(number, Type::Write);
        QCoreApplication::processEvents();
        QVERIFY(!reader.notifier->isEnabled());
        QVERIFY(!writer.notifier->isEnabled());
        QCOMPARE(reader.activated + writer.activated, 0);
    });
}

void TestDispatcherDescriptors::tenThousandAreEachActivated()
{
    constexpr size_t pairCount = 5'000;
    if (descriptorsMax() < 2 * pairCount + 500)
        QSKIP("this needs 10,500 descriptors");
    on([] {
        std::vector<std::unique_ptr<SocketPair>> pairs;
        std::vector<std::unique_ptr<Watch>> watches;
        qint64 bytes = 0;
        for (size_t i = 0; i < pairCount; ++i) {
            auto &pair = *pairs.emplace_back(std::make_unique<SocketPair>());
            QVERIFY(pair.opened);
            for (const int end : pair.ends) {
                auto &watch = *watches.emplace_back(std::make_unique<Watch>(end, Type::Read));
                watch.slot = [&bytes, end] { bytes += SocketPair::drained(end); };
            }
        }
        for (int round = 1; round <= 3; ++round) {
            for (const auto &pair : pairs) {
                pair->send(0);
                pair->send(1);
            }
            QVERIFY(spinUntil([&] { return bytes == round * 2 * qint64(pairCount); }));
            for (const auto &watch : watches)
                QCOMPARE(watch->activated, round);
        }
    });
}

QTEST_GUILESS_MAIN(TestDispatcherDescriptors)
#include "tst_dispatcher_descriptors.moc"
