#pragma once

#include "ui/filter/filter_expression.h"
#include "ui/ring/traffic_snapshot.h"

#include <memory>

namespace pushpoint::ui {

/// Tells whether rows match a filter. Remembers what it has found out about names, of which a chunk
/// has few, so each thread has its own; none is shared. Reads nothing but what a snapshot shares.
class FilterMatcher
{
public:
    /// @param nowMs what `last:5m` is counted back from, since the epoch.
    FilterMatcher(const FilterExpression &expression, qint64 nowMs);
    ~FilterMatcher();
    Q_DISABLE_COPY_MOVE(FilterMatcher)

    bool matchesAll() const { return m_matchesAll; }
    /// Gaps match whatever the filter says (that something is missing holds for all of them), but
    /// for one that speaks of gaps itself.
    bool matches(const TrafficRows &rows, quint64 sequence)
    {
        return m_matchesAll || matches(rows, rows.chunkOf(sequence), sequence);
    }
    /// For who goes through a whole chunk. @param chunk the row's.
    bool matches(const TrafficRows &rows, const TrafficChunk &chunk, quint64 sequence);
    /// Rows at which a pattern took more effort than it may; they count as not matching it.
    quint64 tooCostlyRows() const { return m_tooCostlyRows; }

    /// A pattern is looked for in this much of a content.
    static constexpr qsizetype patternBytesMax = 64 * 1024;

private:
    struct Node;
    struct RowAt;
    bool matches(Node &node, const RowAt &at);
    bool hasOneOf(const NameTerm &name, Node &node, const RowAt &at);
    bool hasName(Node &node, const RowAt &at, TrafficChunk::TextAt name);
    bool nameMatches(const Node &node, QByteArrayView name);
    bool hasText(Node &node, const RowAt &at);
    static bool figureHolds(const FigureTerm &figure, const RowAt &at);
    bool contains(const Node &node, QByteArrayView utf8);

    std::unique_ptr<Node> m_root;
    bool m_matchesAll = false;
    bool m_speaksOfGaps = false;
    bool m_tooCostly = false; ///< at the row being looked at
    quint64 m_tooCostlyRows = 0;
};

} // namespace pushpoint::ui
