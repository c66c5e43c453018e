#include "ui/ring/traffic_ring.h"

namespace pushpoint::ui {

namespace {

/// What a block on the heap costs beside its content, roughly.
constexpr qint64 heapBlockBytes = 16;

} // namespace

qint64 TrafficRing::bytesOf(const MessageTrace &trace)
{
    return static_cast<qint64>(sizeof(MessageTrace))
        + static_cast<qint64>(trace.deliveries.capacity() * sizeof(DeliveryTrace))
        + trace.contentJson.size() + trace.requestHead.size() + 4 * heapBlockBytes;
}

TrafficSnapshot TrafficRing::snapshot(quint64 first, quint64 end) const
{
    Q_ASSERT(first >= m_first && end <= m_end && first <= end);
    if (first == end)
        return {{}, first, end};
    TrafficRows part;
    for (auto chunk = m_rows.chunks.rbegin(); chunk != m_rows.chunks.rend(); ++chunk) {
        if ((*chunk)->first() < end)
            part.chunks.push_front(*chunk);
        if ((*chunk)->first() <= first)
            break;
    }
    part.firstTraces = std::max(m_rows.firstTraces, first / TrafficTraces::rows);
    const auto from = static_cast<std::ptrdiff_t>(
        std::min<quint64>(part.firstTraces - m_rows.firstTraces, m_rows.traces.size()));
    const quint64 endTraces = (end - 1) / TrafficTraces::rows + 1;
    const auto to = static_cast<std::ptrdiff_t>(std::clamp<quint64>(
        endTraces - std::min(endTraces, m_rows.firstTraces), quint64(from), m_rows.traces.size()));
    part.traces.assign(m_rows.traces.begin() + from, m_rows.traces.begin() + to);
    return {std::move(part), first, end};
}

std::optional<quint64> TrafficRing::previousOfPair(quint64 sequence) const
{
    constexpr quint64 rowsLookedAt = 50'000; // a few milliseconds
    const auto isPublish = [](const TrafficChunk::Row &row) {
        return !row.isGap && isAcceptedPublish(static_cast<TrafficKind>(row.kind));
    };
    const TrafficChunk &chunk = m_rows.chunkOf(sequence);
    const TrafficChunk::Row &row = m_rows.compactRow(sequence);
    if (!isPublish(row))
        return {};
    const quint64 last = sequence - std::min(sequence - m_first, rowsLookedAt);
    for (quint64 at = sequence; at-- > last;) {
        const TrafficChunk &otherChunk = m_rows.chunkOf(at);
        const TrafficChunk::Row &other = m_rows.compactRow(at);
        if (isPublish(other) && otherChunk.text(other.to) == chunk.text(row.to)
            && otherChunk.text(other.from) == chunk.text(row.from))
            return at;
    }
    return {};
}

size_t TrafficRing::overflowBy(size_t count) const
{
    const size_t wanted = size() + count;
    return wanted > m_bounds.rows ? wanted - m_bounds.rows : 0;
}

size_t TrafficRing::rowsOverBytes() const
{
    quint64 first = m_first;
    qint64 over = bytes() - m_bounds.bytes;
    for (size_t i = 0; over > 0 && i + 1 < m_rows.chunks.size(); ++i) {
        over -= m_rows.chunks[i]->bytes();
        first = m_rows.chunks[i + 1]->first();
    }
    return static_cast<size_t>(first - m_first);
}

void TrafficRing::evict(size_t count)
{
    Q_ASSERT(count <= size());
    m_first += count;
    auto &chunks = m_rows.chunks;
    while (!chunks.empty() && chunks.front()->first() + chunks.front()->size() <= m_first) {
        m_chunkBytes -= chunks.front()->bytes();
        chunks.pop_front();
    }
    while (!m_rows.traces.empty() && (m_rows.firstTraces + 1) * TrafficTraces::rows <= m_first)
        dropFrontTraces();
}

void TrafficRing::push(const TrafficRow &row)
{
    if (row.isGap())
        pushGap(row.lost);
    else
        push(viewOf(row.event), row.traceLeft);
}

void TrafficRing::push(const TrafficEventView &event, bool traceLeft)
{
    pushInto([&](TrafficChunk &chunk) { chunk.push(event, traceLeft); }, event.trace);
}

void TrafficRing::pushGap(quint64 lost)
{
    pushInto([lost](TrafficChunk &chunk) { chunk.pushGap(lost); }, nullptr);
}

QByteArrayList TrafficRing::takeFreshNames()
{
    QByteArrayList names = std::exchange(m_freshNames, {});
    if (!m_rows.chunks.empty())
        names += m_rows.chunks.back()->takeFreshNames();
    return names;
}

template <typename Add>
void TrafficRing::pushInto(Add add, const std::shared_ptr<const MessageTrace> &trace)
{
    Q_ASSERT(size() < m_bounds.rows);
    auto &chunks = m_rows.chunks;
    if (chunks.empty() || chunks.back()->isFull()) {
        if (!chunks.empty()) {
            m_freshNames += chunks.back()->takeFreshNames();
            chunks.back()->seal();
        }
        chunks.push_back(std::make_shared<TrafficChunk>(m_end));
        m_chunkBytes += chunks.back()->bytes();
    }
    const qint64 bytesBefore = chunks.back()->bytes();
    add(*chunks.back());
    m_chunkBytes += chunks.back()->bytes() - bytesBefore;
    if (trace)
        pushTrace(trace);
    ++m_end;
    if (bytes() > m_bounds.bytes)
        dropTraces();
}

void TrafficRing::pushTrace(const std::shared_ptr<const MessageTrace> &trace)
{
    const quint64 block = m_end / TrafficTraces::rows;
    if (m_rows.traces.empty())
        m_rows.firstTraces = block;
    while (m_rows.firstTraces + m_rows.traces.size() <= block)
        m_rows.traces.push_back(nullptr);
    if (!m_rows.traces.back())
        beginTraces();
    m_rows.traces.back()->byRow[m_end % TrafficTraces::rows] = trace;
    m_rows.traces.back()->bytes += bytesOf(*trace);
    m_traceBytes += bytesOf(*trace);
}

void TrafficRing::beginTraces()
{
    m_rows.traces.back() = std::make_shared<TrafficTraces>();
    m_rows.traces.back()->bytes = static_cast<qint64>(sizeof(TrafficTraces));
    m_traceBytes += m_rows.traces.back()->bytes;
}

void TrafficRing::dropFrontTraces()
{
    if (const auto &traces = m_rows.traces.front(); traces)
        m_traceBytes -= traces->bytes;
    m_rows.traces.pop_front();
    ++m_rows.firstTraces;
}

void TrafficRing::dropTraces()
{
    while (bytes() > m_bounds.bytes && m_rows.traces.size() > 1)
        dropFrontTraces();
    if (bytes() <= m_bounds.bytes || m_rows.traces.empty())
        return;
    // A few contents alone are too much: the newest stays, for somebody may be waiting to see it.
    const std::shared_ptr<const MessageTrace> newest = m_rows.trace(m_end - 1);
    dropFrontTraces();
    if (newest) {
        --m_end;
        pushTrace(newest);
        ++m_end;
    }
}

} // namespace pushpoint::ui
