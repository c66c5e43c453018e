#include "ui/ring/traffic_chunk.h"

#include <algorithm>
#include <cstring>

namespace pushpoint::ui {

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

void TrafficChunk::keep(NameAt &kept, QByteArrayView name)
{
    kept = {};
    if (name.isEmpty())
        return;
    const auto known = m_names.constFind(QByteArray::fromRawData(name.data(), name.size()));
    if (known != m_names.cend()) {
        kept = {*known};
        return;
    }
    kept = {addText(name)};
    const QByteArray own = name.toByteArray();
    m_names.insert(own, kept);
    m_freshNames += own;
}

void TrafficChunk::keep(NodesAt &kept, QByteArrayView nodes)
{
    kept = {};
    if (nodes.isEmpty())
        return;
    while (++kept.number < m_nodesUsed) {
        if (text(at(kept)) == nodes)
            return;
    }
    m_nodes[m_nodesUsed++] = addText(nodes);
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
    Row &row = m_rows[m_size];
    row.kind = static_cast<quint8>(event.kind) & 0x3f;
    row.isGap = false;
    row.hadTrace = event.trace != nullptr || traceLeft;
    visitFields([this](const char *, auto &kept, const auto &value) { keep(kept, value); }, row,
                event);
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
    const size_t all = sizeof(TrafficChunk) + rowsMax * sizeof(Row) + m_blocksUsed * blockBytes;
    return static_cast<qint64>(all);
}

TrafficRow TrafficChunk::fullRow(quint32 index) const
{
    const Row &row = m_rows[index];
    TrafficRow full;
    if (row.isGap) {
        full.lost = row.connectionId;
        return full;
    }
    full.event.kind = static_cast<TrafficKind>(row.kind);
    visitFields(
        [this](const char *, auto &value, const auto &kept) {
            if constexpr (std::is_same_v<decltype(value), QByteArray &>)
                value = copyOf(text(at(kept)));
            else
                value = kept;
        },
        full.event, row);
    full.traceLeft = row.hadTrace;
    return full;
}

} // namespace pushpoint::ui
