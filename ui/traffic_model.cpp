#include "ui/traffic_model.h"

#include "ui/display_text.h"
#include "ui/traffic_text.h"

#include <algorithm>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

QString eventText(const TrafficEvent &event, int column)
{
    switch (column) {
    case TrafficModel::Time:
        return clockText(event.wallClockMs);
    case TrafficModel::From:
        return visibleText(event.from);
    case TrafficModel::To:
        return visibleText(event.to);
    case TrafficModel::Size: {
        const bool sizeless
            = event.kind == TrafficKind::Opened || event.kind == TrafficKind::Closed;
        return sizeless ? QString() : bytesText(static_cast<quint64>(event.sizeBytes));
    }
    case TrafficModel::ResultColumn:
        return TrafficText::result(event);
    case TrafficModel::Preview:
        return TrafficText::preview(event);
    default:
        return {};
    }
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

TrafficModel::TrafficModel(size_t capacityRows, QObject *parent)
    : QAbstractTableModel(parent), m_ring(capacityRows)
{ }

void TrafficModel::append(TrafficFeed::Batch batch)
{
    const size_t fresh = batch.events.size() + (batch.lost > 0 ? 1 : 0);
    if (fresh == 0)
        return;
    const size_t skipped = fresh - std::min(fresh, m_ring.capacityRows());
    if (const size_t overflow = m_ring.overflowBy(fresh - skipped); overflow > 0)
        evict(overflow);
    for (size_t i = skipped; i < batch.events.size(); ++i)
        m_ring.push({std::move(batch.events[i]), 0});
    if (batch.lost > 0)
        m_ring.push({{}, batch.lost});
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

const TrafficRow &TrafficModel::rowAt(int row) const
{
    const auto offset = static_cast<quint64>(row);
    return m_ring.at(m_matcher.matchesAll() ? m_ring.first() + offset : m_matches[offset]);
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
        return QVariant::fromValue<int>((index.column() == Size ? Qt::AlignRight : Qt::AlignLeft)
                                        | Qt::AlignVCenter);
    const TrafficRow &row = rowAt(index.row());
    if (row.isGap())
        return gapData(row, index.column(), role);
    switch (role) {
    case Qt::DisplayRole:
        return eventText(row.event, index.column());
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
        return QVariant::fromValue<int>((section == Size ? Qt::AlignRight : Qt::AlignLeft)
                                        | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case From:
        return tr("From");
    case To:
        return tr("To");
    case Size:
        return tr("Size");
    case ResultColumn:
        return tr("Result");
    case Preview:
        return tr("Preview");
    default:
        return {};
    }
}

} // namespace pushpoint
