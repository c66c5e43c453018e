#pragma once

#include "ui/ring/traffic_row.h"

#include <QByteArrayList>
#include <QByteArrayView>
#include <QHash>

#include <array>
#include <memory>
#include <utility>

namespace pushpoint::ui {

/// Up to 4,096 rows in a row, each 64 bytes, with their texts beside them; a name stands there
/// once.
///
/// Written by one thread, which only ever adds. What is once written never changes nor moves, so
/// that any thread may read the rows that were there when it was told of the chunk, without a lock
/// and while more are added. Shared by the ring and by who looks through it.
class TrafficChunk
{
public:
    static constexpr quint32 rowsMax = 4096;
    /// A longer text is kept up to here. Names, previews and reasons are far shorter.
    static constexpr qsizetype textBytesMax = 60'000;

    /// Where a text begins; 0: an empty one.
    using TextAt = quint32;
    /// The same of a name, which stands once in a chunk.
    struct NameAt
    {
        TextAt at;
        operator TextAt() const { return at; }
    };
    /// A list of nodes by its number; 0: none, for the server serves alone. A cluster has few, and
    /// a row has no room for another text.
    struct NodesAt
    {
        quint8 number;
    };

    /// An event without its trace; see visitFields().
    struct Row
    {
        qint64 wallClockMs;
        qint64 steadyNs;
        quint64 connectionId; ///< of a gap: how many are lost
        qint64 sizeBytes;
        qint64 latencyNs;
        NameAt from;
        NameAt to;
        TextAt preview;
        TextAt note;
        qint32 connections;
        quint16 closeCode;
        NodesAt nodes;
        quint8 kind : 6; ///< TrafficKind
        bool isGap : 1;
        bool hadTrace : 1;
    };
    static_assert(sizeof(Row) == 64); // one line of the processor's cache

    /// @param first the sequence number of its first row.
    explicit TrafficChunk(quint64 first);

    quint64 first() const { return m_first; }

    // --- the one that writes ---

    quint32 size() const { return m_size; }
    bool isFull() const;
    /// @param traceLeft see TrafficRow.
    void push(const TrafficEventView &event, bool traceLeft = false);
    void pushGap(quint64 lost);
    /// The names that came with it for the first time, since the last call.
    QByteArrayList takeFreshNames() { return std::exchange(m_freshNames, {}); }
    /// Memory in use, without the traces.
    qint64 bytes() const;
    /// No more rows will be added: frees what only adding needs.
    void seal() { m_names = {}; }

    // --- any thread ---

    const Row &row(quint32 index) const { return m_rows[index]; }
    QByteArrayView text(TextAt at) const;
    /// Where the names of the nodes that delivered it stand, by '\n'.
    TextAt at(NodesAt nodes) const { return m_nodes[nodes.number]; }
    static TextAt at(TextAt text) { return text; }
    /// The event as it was pushed, without its trace, which is kept elsewhere.
    TrafficRow fullRow(quint32 index) const;

private:
    static constexpr quint32 blockBytes = 64 * 1024;
    static constexpr size_t blocksMax = 40;
    static constexpr size_t textsOfRow = 5;
    /// Different lists of nodes in one chunk, and the empty one.
    static constexpr size_t nodesMax = 64;

    TextAt addText(QByteArrayView text);
    void keep(TextAt &kept, QByteArrayView text) { kept = text.isEmpty() ? 0 : addText(text); }
    void keep(NameAt &kept, QByteArrayView name);
    void keep(NodesAt &kept, QByteArrayView nodes);
    template <typename Kept, typename Figure>
    void keep(Kept &kept, Figure figure)
    {
        kept = static_cast<Kept>(figure);
    }

    const quint64 m_first;
    quint32 m_size = 0;
    std::unique_ptr<Row[]> m_rows;
    /// Each text behind its length in two bytes, none over the border of two blocks.
    std::array<std::unique_ptr<char[]>, blocksMax> m_blocks;
    size_t m_blocksUsed = 0;
    quint32 m_blockFilled = 0;
    std::array<TextAt, nodesMax> m_nodes{};
    size_t m_nodesUsed = 1; ///< the first one is none
    QHash<QByteArray, TextAt> m_names;
    QByteArrayList m_freshNames; ///< share their texts with the keys
};

} // namespace pushpoint::ui
