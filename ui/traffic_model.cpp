#include "ui/traffic_model.h"

#include "ui/display_text.h"
#include "ui/traffic_text.h"

#include <algorithm>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

QString eventText(const TrafficEvent &event, int column)
{
    const bool isPublish
        = event.kind == TrafficKind::Delivered || event.kind == TrafficKind::Offline;
    switch (column) {
    case TrafficModel::Kind:
        return TrafficText::kind(event.kind);
    case TrafficModel::From:
        return visibleText(event.from);
    case TrafficModel::To:
        return visibleText(event.to);
    case TrafficModel::Connections:
        return isPublish ? countText(static_cast<quint64>(event.connections)) : QString();
    case TrafficModel::Size:
        // No JSON value is empty: nothing means that there was no content.
        return event.sizeBytes > 0 ? bytesText(static_cast<quint64>(event.sizeBytes)) : QString();
    case TrafficModel::Latency:
        return event.latencyNs > 0 ? durationText(event.latencyNs) : QString();
    case TrafficModel::Preview:
        return TrafficText::said(event);
    default:
        return {};
    }
}

int alignmentOf(int column)
{
    const bool isFigure = column == TrafficModel::Connections || column == TrafficModel::Size
        || column == TrafficModel::Latency;
    return (isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

QVariant gapData(const TrafficRow &row, int column, int role)
{
    if (role == TrafficModel::GapRole)
        return row.lost;
    if (role == Qt::DisplayRole && column == TrafficModel::Time)
        return u"⋯"_s;
    const bool says = column == TrafficModel::Preview;
    if ((role == Qt::DisplayRole && says) || role == Qt::ToolTipRole)
        return TrafficText::gap(row.lost);
    return {};
}

} // namespace

TrafficModel::TrafficModel(TrafficBounds bounds, QObject *parent)
    : QAbstractTableModel(parent), m_ring(bounds)
{ }

void TrafficModel::append(TrafficFeed::Batch batch)
{
    const size_t fresh = batch.events.size() + (batch.lost > 0 ? 1 : 0);
    if (fresh == 0)
        return;
    const size_t skipped = fresh - std::min(fresh, m_ring.bounds().rows);
    if (const size_t overflow = m_ring.overflowBy(fresh - skipped); overflow > 0)
        evict(overflow);
    for (size_t i = skipped; i < batch.events.size(); ++i)
        m_ring.push({std::move(batch.events[i]), 0, false});
    if (batch.lost > 0)
        m_ring.push({{}, batch.lost, false});
    if (const size_t heavy = m_ring.rowsOverBytes(); heavy > 0)
        evict(heavy);
    if (!m_paused)
        showRecorded();
}

void TrafficModel::clear()
{
    beginResetModel();
    m_ring.evict(m_ring.size());
    m_matches.clear();
    m_shownEnd = m_ring.end();
    endResetModel();
}

void TrafficModel::evict(size_t count)
{
    const quint64 first = m_ring.first() + count;
    size_t gone = 0;
    if (m_matcher.matchesAll())
        gone = std::min(first, std::max(m_shownEnd, m_ring.first())) - m_ring.first();
    else
        gone = static_cast<size_t>(std::lower_bound(m_matches.begin(), m_matches.end(), first)
                                   - m_matches.begin());
    if (gone > 0)
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
    m_ring.evict(count);
    m_shownEnd = std::max(m_shownEnd, first);
    if (!m_matcher.matchesAll())
        m_matches.erase(m_matches.begin(), m_matches.begin() + static_cast<std::ptrdiff_t>(gone));
    if (gone > 0)
        endRemoveRows();
}

void TrafficModel::showRecorded()
{
    std::vector<quint64> matches;
    size_t count = 0;
    if (m_matcher.matchesAll()) {
        count = m_ring.end() - m_shownEnd;
    } else {
        for (quint64 sequence = m_shownEnd; sequence < m_ring.end(); ++sequence) {
            if (m_matcher.matches(m_ring.at(sequence)))
                matches.push_back(sequence);
        }
        count = matches.size();
    }
    const int row = rowCount();
    if (count > 0)
        beginInsertRows({}, row, row + static_cast<int>(count) - 1);
    m_shownEnd = m_ring.end();
    m_matches.insert(m_matches.end(), matches.begin(), matches.end());
    if (count > 0)
        endInsertRows();
}

void TrafficModel::setMatcher(const TrafficMatcher &matcher)
{
    beginResetModel();
    m_matcher = matcher;
    m_matches.clear();
    for (quint64 sequence = m_ring.first(); !matcher.matchesAll() && sequence < m_shownEnd;
         ++sequence) {
        if (m_matcher.matches(m_ring.at(sequence)))
            m_matches.push_back(sequence);
    }
    endResetModel();
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
    return m_matcher.matchesAll() ? m_ring.first() + offset : m_matches[offset];
}

int TrafficModel::rowOf(quint64 sequence) const
{
    if (m_matcher.matchesAll()) {
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
    return static_cast<int>(m_matcher.matchesAll() ? m_shownEnd - m_ring.first()
                                                   : m_matches.size());
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
        return alignmentOf(index.column());
    if (role == SequenceRole)
        return sequenceOf(index.row());
    const TrafficRow &row = rowAt(index.row());
    if (row.isGap())
        return gapData(row, index.column(), role);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Time ? timeText(index.row())
                                      : eventText(row.event, index.column());
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
        return alignmentOf(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return m_timeOf == TimeOf::Clock        ? tr("Time")
            : m_timeOf == TimeOf::SincePrevious ? tr("Since previous")
                                                : tr("Since start");
    case Kind:
        return tr("Kind");
    case From:
        return tr("From");
    case To:
        return tr("To");
    case Connections:
        return tr("Taken by");
    case Size:
        return tr("Size");
    case Latency:
        return tr("Latency");
    case Preview:
        return tr("Content or reason");
    default:
        return {};
    }
}

} // namespace pushpoint
