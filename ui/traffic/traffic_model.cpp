#include "ui/traffic/traffic_model.h"

#include "ui/filter/filter_matcher.h"
#include "ui/words/display_text.h"
#include "ui/words/traffic_text.h"

#include <QDateTime>
#include <QElapsedTimer>

#include <algorithm>
#include <iterator>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

/// How much this thread matches by itself before another one takes over: enough for what a person
/// watches, too little to be felt.
class MatchBudget
{
public:
    MatchBudget() { m_clock.start(); }
    bool allowsOneMore()
    {
        constexpr int rowsBetweenLooks = 32;
        constexpr qint64 timeMaxNs = 4'000'000;
        return ++m_rows % rowsBetweenLooks != 0 || m_clock.nsecsElapsed() < timeMaxNs;
    }

private:
    QElapsedTimer m_clock;
    int m_rows = 0;
};

} // namespace

TrafficModel::TrafficModel(TrafficBounds bounds, QObject *parent)
    : QAbstractTableModel(parent), m_ring(bounds),
      m_matcher(std::make_unique<FilterMatcher>(m_filter, 0))
{
    connect(&m_search, &FilterScan::found, this, &TrafficModel::onFoundBefore);
    connect(&m_search, &FilterScan::finished, this, [this](quint64 tooCostlyRows) {
        m_tooCostlyRows += tooCostlyRows;
        Q_EMIT searchChanged();
    });
    connect(&m_catchUp, &FilterScan::found, this, &TrafficModel::onFoundAfter);
    connect(&m_catchUp, &FilterScan::finished, this, &TrafficModel::onCaughtUp);
}

TrafficModel::~TrafficModel() = default;

void TrafficModel::append(const TrafficFeed::Batch &batch)
{
    const size_t fresh = batch.events.size() + (batch.lost > 0 ? 1 : 0);
    if (fresh == 0)
        return;
    for (size_t i = makeRoomFor(fresh); i < batch.events.size(); ++i)
        m_ring.push(batch.events.view(i));
    if (batch.lost > 0)
        m_ring.pushGap(batch.lost);
    onPushed();
}

void TrafficModel::append(const std::vector<TrafficRow> &rows)
{
    if (rows.empty())
        return;
    for (size_t i = makeRoomFor(rows.size()); i < rows.size(); ++i)
        m_ring.push(rows[i]);
    onPushed();
}

size_t TrafficModel::makeRoomFor(size_t rows)
{
    const size_t skipped = rows - std::min(rows, m_ring.bounds().rows);
    // A view walks through all rows for each removal, however small: rather seldom, a hundredth at
    // once.
    if (const size_t overflow = m_ring.overflowBy(rows - skipped); overflow > 0)
        evict(std::min(m_ring.size(), std::max(overflow, m_ring.bounds().rows / 100)));
    return skipped;
}

void TrafficModel::onPushed()
{
    if (const size_t heavy = m_ring.rowsOverBytes(); heavy > 0)
        evict(heavy);
    if (!m_paused)
        showRecorded();
}

void TrafficModel::clear()
{
    beginResetModel();
    m_ring.evict(m_ring.size());
    forgetSearches();
    m_shownEnd = m_ring.end();
    endResetModel();
    Q_EMIT searchChanged();
}

void TrafficModel::evict(size_t count)
{
    const quint64 first = m_ring.first() + count;
    size_t gone = 0;
    if (m_filter.matchesAll())
        gone = std::min(first, std::max(m_shownEnd, m_ring.first())) - m_ring.first();
    else
        gone = static_cast<size_t>(std::lower_bound(m_matches.begin(), m_matches.end(), first)
                                   - m_matches.begin());
    if (gone > 0)
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
    m_ring.evict(count);
    m_shownEnd = std::max(m_shownEnd, first);
    if (!m_filter.matchesAll())
        m_matches.erase(m_matches.begin(), m_matches.begin() + static_cast<std::ptrdiff_t>(gone));
    if (gone > 0)
        endRemoveRows();
}

void TrafficModel::showRecorded()
{
    if (m_filter.matchesAll()) {
        const auto count = static_cast<int>(m_ring.end() - m_shownEnd);
        if (count == 0)
            return;
        beginInsertRows({}, rowCount(), rowCount() + count - 1);
        m_shownEnd = m_ring.end();
        endInsertRows();
        return;
    }
    if (m_catchUp.isRunning())
        return; // it goes on from there
    std::vector<quint64> matches;
    MatchBudget budget;
    quint64 sequence = m_shownEnd;
    for (; sequence < m_ring.end() && budget.allowsOneMore(); ++sequence) {
        if (m_matcher->matches(m_ring.rows(), sequence))
            matches.push_back(sequence);
    }
    m_shownEnd = sequence;
    appendMatches(matches);
    if (m_shownEnd == m_ring.end())
        return;
    m_catchUpEnd = m_ring.end();
    m_catchUp.start(m_ring.snapshot(m_shownEnd, m_catchUpEnd), m_filter, m_filterSetMs,
                    FilterScan::Order::OldestFirst);
}

quint64 TrafficModel::tooCostlyRows() const
{
    return m_tooCostlyRows + m_matcher->tooCostlyRows();
}

void TrafficModel::appendMatches(const std::vector<quint64> &sequences)
{
    if (sequences.empty())
        return;
    const int row = rowCount();
    beginInsertRows({}, row, row + static_cast<int>(sequences.size()) - 1);
    m_matches.insert(m_matches.end(), sequences.begin(), sequences.end());
    endInsertRows();
}

void TrafficModel::onFoundAfter(const std::vector<quint64> &sequences)
{
    const auto kept = std::lower_bound(sequences.begin(), sequences.end(), m_ring.first());
    appendMatches({kept, sequences.end()});
}

void TrafficModel::onCaughtUp(quint64 tooCostlyRows)
{
    m_shownEnd = std::max(m_shownEnd, m_catchUpEnd);
    m_tooCostlyRows += tooCostlyRows;
    Q_EMIT searchChanged();
    if (!m_paused)
        showRecorded();
}

void TrafficModel::onFoundBefore(const std::vector<quint64> &sequences)
{
    // Newest first; the oldest of them may have left by now.
    const auto kept
        = std::partition_point(sequences.begin(), sequences.end(),
                               [this](quint64 sequence) { return sequence >= m_ring.first(); });
    if (kept == sequences.begin())
        return;
    beginInsertRows({}, 0, static_cast<int>(kept - sequences.begin()) - 1);
    m_matches.insert(m_matches.begin(), std::make_reverse_iterator(kept),
                     std::make_reverse_iterator(sequences.begin()));
    endInsertRows();
}

void TrafficModel::forgetSearches()
{
    m_search.cancel();
    m_catchUp.cancel();
    m_tooCostlyRows = 0;
    m_matches.clear();
}

void TrafficModel::setFilter(const FilterExpression &filter)
{
    beginResetModel();
    forgetSearches();
    m_filter = filter;
    m_filterSetMs = QDateTime::currentMSecsSinceEpoch();
    m_matcher = std::make_unique<FilterMatcher>(filter, m_filterSetMs);
    quint64 left = m_filter.matchesAll() ? m_ring.first() : m_shownEnd;
    MatchBudget budget;
    while (left > m_ring.first() && budget.allowsOneMore()) {
        --left;
        if (m_matcher->matches(m_ring.rows(), left))
            m_matches.push_front(left);
    }
    endResetModel();
    if (left > m_ring.first())
        m_search.start(m_ring.snapshot(m_ring.first(), left), m_filter, m_filterSetMs,
                       FilterScan::Order::NewestFirst);
    if (!m_paused)
        showRecorded(); // what a catching up that has ended now still owed
    Q_EMIT searchChanged();
}

void TrafficModel::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused)
        showRecorded();
}

void TrafficModel::setTimeOf(TimeOf timeOf)
{
    m_timeOf = timeOf;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Time), index(rowCount() - 1, Time), {Qt::DisplayRole});
    Q_EMIT headerDataChanged(Qt::Horizontal, Time, Time);
}

quint64 TrafficModel::sequenceOf(int row) const
{
    const auto offset = static_cast<quint64>(row);
    return m_filter.matchesAll() ? m_ring.first() + offset : m_matches[offset];
}

int TrafficModel::rowOf(quint64 sequence) const
{
    if (m_filter.matchesAll()) {
        const bool shown = sequence >= m_ring.first() && sequence < m_shownEnd;
        return shown ? static_cast<int>(sequence - m_ring.first()) : -1;
    }
    const auto found = std::lower_bound(m_matches.begin(), m_matches.end(), sequence);
    return found != m_matches.end() && *found == sequence
        ? static_cast<int>(found - m_matches.begin())
        : -1;
}

std::vector<quint64> TrafficModel::shownSequences() const
{
    std::vector<quint64> sequences(static_cast<size_t>(rowCount()));
    for (size_t row = 0; row < sequences.size(); ++row)
        sequences[row] = sequenceOf(static_cast<int>(row));
    return sequences;
}

const TrafficRow &TrafficModel::rowAt(int row) const
{
    const quint64 sequence = sequenceOf(row);
    if (sequence != m_unpackedSequence) {
        m_unpacked = m_ring.at(sequence);
        m_unpackedSequence = sequence;
    }
    return m_unpacked;
}

QString TrafficModel::timeText(int row) const
{
    const quint64 sequence = sequenceOf(row);
    const TrafficChunk::Row &own = m_ring.rows().compactRow(sequence);
    if (m_timeOf == TimeOf::Clock)
        return clockText(own.wallClockMs);
    if (m_timeOf == TimeOf::SinceStart)
        return TrafficText::sinceStart(own.steadyNs);
    for (int before = row - 1; before >= 0; --before) {
        const quint64 previous = sequenceOf(before);
        const TrafficChunk::Row &other = m_ring.rows().compactRow(previous);
        if (!other.isGap)
            return u'+' + durationText(own.steadyNs - other.steadyNs);
    }
    return {};
}

int TrafficModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return static_cast<int>(m_filter.matchesAll() ? m_shownEnd - m_ring.first() : m_matches.size());
}

int TrafficModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrafficModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return TrafficCells::alignment(index.column());
    if (role == SequenceRole)
        return sequenceOf(index.row());
    const TrafficRow &row = rowAt(index.row());
    if (row.isGap())
        return TrafficCells::ofGap(row, index.column(), role);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Time ? timeText(index.row())
                                      : TrafficCells::text(row.event, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(TrafficText::details(row.event));
    case KindRole:
        return static_cast<int>(row.event.kind);
    default:
        return {};
    }
}

QVariant TrafficModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return TrafficCells::alignment(section);
    if (role != Qt::DisplayRole)
        return {};
    return TrafficCells::title(section, m_timeOf);
}

} // namespace pushpoint::ui
