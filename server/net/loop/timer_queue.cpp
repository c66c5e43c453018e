#include "server/net/loop/timer_queue.h"

#include <algorithm>
#include <climits>

namespace pushpoint::net {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

// The width of the grid on which a timer is due: half of it is at most 5 % of the interval.
milliseconds gridOf(milliseconds interval, Qt::TimerType type)
{
    if (type == Qt::PreciseTimer)
        return 0ms;
    if (interval >= 20s || (type == Qt::VeryCoarseTimer && interval >= 1s))
        return 1s;
    for (const milliseconds grid : {1000ms, 500ms, 250ms, 100ms, 50ms, 25ms, 10ms, 5ms, 2ms}) {
        if (interval > 20ms && interval >= 10 * grid)
            return grid;
    }
    return 0ms;
}

TimerQueue::TimePoint roundedToGrid(TimerQueue::TimePoint ideal, milliseconds grid,
                                    TimerQueue::TimePoint now)
{
    if (grid == 0ms)
        return ideal;
    const auto late = (ideal.time_since_epoch() + grid / 2) % grid;
    const auto rounded = ideal + grid / 2 - late;
    return rounded < now ? rounded + grid : rounded;
}

} // namespace

void TimerQueue::add(int id, milliseconds interval, Qt::TimerType type, QObject *object,
                     TimePoint now)
{
    Timer &timer = m_timers[id];
    timer = {interval, type, object, m_nextSerial++, now + interval, {}, false};
    m_ofObject[object].append(id);
    schedule(timer, id, now);
}

bool TimerQueue::remove(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    if (!found->second.running)
        m_order.erase(found->second.key);
    forgetId(found->second.object, id);
    m_timers.erase(found);
    return true;
}

bool TimerQueue::removeAllOf(QObject *object)
{
    const auto ids = m_ofObject.take(object);
    for (const int id : ids) {
        const auto found = m_timers.find(id);
        if (!found->second.running)
            m_order.erase(found->second.key);
        m_timers.erase(found);
    }
    return !ids.isEmpty();
}

QList<QAbstractEventDispatcher::TimerInfo> TimerQueue::timersOf(QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> timers;
    const auto ids = m_ofObject.value(object);
    for (const int id : ids) {
        const Timer &timer = m_timers.at(id);
        timers.append({id, int(timer.interval.count()), timer.type});
    }
    return timers;
}

std::optional<milliseconds> TimerQueue::remaining(int id, TimePoint now) const
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return {};
    return std::max(0ms, std::chrono::ceil<milliseconds>(found->second.key.deadline - now));
}

std::optional<TimerQueue::TimePoint> TimerQueue::nextDeadline() const
{
    if (m_order.empty())
        return {};
    return m_order.begin()->first.deadline;
}

std::optional<TimerQueue::Due> TimerQueue::takeDue(quint64 round, TimePoint now)
{
    if (m_order.empty())
        return {};
    const auto first = m_order.begin();
    // Whatever was set during this round is due at its beginning or later, and younger.
    if (first->first.deadline > now || first->first.order >= round)
        return {};
    const int id = first->second;
    m_order.erase(first);
    Timer &timer = m_timers.at(id);
    timer.running = true;
    timer.ideal += timer.interval;
    if (timer.ideal < now) // too late to catch up: no burst of the missed ones
        timer.ideal = now + timer.interval;
    timer.key
        = {roundedToGrid(timer.ideal, gridOf(timer.interval, timer.type), now), m_nextOrder++};
    return Due{id, timer.serial, timer.object, timer.interval};
}

void TimerQueue::finish(const Due &due)
{
    const auto found = m_timers.find(due.id);
    if (found == m_timers.end() || found->second.serial != due.serial)
        return;
    found->second.running = false;
    m_order.emplace(found->second.key, due.id);
}

void TimerQueue::schedule(Timer &timer, int id, TimePoint now)
{
    timer.key
        = {roundedToGrid(timer.ideal, gridOf(timer.interval, timer.type), now), m_nextOrder++};
    m_order.emplace(timer.key, id);
}

void TimerQueue::forgetId(QObject *object, int id)
{
    const auto ids = m_ofObject.find(object);
    ids->removeOne(id);
    if (ids->isEmpty())
        m_ofObject.erase(ids);
}

int waitTimeoutMs(std::optional<TimerQueue::TimePoint> deadline)
{
    if (!deadline)
        return -1;
    if (*deadline == TimerQueue::TimePoint::min())
        return 0;
    const auto left = std::chrono::ceil<milliseconds>(*deadline - TimerQueue::Clock::now());
    return int(std::clamp<qint64>(left.count(), 0, INT_MAX));
}

} // namespace pushpoint::net
