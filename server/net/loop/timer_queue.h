#pragma once

#include <QAbstractEventDispatcher>
#include <QHash>
#include <QVarLengthArray>

#include <chrono>
#include <map>
#include <optional>

namespace pushpoint::net {

/// The timers of one event loop, by the time at which they are due: starting, stopping and finding
/// the next costs O(log n), whatever their number. A pure structure: it is told the time and sends
/// nothing. One thread; owned by its dispatcher.
///
/// Precise timers are due to the millisecond and never early. Coarse ones may be up to a twentieth
/// of their interval off, so that neighbours share a wake-up; from 20 s on, and VeryCoarse ones
/// from 1 s on, they are due on whole seconds. In the long run each keeps its exact rate.
class TimerQueue
{
public:
    using Clock = std::chrono::steady_clock;
    using TimePoint = Clock::time_point;

    /// A timer that is due; running from takeDue() until finish().
    struct Due
    {
        int id;
        quint64 serial; ///< tells a stopped timer from a new one with the same id
        QObject *object;
        std::chrono::milliseconds interval;
    };

    bool isEmpty() const { return m_timers.empty(); }

    /// The id must not be in use.
    void add(int id, std::chrono::milliseconds interval, Qt::TimerType type, QObject *object,
             TimePoint now);
    /// False when there is no such timer. A running timer may be removed.
    bool remove(int id);
    /// False when the object has none.
    bool removeAllOf(QObject *object);
    /// As they were added, in no particular order.
    QList<QAbstractEventDispatcher::TimerInfo> timersOf(QObject *object) const;
    /// Rounded up; zero when overdue; nothing when there is no such timer.
    std::optional<std::chrono::milliseconds> remaining(int id, TimePoint now) const;

    /// When the first timer that is not running is due.
    std::optional<TimePoint> nextDeadline() const;

    /// Marks off the timers that exist now: one round fires each at most once, and none that was
    /// started or fired during it, so that timers of no interval cannot hold the loop.
    quint64 beginRound() const { return m_nextOrder; }
    /// The next timer of this round that is due, by deadline and then by age. It does not fire
    /// again until finish(), so nested loops do not enter its slot twice.
    std::optional<Due> takeDue(quint64 round, TimePoint now);
    /// Back into the queue, unless it was removed meanwhile.
    void finish(const Due &due);

private:
    struct Key
    {
        TimePoint deadline;
        quint64 order; ///< equal deadlines fire in the order in which they were set
        auto operator<=>(const Key &) const = default;
    };
    struct Timer
    {
        std::chrono::milliseconds interval;
        Qt::TimerType type;
        QObject *object;
        quint64 serial;
        TimePoint ideal; ///< the deadline before rounding: rounding errors do not add up
        Key key;
        bool running = false;
    };

    void schedule(Timer &timer, int id, TimePoint now);
    void forgetId(QObject *object, int id);

    std::map<Key, int> m_order; ///< the timers that are not running
    std::map<int, Timer> m_timers;
    QHash<QObject *, QVarLengthArray<int, 2>> m_ofObject;
    quint64 m_nextOrder = 0;
    quint64 m_nextSerial = 0;
};

/// The timeout in ms, as poll and epoll_wait take it, for a wait until the deadline. Rounded up,
/// since a wait that ends early would be followed by a busy one; −1 without a deadline, and 0,
/// without asking for the time, for TimePoint::min().
int waitTimeoutMs(std::optional<TimerQueue::TimePoint> deadline);

} // namespace pushpoint::net
