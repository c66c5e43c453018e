#include "ui/ring/traffic_chunk.h"

#include <algorithm>
#include <cstring>

namespace pushpoint {

namespace {

QByteArray copyOf(QByteArrayView text)
{
    return text.isEmpty() ? QByteArray() : text.toByteArray();
}

} // namespace

TrafficChunk::TrafficChunk(quint64 first)
    : m_first(first), m_rows(std::make_unique_for_overwrite<Row[]>(rowsMax))
{
    m_blocks[0] = std::make_unique_for_overwrite<char[]>(blockBytes);
    m_blocksUsed = 1;
    addText({}); // at 0: the empty text, for all
}

bool TrafficChunk::isFull() const
{
    // Each text of the next row could need a block of its own, and its nodes a number.
    return m_size == rowsMax || m_blocksUsed + textsOfRow > blocksMax || m_nodesUsed == nodesMax;
}

TrafficChunk::TextAt TrafficChunk::addText(QByteArrayView text)
{
    const auto length = static_cast<quint16>(std::min(text.size(), textBytesMax));
    if (m_blockFilled + sizeof length + length > blockBytes) {
        m_blocks[m_blocksUsed] = std::make_unique_for_overwrite<char[]>(blockBytes);
        ++m_blocksUsed;
        m_blockFilled = 0;
    }
    const auto at = static_cast<TextAt>((m_blocksUsed - 1) * blockBytes + m_blockFilled);
    char *place = m_blocks[m_blocksUsed - 1].get() + m_blockFilled;
    std::memcpy(place, &length, sizeof length);
    if (length > 0)
        std::memcpy(place + sizeof length, text.data(), length);
    m_blockFilled += static_cast<quint32>(sizeof length) + length;
    return at;
}

TrafficChunk::TextAt TrafficChunk::addName(QByteArrayView name)
{
    if (name.isEmpty())
        return 0;
    const auto known = m_names.constFind(QByteArray::fromRawData(name.data(), name.size()));
    if (known != m_names.cend())
        return *known;
    const TextAt at = addText(name);
    const QByteArray kept = name.toByteArray();
    m_names.insert(kept, at);
    m_freshNames += kept;
    return at;
}

quint8 TrafficChunk::addNodes(QByteArrayView nodes)
{
    if (nodes.isEmpty())
        return 0;
    for (size_t number = 1; number < m_nodesUsed; ++number) {
        if (text(m_nodes[number]) == nodes)
            return static_cast<quint8>(number);
    }
    m_nodes[m_nodesUsed] = addText(nodes);
    return static_cast<quint8>(m_nodesUsed++);
}

QByteArrayView TrafficChunk::text(TextAt at) const
{
    const char *place = m_blocks[at / blockBytes].get() + at % blockBytes;
    quint16 length = 0;
    std::memcpy(&length, place, sizeof length);
    return {place + sizeof length, length};
}

void TrafficChunk::push(const TrafficEventView &event, bool traceLeft)
{
    Q_ASSERT(!isFull());
    m_rows[m_size] = {.wallClockMs = event.wallClockMs,
                      .steadyNs = event.steadyNs,
                      .connectionId = event.connectionId,
                      .sizeBytes = event.sizeBytes,
                      .latencyNs = event.latencyNs,
                      .from = addName(event.from),
                      .to = addName(event.to),
                      .preview = event.preview.isEmpty() ? 0 : addText(event.preview),
                      .note = event.note.isEmpty() ? 0 : addText(event.note),
                      .connections = event.connections,
                      .closeCode = static_cast<quint16>(event.closeCode),
                      .kind = static_cast<quint8>(event.kind),
                      .isGap = false,
                      .hadTrace = event.trace != nullptr || traceLeft,
                      .nodes = static_cast<quint8>(addNodes(event.nodes) & 0x3f)};
    ++m_size;
}

void TrafficChunk::pushGap(quint64 lost)
{
    Q_ASSERT(!isFull());
    m_rows[m_size] = {};
    m_rows[m_size].connectionId = lost;
    m_rows[m_size].isGap = true;
    ++m_size;
}

qint64 TrafficChunk::bytes() const
{
    return static_cast<qint64>(sizeof(TrafficChunk) + rowsMax * sizeof(Row)
                               + m_blocksUsed * blockBytes);
}

TrafficRow TrafficChunk::fullRow(quint32 index) const
{
    const Row &row = m_rows[index];
    TrafficRow full;
    if (row.isGap) {
        full.lost = row.connectionId;
        return full;
    }
    TrafficEvent &event = full.event;
    event.kind = static_cast<TrafficKind>(row.kind);
    event.wallClockMs = row.wallClockMs;
    event.steadyNs = row.steadyNs;
    event.connectionId = row.connectionId;
    event.from = copyOf(text(row.from));
    event.to = copyOf(text(row.to));
    event.connections = row.connections;
    event.sizeBytes = row.sizeBytes;
    event.preview = copyOf(text(row.preview));
    event.closeCode = row.closeCode;
    event.note = copyOf(text(row.note));
    event.latencyNs = row.latencyNs;
    event.nodes = copyOf(text(nodesAt(row)));
    full.traceLeft = row.hadTrace;
    return full;
}

} // namespace pushpoint
