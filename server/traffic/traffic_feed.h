#pragma once

#include "server/traffic/event_buffer.h"
#include "server/traffic/traffic_totals.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace pushpoint {

/// The bounded hand-over of what happened, from the server thread to one looker (the window).
///
/// The server thread records, the looker takes whole batches at its own pace. The server never
/// waits: it only tries the lock, and what finds the buffer full is counted instead of kept, so a
/// frozen looker costs neither time nor memory. Owned by Server, outlives the server thread.
class TrafficFeed
{
public:
    /// @param capacityEvents how many events wait for the looker at the most.
    /// @param capacityBytes what they may take of memory. Traces may fill half of it: beyond,
    /// events are kept without theirs, for many rows say more than a few in full.
    explicit TrafficFeed(size_t capacityEvents = 65'536, qint64 capacityBytes = 24 * 1024 * 1024);

    struct Batch
    {
        std::vector<TrafficEvent> events; ///< in the order in which they happened
        quint64 lost = 0;                 ///< how many more happened after these and were not kept
    };

    // --- the server thread ---

    /// False while nobody looks: making the event can then be saved. Counters always count.
    bool isWatched() const { return m_watched.load(std::memory_order_relaxed); }
    /// Keeps the event for the looker, perhaps without its trace, or counts it as lost. Never
    /// blocks.
    void record(const TrafficEvent &event);
    /// Hands over what a busy lock held back. Call from time to time. Never blocks.
    void flush();
    void publishConnections(ConnectionTable table);

    using Counters = TrafficCounters;
    /// Written by the server thread only, read by anyone.
    Counters counters;

    // --- the looker, or any thread ---

    /// Starts or stops the recording of events. Starting anew begins with an empty buffer.
    void setWatched(bool watched);
    /// Everything since the last take, oldest first.
    Batch take();
    /// The newest table, or null where none came since the last call.
    std::shared_ptr<const ConnectionTable> takeConnections();
    TrafficTotals totals() const { return counters.totals(); }

private:
    struct Waiting
    {
        EventBuffer events;
        quint64 lost = 0; ///< after these

        void clear();
    };
    void keep(Waiting &waiting, const TrafficEvent &event) const;
    void handOverHeld();
    void beginAnewWhenAsked();

    const size_t m_capacityEvents;
    const qint64 m_capacityBytes;
    std::atomic<bool> m_watched{false};
    std::atomic<quint64> m_watches{0}; ///< how often the watching began; grows under the lock

    Waiting m_held;            ///< server thread: recorded while the lock was busy
    quint64 m_heldOfWatch = 0; ///< server thread: which watching that was for

    std::mutex m_mutex; ///< held only for a swap or an append
    Waiting m_waiting;
    std::shared_ptr<const ConnectionTable> m_connections;

    std::mutex m_takeMutex; ///< of lookers among themselves
    Waiting m_taken;        ///< between takes empty, with room for the next swap
};

} // namespace pushpoint
