#pragma once

#include "server/net/loop/epoll_notifiers.h"
#include "server/net/loop/loop_wake_up.h"
#include "server/net/loop/timer_queue.h"

#include <QAbstractEventDispatcher>

#include <atomic>
#include <memory>

namespace pushpoint::net {

/// Qt's event loop on Linux's epoll, for a thread with thousands of sockets. Qt's own dispatchers
/// look at every descriptor in every turn; this one only at those that are ready, and it writes
/// without asking first (see EpollNotifiers). To everything that runs on it, it behaves as Qt's
/// Unix dispatcher does, nested loops and all flags included.
///
/// One turn: posted events, optimistic writes, wait, ready notifiers, due timers.
///
/// Given to QThread::setEventDispatcher(), which owns it from then on; lives on that thread, except
/// for wakeUp() and interrupt(), which come from any. For one run of the thread only.
class EpollDispatcher : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    /// Null when the system has no descriptors left.
    static std::unique_ptr<EpollDispatcher> create();
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 intervalMs, Qt::TimerType timerType,
                       QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

    /// For tests and measurements; dispatcher's thread.
    const EpollNotifiers::Counters &counters() const { return m_notifiers.counters(); }
    quint64 wakeUpWrites() const { return m_wakeUp.writes(); }

private:
    EpollDispatcher(OwnedDescriptor epoll, OwnedDescriptor event);

    std::optional<TimerQueue::TimePoint> waitDeadline(bool mayBlock, bool withTimers) const;
    void waitWithoutNotifiers(std::optional<TimerQueue::TimePoint> deadline);
    int activateTimers();

    LoopWakeUp m_wakeUp;
    EpollNotifiers m_notifiers; ///< after what it watches
    TimerQueue m_timers;
    quint64 m_turn = 0; ///< counts those of nested loops too
    std::atomic<bool> m_interrupted = false;
};

} // namespace pushpoint::net
