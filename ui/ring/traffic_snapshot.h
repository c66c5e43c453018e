#pragma once

#include "ui/ring/traffic_chunk.h"

#include <deque>

namespace pushpoint::ui {

/// The traces of a few rows, apart from their chunk, because they are large and leave earlier.
/// Written as a chunk is: only added to, by one thread.
struct TrafficTraces
{
    static constexpr quint64 rows = 64;
    std::array<std::shared_ptr<const MessageTrace>, rows> byRow;
    qint64 bytes = 0; ///< for the one that writes
};

/// Rows by their sequence numbers, and the traces that they still have. A value that shares both.
struct TrafficRows
{
    std::deque<std::shared_ptr<TrafficChunk>> chunks; ///< oldest first
    /// Of each TrafficTraces::rows rows; null: none of them has one any more.
    std::deque<std::shared_ptr<TrafficTraces>> traces;
    quint64 firstTraces = 0; ///< traces[0] are those of the row with this × TrafficTraces::rows

    const TrafficChunk &chunkOf(quint64 sequence) const;
    const TrafficChunk::Row &compactRow(quint64 sequence) const;
    /// Null: it has none, or none any more.
    std::shared_ptr<const MessageTrace> trace(quint64 sequence) const;
    TrafficRow at(quint64 sequence) const;
};

/// Rows as they were when it was taken, to be looked through at leisure on any thread while the
/// ring goes on. A value that shares the rows, and keeps them alive as long as it lives itself.
class TrafficSnapshot
{
public:
    TrafficSnapshot() = default;
    TrafficSnapshot(TrafficRows rows, quint64 first, quint64 end)
        : m_rows(std::move(rows)), m_first(first), m_end(end)
    { }

    /// The sequence number of the oldest row.
    quint64 first() const { return m_first; }
    /// One past the newest row's.
    quint64 end() const { return m_end; }
    bool isEmpty() const { return m_first == m_end; }
    /// @param sequence from first() to end() − 1.
    TrafficRow at(quint64 sequence) const { return m_rows.at(sequence); }
    const TrafficRows &rows() const { return m_rows; }

private:
    TrafficRows m_rows;
    quint64 m_first = 0;
    quint64 m_end = 0;
};

} // namespace pushpoint::ui
