#pragma once

#include "ui/ring/traffic_snapshot.h"

#include <optional>

namespace pushpoint::ui {

/// The newest rows up to a number and a sum of bytes, each with a sequence number that it keeps for
/// life, so that others can refer to rows while old ones leave. Rows live in chunks that never
/// move. What is over the bytes loses its traces first, the oldest before the others; only when
/// none is left must rows go. One thread; others read its snapshots.
class TrafficRing
{
public:
    explicit TrafficRing(TrafficBounds bounds) : m_bounds(bounds) { }

    const TrafficBounds &bounds() const { return m_bounds; }
    size_t size() const { return static_cast<size_t>(m_end - m_first); }
    /// The sequence number of the oldest row.
    quint64 first() const { return m_first; }
    /// One past the newest row's.
    quint64 end() const { return m_end; }
    /// What rows and traces take together.
    qint64 bytes() const { return m_chunkBytes + m_traceBytes; }

    /// @param sequence from first() to end() − 1.
    TrafficRow at(quint64 sequence) const
    {
        Q_ASSERT(sequence >= m_first && sequence < m_end);
        return m_rows.at(sequence);
    }
    const TrafficRows &rows() const { return m_rows; }
    /// @param first, end at or between those of the ring.
    TrafficSnapshot snapshot(quint64 first, quint64 end) const;

    /// The publish before this one from and to the same, if it is not too long ago.
    std::optional<quint64> previousOfPair(quint64 sequence) const;

    /// How many of the oldest rows must go before `count` (at most the capacity) can be pushed.
    size_t overflowBy(size_t count) const;
    /// How many of the oldest rows must go to come back within the bytes, now that no trace is left
    /// to give. Never all.
    size_t rowsOverBytes() const;
    void evict(size_t count);
    void push(const TrafficRow &row);
    /// @param traceLeft see TrafficRow.
    void push(const TrafficEventView &event, bool traceLeft = false);
    void pushGap(quint64 lost);

    /// The names of what was pushed since the last call: each of them once, or a few times.
    QByteArrayList takeFreshNames();

    /// What a trace is counted for.
    static qint64 bytesOf(const MessageTrace &trace);

private:
    /// Lets a row be added to the newest chunk. @param add does so.
    template <typename Add>
    void pushInto(Add add, const std::shared_ptr<const MessageTrace> &trace);
    void pushTrace(const std::shared_ptr<const MessageTrace> &trace);
    void beginTraces();
    void dropFrontTraces();
    void dropTraces();

    const TrafficBounds m_bounds;
    TrafficRows m_rows;
    quint64 m_first = 0;
    quint64 m_end = 0;
    qint64 m_chunkBytes = 0;
    qint64 m_traceBytes = 0;
    QByteArrayList m_freshNames; ///< of chunks that are full
};

} // namespace pushpoint::ui
