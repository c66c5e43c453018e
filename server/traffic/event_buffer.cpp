#include "server/traffic/event_buffer.h"

#include <algorithm>

namespace pushpoint {

namespace {

// What the heap and QByteArray add to each block.
constexpr qint64 blockBytes = 32;

qint64 blockBytesOf(const QByteArray &bytes)
{
    return bytes.isEmpty() ? 0 : bytes.size() + blockBytes;
}

/// Ready for as many again; but a burst's room is not kept for what is usual.
template <typename T>
void clearKeepingRoom(std::vector<T> &values)
{
    constexpr size_t usualMax = 4096;
    const size_t wanted = std::max(4 * values.size(), usualMax);
    values.clear();
    if (values.capacity() > wanted)
        values.shrink_to_fit();
}

} // namespace

qint64 EventBuffer::bytesOf(const MessageTrace &trace)
{
    return qint64(sizeof(MessageTrace)) + blockBytes + blockBytesOf(trace.requestHead)
        + blockBytesOf(trace.contentJson)
        + qint64(trace.deliveries.capacity() * sizeof(DeliveryTrace)) + blockBytes
        + qint64(sizeof(std::shared_ptr<const MessageTrace>));
}

qint64 EventBuffer::bytesOf(const TrafficEventView &event)
{
    return qint64(sizeof(Row)) + event.from.size() + event.to.size() + event.preview.size()
        + event.note.size() + event.nodes.size();
}

qint64 EventBuffer::bytes() const
{
    return qint64(m_rows.size() * sizeof(Row) + m_texts.size()) + m_traceBytes;
}

void EventBuffer::append(const TrafficEventView &event, bool withTrace)
{
    const bool keepsTrace = withTrace && event.trace;
    m_rows.push_back({.wallClockMs = event.wallClockMs,
                      .steadyNs = event.steadyNs,
                      .connectionId = event.connectionId,
                      .sizeBytes = event.sizeBytes,
                      .latencyNs = event.latencyNs,
                      .textsAt = m_texts.size(),
                      .trace = keepsTrace ? m_traces.size() : noTrace,
                      .fromBytes = quint32(event.from.size()),
                      .toBytes = quint32(event.to.size()),
                      .previewBytes = quint32(event.preview.size()),
                      .noteBytes = quint32(event.note.size()),
                      .nodesBytes = quint32(event.nodes.size()),
                      .connections = event.connections,
                      .closeCode = event.closeCode,
                      .kind = event.kind});
    for (const QByteArrayView text : {event.from, event.to, event.preview, event.note, event.nodes})
        m_texts.insert(m_texts.end(), text.cbegin(), text.cend());
    if (!keepsTrace)
        return;
    m_traces.push_back(event.trace);
    m_traceBytes += bytesOf(*event.trace);
}

TrafficEventView EventBuffer::view(size_t index) const
{
    const Row &row = m_rows[index];
    const char *texts = m_texts.data() + row.textsAt;
    const auto next = [&texts](quint32 bytes) {
        const QByteArrayView text(texts, qsizetype(bytes));
        texts += bytes;
        return text;
    };
    TrafficEventView event;
    event.kind = row.kind;
    event.wallClockMs = row.wallClockMs;
    event.steadyNs = row.steadyNs;
    event.connectionId = row.connectionId;
    event.from = next(row.fromBytes);
    event.to = next(row.toBytes);
    event.preview = next(row.previewBytes);
    event.note = next(row.noteBytes);
    event.nodes = next(row.nodesBytes);
    event.connections = row.connections;
    event.sizeBytes = row.sizeBytes;
    event.closeCode = row.closeCode;
    event.latencyNs = row.latencyNs;
    if (row.trace != noTrace)
        event.trace = m_traces[row.trace];
    return event;
}

std::vector<TrafficEvent> EventBuffer::all() const
{
    std::vector<TrafficEvent> events;
    events.reserve(size());
    for (size_t i = 0; i < size(); ++i)
        events.push_back(at(i));
    return events;
}

void EventBuffer::clear()
{
    clearKeepingRoom(m_rows);
    clearKeepingRoom(m_texts);
    clearKeepingRoom(m_traces);
    m_traceBytes = 0;
}

} // namespace pushpoint
