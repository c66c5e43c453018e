#pragma once

#include "server/traffic/traffic_event.h"

#include <deque>

namespace pushpoint {

/// One line of the traffic: something that happened, or the place where things are missing.
struct TrafficRow
{
    TrafficEvent event;
    quint64 lost = 0; ///< above zero: a gap, and `event` says nothing

    bool isGap() const { return lost > 0; }
};

/// The newest rows up to a fixed number, each with a sequence number that it keeps for life, so
/// that others can refer to rows while old ones leave. A value; one thread.
class TrafficRing
{
public:
    explicit TrafficRing(size_t capacityRows) : m_capacityRows(capacityRows) { }

    size_t capacityRows() const { return m_capacityRows; }
    size_t size() const { return m_rows.size(); }
    /// The sequence number of the oldest row.
    quint64 first() const { return m_first; }
    /// One past the newest row's.
    quint64 end() const { return m_first + m_rows.size(); }
    /// @param sequence from first() to end() − 1.
    const TrafficRow &at(quint64 sequence) const
    {
        Q_ASSERT(sequence >= first() && sequence < end());
        return m_rows[sequence - m_first];
    }

    /// How many of the oldest rows must go before `count` (at most the capacity) can be pushed.
    size_t overflowBy(size_t count) const
    {
        const size_t wanted = m_rows.size() + count;
        return wanted > m_capacityRows ? wanted - m_capacityRows : 0;
    }
    void evict(size_t count)
    {
        Q_ASSERT(count <= m_rows.size());
        m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(count));
        m_first += count;
    }
    void push(TrafficRow row)
    {
        Q_ASSERT(m_rows.size() < m_capacityRows);
        m_rows.push_back(std::move(row));
    }

private:
    const size_t m_capacityRows;
    std::deque<TrafficRow> m_rows;
    quint64 m_first = 0;
};

} // namespace pushpoint
