#include "server/traffic/traffic_feed.h"

#include <iterator>
#include <utility>

namespace pushpoint {

namespace {

// What the heap and QByteArray add to each block.
constexpr qint64 blockBytes = 32;

qint64 bytesOf(const QByteArray &bytes)
{
    return bytes.isEmpty() ? 0 : bytes.size() + blockBytes;
}

qint64 bytesOf(const MessageTrace &trace)
{
    return qint64(sizeof(MessageTrace)) + blockBytes + bytesOf(trace.requestHead)
        + bytesOf(trace.contentJson) + qint64(trace.deliveries.capacity() * sizeof(DeliveryTrace))
        + blockBytes;
}

qint64 bytesOf(const TrafficEvent &event)
{
    return qint64(sizeof(TrafficEvent)) + bytesOf(event.from) + bytesOf(event.to)
        + bytesOf(event.preview) + bytesOf(event.note) + (event.trace ? bytesOf(*event.trace) : 0);
}

} // namespace

TrafficFeed::TrafficFeed(size_t capacityEvents, qint64 capacityBytes)
    : m_capacityEvents(capacityEvents), m_capacityBytes(capacityBytes)
{ }

void TrafficFeed::record(TrafficEvent event)
{
    if (!isWatched())
        return;
    beginAnewWhenAsked();
    keep(m_held, std::move(event));
    flush();
}

void TrafficFeed::keep(Waiting &waiting, TrafficEvent &&event) const
{
    qint64 bytes = bytesOf(event);
    if (event.trace && waiting.bytes + bytes > m_capacityBytes / 2) {
        event.trace.reset();
        bytes = bytesOf(event);
    }
    // Once something was lost, everything is until the next take: a batch has one gap, at its end.
    if (waiting.lost > 0 || waiting.events.size() >= m_capacityEvents
        || waiting.bytes + bytes > m_capacityBytes) {
        ++waiting.lost;
        return;
    }
    waiting.bytes += bytes;
    waiting.events.push_back(std::move(event));
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
    if (m_held.events.empty() && m_held.lost == 0)
        return;
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (!lock)
        return;
    beginAnewWhenAsked();
    const quint64 lostBefore = m_waiting.lost;
    for (TrafficEvent &event : m_held.events)
        keep(m_waiting, std::move(event));
    m_waiting.lost += m_held.lost;
    addRelaxed(counters.eventsLost, m_waiting.lost - lostBefore);
    m_held.events.clear(); // and keeps its room: this is the way of every event
    m_held.bytes = 0;
    m_held.lost = 0;
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
    if (watched && !isWatched()) {
        const std::lock_guard lock(m_mutex);
        m_waiting = {};
        m_watches.fetch_add(1, std::memory_order_release);
    }
    m_watched.store(watched, std::memory_order_relaxed);
}

TrafficFeed::Batch TrafficFeed::take()
{
    Waiting fresh;
    {
        const std::lock_guard lock(m_mutex);
        std::swap(fresh, m_waiting);
    }
    return {std::move(fresh.events), fresh.lost};
}

std::shared_ptr<const ConnectionTable> TrafficFeed::takeConnections()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_connections, nullptr);
}

} // namespace pushpoint
