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

template <typename Value>
constexpr bool isText = std::is_same_v<std::remove_cvref_t<Value>, QByteArrayView>;

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
    qsizetype bytes = sizeof(Row);
    visitFields(
        [&bytes](const char *, const auto &value) {
            if constexpr (isText<decltype(value)>)
                bytes += value.size();
        },
        event);
    return bytes;
}

qint64 EventBuffer::bytes() const
{
    return qint64(m_rows.size() * sizeof(Row) + m_texts.size()) + m_traceBytes;
}

void EventBuffer::append(const TrafficEventView &event, bool withTrace)
{
    const bool keepsTrace = withTrace && event.trace;
    Row &row = m_rows.emplace_back();
    row.kind = event.kind;
    row.textsAt = m_texts.size();
    row.trace = keepsTrace ? m_traces.size() : noTrace;
    visitFields(
        [this](const char *, auto &packed, const auto &value) {
            if constexpr (isText<decltype(value)>) {
                packed = quint32(value.size());
                m_texts.insert(m_texts.end(), value.cbegin(), value.cend());
            } else {
                packed = value;
            }
        },
        row, event);
    if (!keepsTrace)
        return;
    m_traces.push_back(event.trace);
    m_traceBytes += bytesOf(*event.trace);
}

TrafficEventView EventBuffer::view(size_t index) const
{
    const Row &row = m_rows[index];
    const char *texts = m_texts.data() + row.textsAt;
    TrafficEventView event;
    event.kind = row.kind;
    visitFields(
        [&texts](const char *, auto &value, const auto &packed) {
            if constexpr (isText<decltype(value)>) {
                value = {texts, qsizetype(packed)};
                texts += packed;
            } else {
                value = packed;
            }
        },
        event, row);
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
