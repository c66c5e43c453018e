#pragma once

#include "server/net/loop/event_dispatcher.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <array>
#include <chrono>
#include <concepts>
#include <functional>
#include <memory>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pushpoint {

/// Whose dispatcher runs the loop: the same tests run on Qt's own, which proves that what they
/// expect is what Qt does.
enum class Loop { Ours, Qts };

inline void addLoops()
{
    QTest::addColumn<Loop>("loop");
    QTest::newRow("epoll") << Loop::Ours;
    QTest::newRow("Qt's own") << Loop::Qts;
}

/// A thread whose loop is run by the dispatcher in question. Bodies of tests are run on it while
/// the test's own thread waits.
class LoopThread
{
public:
    explicit LoopThread(Loop loop)
    {
        if (loop == Loop::Ours)
            m_thread.setEventDispatcher(net::makeServerDispatcher().release());
        m_context.moveToThread(&m_thread);
        m_thread.start();
    }
    ~LoopThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    void run(std::invocable auto body)
    {
        QMetaObject::invokeMethod(&m_context, body, Qt::BlockingQueuedConnection);
    }
    QObject *context() { return &m_context; }

private:
    QObject m_context;
    QThread m_thread;
};

/// Runs the calling thread's loop, asleep between events, until the condition holds. False when
/// that took too long.
inline bool spinUntil(std::predicate auto condition,
                      std::chrono::milliseconds limit = std::chrono::seconds(20))
{
    bool expired = false;
    QTimer guard;
    guard.setSingleShot(true);
    QObject::connect(&guard, &QTimer::timeout, &guard, [&] { expired = true; });
    guard.start(limit);
    QEventLoop loop;
    while (!condition() && !expired)
        loop.processEvents(QEventLoop::WaitForMoreEvents);
    return condition();
}

/// Runs the calling thread's loop for that long, and returns in how many turns.
inline int turnsWithin(std::chrono::milliseconds time)
{
    int turns = 0;
    QObject counter;
    QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake,
                     &counter, [&] { ++turns; });
    spinUntil([] { return false; }, time);
    return turns;
}

/// Two sockets joined to each other, non-blocking; closed with their owner unless taken.
struct SocketPair
{
    SocketPair()
    {
        opened = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data())
            == 0;
    }
    /// A pipe instead: end 0 reads, end 1 writes.
    enum Kind { Pipe };
    explicit SocketPair(Kind) { opened = ::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) == 0; }
    SocketPair(const SocketPair &) = delete;
    SocketPair &operator=(const SocketPair &) = delete;
    ~SocketPair()
    {
        for (size_t end = 0; end < ends.size(); ++end)
            close(end);
    }
    void close(size_t end)
    {
        if (opened && ends[end] >= 0)
            ::close(std::exchange(ends[end], -1));
    }
    bool send(size_t end) const { return ::write(ends[end], "x", 1) == 1; }
    /// Until there is no room for more.
    void fill(size_t end) const
    {
        const std::array<char, 4096> bytes{};
        while (::write(ends[end], bytes.data(), bytes.size()) > 0) { }
    }
    /// Until nothing is left; returns how much there was.
    qint64 drain(size_t end) const { return drained(ends[end]); }
    static qint64 drained(int descriptor)
    {
        qint64 total = 0;
        std::array<char, 4096> bytes;
        for (ssize_t got = 0; (got = ::read(descriptor, bytes.data(), bytes.size())) > 0;)
            total += got;
        return total;
    }

    std::array<int, 2> ends{-1, -1};
    bool opened = false;
};

/// A notifier that counts how often it is activated.
struct Watch
{
    Watch(int descriptor, QSocketNotifier::Type type)
        : notifier(std::make_unique<QSocketNotifier>(descriptor, type))
    {
        QObject::connect(notifier.get(), &QSocketNotifier::activated, notifier.get(), [this] {
            ++activated;
            if (slot)
                slot();
        });
    }
    std::unique_ptr<QSocketNotifier> notifier;
    std::function<void()> slot;
    int activated = 0;
};

} // namespace pushpoint

Q_DECLARE_METATYPE(pushpoint::Loop)
