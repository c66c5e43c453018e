#include "server/traffic/traffic_feed.h"

#include <iterator>
#include <utility>

namespace pushpoint {

TrafficFeed::TrafficFeed(size_t capacityEvents) : m_capacityEvents(capacityEvents) { }

void TrafficFeed::record(TrafficEvent event)
{
    if (!isWatched())
        return;
    if (m_held.size() < m_capacityEvents && m_heldLost == 0)
        m_held.push_back(std::move(event));
    else
        ++m_heldLost;
    flush();
}

void TrafficFeed::flush()
{
    if (m_held.empty() && m_heldLost == 0)
        return;
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (!lock)
        return;
    quint64 lost = 0;
    for (TrafficEvent &event : m_held) {
        // Once something was lost, everything is until the next take: a batch has one gap, at its
        // end.
        if (m_waiting.lost + lost == 0 && m_waiting.events.size() < m_capacityEvents)
            m_waiting.events.push_back(std::move(event));
        else
            ++lost;
    }
    lost += std::exchange(m_heldLost, 0);
    m_waiting.lost += lost;
    addRelaxed(counters.eventsLost, lost);
    m_held.clear();
}

void TrafficFeed::publishConnections(ConnectionTable table)
{
    auto shared = std::make_shared<const ConnectionTable>(std::move(table));
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (lock)
        m_connections.swap(shared);
}

void TrafficFeed::setWatched(bool watched)
{
    if (watched && !isWatched())
        take();
    m_watched.store(watched, std::memory_order_relaxed);
}

TrafficFeed::Batch TrafficFeed::take()
{
    Batch fresh;
    const std::lock_guard lock(m_mutex);
    std::swap(fresh, m_waiting);
    return fresh;
}

std::shared_ptr<const ConnectionTable> TrafficFeed::takeConnections()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_connections, nullptr);
}

} // namespace pushpoint
