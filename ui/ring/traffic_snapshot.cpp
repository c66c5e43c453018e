#include "ui/ring/traffic_snapshot.h"

#include <algorithm>

namespace pushpoint::ui {

const TrafficChunk &TrafficRows::chunkOf(quint64 sequence) const
{
    const auto after = std::upper_bound(
        chunks.begin(), chunks.end(), sequence,
        [](quint64 wanted, const auto &chunk) { return wanted < chunk->first(); });
    Q_ASSERT(after != chunks.begin());
    return **std::prev(after);
}

const TrafficChunk::Row &TrafficRows::compactRow(quint64 sequence) const
{
    const TrafficChunk &chunk = chunkOf(sequence);
    return chunk.row(static_cast<quint32>(sequence - chunk.first()));
}

std::shared_ptr<const MessageTrace> TrafficRows::trace(quint64 sequence) const
{
    const quint64 block = sequence / TrafficTraces::rows;
    if (block < firstTraces || block - firstTraces >= traces.size())
        return nullptr;
    const auto &kept = traces[block - firstTraces];
    return kept ? kept->byRow[sequence % TrafficTraces::rows] : nullptr;
}

TrafficRow TrafficRows::at(quint64 sequence) const
{
    const TrafficChunk &chunk = chunkOf(sequence);
    TrafficRow row = chunk.fullRow(static_cast<quint32>(sequence - chunk.first()));
    row.event.trace = trace(sequence);
    if (row.event.trace)
        row.traceLeft = false;
    return row;
}

} // namespace pushpoint::ui
