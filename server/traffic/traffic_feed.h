#pragma once

#include "server/protocol/cluster_view.h"
#include "server/traffic/event_buffer.h"
#include "server/traffic/newest.h"
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

    /// What happened, for the looker.
    struct Batch
    {
        EventBuffer events; ///< in the order in which they happened
        quint64 lost = 0;   ///< how many more happened after these and were not kept
        /// On which processor the server's thread was when it recorded the first of them; −1: not
        /// known. See currentProcessor().
        int processor = -1;

        bool isEmpty() const { return events.isEmpty() && lost == 0; }
        void clear();
    };

    // --- the server thread ---

    /// False while nobody looks: making the event can then be saved. Counters always count.
    bool isWatched() const { return m_watched.load(std::memory_order_relaxed); }
    /// Keeps the event for the looker, perhaps without its trace, or counts it as lost. Never
    /// blocks.
    void record(const TrafficEventView &event);
    void record(const TrafficEvent &event) { record(viewOf(event)); }
    /// Hands over what a busy lock held back. Call from time to time. Never blocks.
    void flush();
    void publishConnections(ConnectionTable table) { m_connections.put(std::move(table)); }
    void publishCluster(ClusterView view) { m_cluster.put(std::move(view)); }

    using Counters = TrafficCounters;
    /// Written by the server thread only, read by anyone.
    Counters counters;

    // --- the looker, or any thread ---

    /// Starts or stops the recording of events. Starting anew begins with an empty buffer.
    void setWatched(bool watched);
    /// Puts everything since the last take, oldest first, in the place of what is in the batch,
    /// whose room is used for what happens next: a looker takes into the same one again and again.
    void take(Batch &batch);
    Batch take();
    /// The newest table, or null where none came since the last call.
    std::shared_ptr<const ConnectionTable> takeConnections() { return m_connections.take(); }
    /// The newest view of the nodes, or null where none came since the last call. One comes each
    /// second, and whenever the link changes, while somebody watches.
    std::shared_ptr<const ClusterView> takeCluster() { return m_cluster.take(); }
    TrafficTotals totals() const { return counters.totals(); }

private:
    void keep(Batch &waiting, const TrafficEventView &event) const;
    void handOverHeld();
    void beginAnewWhenAsked();

    const size_t m_capacityEvents;
    const qint64 m_capacityBytes;
    std::atomic<bool> m_watched{false};
    std::atomic<quint64> m_watches{0}; ///< how often the watching began; grows under the lock

    Batch m_held;              ///< server thread: recorded while the lock was busy
    quint64 m_heldOfWatch = 0; ///< server thread: which watching that was for

    std::mutex m_mutex; ///< held only for a swap or an append
    Batch m_waiting;

    Newest<ConnectionTable> m_connections;
    Newest<ClusterView> m_cluster;
};

} // namespace pushpoint
