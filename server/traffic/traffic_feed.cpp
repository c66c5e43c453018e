#include "server/traffic/traffic_feed.h"

#include "server/traffic/processor.h"

#include <utility>

namespace pushpoint {

TrafficFeed::TrafficFeed(size_t capacityEvents, qint64 capacityBytes)
    : m_capacityEvents(capacityEvents), m_capacityBytes(capacityBytes)
{ }

void TrafficFeed::record(const TrafficEventView &event)
{
    if (!isWatched())
        return;
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    beginAnewWhenAsked();
    if (!lock) {
        keep(m_held, event);
        return;
    }
    const quint64 lostBefore = m_waiting.lost;
    handOverHeld();
    keep(m_waiting, event);
    if (m_waiting.lost != lostBefore)
        addRelaxed(counters.eventsLost, m_waiting.lost - lostBefore);
}

void TrafficFeed::keep(Batch &waiting, const TrafficEventView &event) const
{
    // Once something was lost, everything is until the next take: a batch has one gap, at its end.
    const qint64 bytes = waiting.events.bytes() + EventBuffer::bytesOf(event);
    if (waiting.lost > 0 || waiting.events.size() >= m_capacityEvents || bytes > m_capacityBytes) {
        ++waiting.lost;
        return;
    }
    const bool withTrace
        = event.trace && bytes + EventBuffer::bytesOf(*event.trace) <= m_capacityBytes / 2;
    if (waiting.events.isEmpty())
        waiting.processor = currentProcessor();
    waiting.events.append(event, withTrace);
}

// What was held back for one who has stopped to look is not for the next.
void TrafficFeed::beginAnewWhenAsked()
{
    const quint64 watch = m_watches.load(std::memory_order_acquire);
    if (watch == m_heldOfWatch)
        return;
    m_heldOfWatch = watch;
    m_held = {};
}

void TrafficFeed::flush()
{
    if (m_held.isEmpty())
        return;
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (!lock)
        return;
    beginAnewWhenAsked();
    const quint64 lostBefore = m_waiting.lost;
    handOverHeld();
    addRelaxed(counters.eventsLost, m_waiting.lost - lostBefore);
}

// Under the lock.
void TrafficFeed::handOverHeld()
{
    for (size_t i = 0; i < m_held.events.size(); ++i)
        keep(m_waiting, m_held.events.view(i));
    m_waiting.lost += m_held.lost;
    m_held.clear();
}

void TrafficFeed::setWatched(bool watched)
{
    if (watched && !isWatched()) {
        const std::lock_guard lock(m_mutex);
        m_waiting = {};
        m_watches.fetch_add(1, std::memory_order_release);
    }
    m_watched.store(watched, std::memory_order_relaxed);
}

void TrafficFeed::take(Batch &batch)
{
    batch.clear(); // here, and not under the lock
    const std::lock_guard lock(m_mutex);
    std::swap(batch, m_waiting);
}

TrafficFeed::Batch TrafficFeed::take()
{
    Batch batch;
    take(batch);
    return batch;
}

void TrafficFeed::Batch::clear()
{
    if (!events.isEmpty())
        events.clear();
    lost = 0;
    processor = -1;
}

} // namespace pushpoint
