#pragma once

#include "server/traffic/traffic_event.h"

#include <vector>

namespace pushpoint {

/// Events packed one behind the other, without heap blocks of their own: texts that one thread
/// makes and another one frees by the ten thousand cost the first one's heap more than all the rest
/// of the telling. A value; one thread at a time.
class EventBuffer
{
public:
    size_t size() const { return m_rows.size(); }
    bool isEmpty() const { return m_rows.empty(); }
    /// What it holds of memory, traces included.
    qint64 bytes() const;

    /// @param withTrace false: as if it had none.
    void append(const TrafficEventView &event, bool withTrace = true);
    /// Valid until the buffer changes. @param index below size().
    TrafficEventView view(size_t index) const;
    /// Makes the event anew. @param index below size().
    TrafficEvent at(size_t index) const { return eventOf(view(index)); }
    std::vector<TrafficEvent> all() const;
    /// Keeps its room for as much again, but not for many times as much.
    void clear();

    /// What this event would add to bytes(), and what its trace would.
    static qint64 bytesOf(const TrafficEventView &event);
    static qint64 bytesOf(const MessageTrace &trace);

private:
    /// Of each text its length; of the trace its place in m_traces, or noTrace.
    struct Row : TrafficEventOf<quint32, size_t>
    {
        size_t textsAt = 0; ///< where its texts begin; they have nothing between them
    };
    static constexpr size_t noTrace = ~size_t(0);

    std::vector<Row> m_rows;
    std::vector<char> m_texts;
    std::vector<std::shared_ptr<const MessageTrace>> m_traces;
    qint64 m_traceBytes = 0;
};

} // namespace pushpoint
