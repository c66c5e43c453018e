#include "server/net/loop/epoll_dispatcher.h"

#include <QCoreApplication>
#include <QThread>
#include <QTimerEvent>

#include <algorithm>
#include <cerrno>
#include <climits>

#include <poll.h>

namespace pushpoint::net {

using std::chrono::milliseconds;

std::unique_ptr<EpollDispatcher> EpollDispatcher::create()
{
    OwnedDescriptor epoll = EpollNotifiers::makeDescriptor();
    OwnedDescriptor event = LoopWakeUp::makeDescriptor();
    if (!epoll.isValid() || !event.isValid())
        return nullptr;
    return std::unique_ptr<EpollDispatcher>(
        new EpollDispatcher(std::move(epoll), std::move(event)));
}

EpollDispatcher::EpollDispatcher(OwnedDescriptor epoll, OwnedDescriptor event)
    : m_wakeUp(std::move(event)), m_notifiers(std::move(epoll), m_wakeUp.descriptor())
{ }

EpollDispatcher::~EpollDispatcher() = default;

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    const bool withNotifiers = (flags & QEventLoop::ExcludeSocketNotifiers) == 0;
    const bool withTimers = (flags & QEventLoop::X11ExcludeTimers) == 0;
    m_interrupted.store(false, std::memory_order_relaxed);
    const quint64 turn = ++m_turn;
    // Taken before the posted events: whatever is posted from here on wakes the loop anew. What
    // woke it before may have been the end of an event loop, so this turn does not block either.
    const bool wasWoken = m_wakeUp.beginRunning();
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();

    int activated = wasWoken ? 1 : 0;
    if (withNotifiers)
        activated += m_notifiers.activateFreshWrites();
    const bool canWait = flags.testFlag(QEventLoop::WaitForMoreEvents)
        // exec() only looks whether it was ended, which wakes us; others look at what was written.
        && (activated == 0 || (!wasWoken && flags.testFlag(QEventLoop::EventLoopExec)))
        // Posting an event wakes the loop, so being unwoken also tells that none waits.
        && !m_wakeUp.isWoken()
        // A nested loop ran meanwhile, and took the wake-ups that were meant for this one too.
        && m_turn == turn && !(withNotifiers && m_notifiers.mustNotBlock());
    if (canWait)
        Q_EMIT aboutToBlock();
    if (m_interrupted.load(std::memory_order_relaxed))
        return false;

    // Its slots may have started timers, written, or posted events.
    const bool mayBlock
        = canWait && !(withNotifiers && m_notifiers.mustNotBlock()) && m_wakeUp.beginSleeping();
    const auto deadline = waitDeadline(mayBlock, withTimers);
    if (!withNotifiers) {
        waitWithoutNotifiers(deadline);
    } else if (m_notifiers.wait(deadline)) {
        m_wakeUp.drain();
    }
    if (mayBlock && m_wakeUp.beginRunning())
        ++activated;

    if (withNotifiers)
        activated += m_notifiers.activateReady();
    if (withTimers)
        activated += activateTimers();
    return activated > 0;
}

std::optional<TimerQueue::TimePoint> EpollDispatcher::waitDeadline(bool mayBlock,
                                                                   bool withTimers) const
{
    if (!mayBlock)
        return TimerQueue::TimePoint::min();
    return withTimers ? m_timers.nextDeadline() : std::nullopt;
}

// The epoll descriptor would be readable at once, for what is not asked for.
void EpollDispatcher::waitWithoutNotifiers(std::optional<TimerQueue::TimePoint> deadline)
{
    pollfd wake{m_wakeUp.descriptor(), POLLIN, 0};
    int ready = 0;
    do {
        ready = ::poll(&wake, 1, waitTimeoutMs(deadline));
    } while (ready == -1 && errno == EINTR);
    if (ready > 0)
        m_wakeUp.drain();
}

int EpollDispatcher::activateTimers()
{
    if (m_timers.isEmpty())
        return 0;
    int activated = 0;
    const auto now = TimerQueue::Clock::now();
    const quint64 round = m_timers.beginRound();
    while (const auto due = m_timers.takeDue(round, now)) {
        // Timers of no interval are no reason to look again: processEvents() would never end.
        if (due->interval.count() > 0)
            ++activated;
        QTimerEvent event(due->id);
        QCoreApplication::sendEvent(due->object, &event);
        m_timers.finish(*due);
    }
    return activated;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    Q_ASSERT(notifier->thread() == thread() && thread() == QThread::currentThread());
    m_notifiers.add(notifier);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    Q_ASSERT(notifier->thread() == thread() && thread() == QThread::currentThread());
    m_notifiers.remove(notifier);
}

void EpollDispatcher::registerTimer(int timerId, qint64 intervalMs, Qt::TimerType timerType,
                                    QObject *object)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_timers.add(timerId, milliseconds(std::max<qint64>(intervalMs, 0)), timerType, object,
                 TimerQueue::Clock::now());
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    Q_ASSERT(thread() == QThread::currentThread());
    return m_timers.remove(timerId);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    Q_ASSERT(thread() == QThread::currentThread());
    return m_timers.removeAllOf(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.timersOf(object);
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto left = m_timers.remaining(timerId, TimerQueue::Clock::now());
    return left ? int(std::min<qint64>(left->count(), INT_MAX)) : -1;
}

void EpollDispatcher::wakeUp()
{
    m_wakeUp.wakeUp();
}

void EpollDispatcher::interrupt()
{
    m_interrupted.store(true, std::memory_order_relaxed);
    m_wakeUp.wakeUp();
}

} // namespace pushpoint::net
