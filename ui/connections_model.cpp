#include "ui/connections_model.h"

#include "ui/display_text.h"

#include <QDateTime>

#include <algorithm>
#include <set>

namespace pushpoint {

namespace {

bool beforeById(const ConnectionStats &a, const ConnectionStats &b)
{
    return a.id < b.id;
}

/// Above so many pieces one signal for all that lies between is cheaper than one for each.
constexpr size_t changedRunsMax = 16;

struct Run
{
    int first;
    int last;
};

void addToRuns(std::vector<Run> &runs, int row)
{
    if (!runs.empty() && runs.back().last + 1 == row)
        runs.back().last = row;
    else
        runs.push_back({row, row});
}

/// The columns in which two states of one connection differ; first > last where in none.
Run changedColumns(const ConnectionStats &a, const ConnectionStats &b)
{
    Run columns{ConnectionsModel::ColumnCount, -1};
    const auto compare = [&](bool same, int column) {
        if (!same) {
            columns.first = std::min(columns.first, column);
            columns.last = std::max(columns.last, column);
        }
    };
    compare(a.name == b.name, ConnectionsModel::Name);
    compare(a.address == b.address, ConnectionsModel::Address);
    compare(a.openedWallClockMs == b.openedWallClockMs, ConnectionsModel::Since);
    compare(a.messagesIn == b.messagesIn, ConnectionsModel::MessagesIn);
    compare(a.messagesOut == b.messagesOut, ConnectionsModel::MessagesOut);
    compare(a.bytesIn == b.bytesIn, ConnectionsModel::BytesIn);
    compare(a.bytesOut == b.bytesOut, ConnectionsModel::BytesOut);
    compare(a.bytesWaiting == b.bytesWaiting, ConnectionsModel::BytesWaiting);
    return columns;
}

QString displayText(const ConnectionStats &stats, int column)
{
    switch (column) {
    case ConnectionsModel::Name:
        return visibleText(stats.name);
    case ConnectionsModel::Address:
        return visibleText(stats.address);
    case ConnectionsModel::Since:
        return sinceText(stats.openedWallClockMs, QDateTime::currentMSecsSinceEpoch());
    case ConnectionsModel::MessagesIn:
        return countText(stats.messagesIn);
    case ConnectionsModel::MessagesOut:
        return countText(stats.messagesOut);
    case ConnectionsModel::BytesIn:
        return bytesText(stats.bytesIn);
    case ConnectionsModel::BytesOut:
        return bytesText(stats.bytesOut);
    case ConnectionsModel::BytesWaiting:
        return bytesText(static_cast<quint64>(std::max<qint64>(0, stats.bytesWaiting)));
    default:
        return {};
    }
}

QVariant sortValue(const ConnectionStats &stats, int column)
{
    switch (column) {
    case ConnectionsModel::Since:
        return stats.openedWallClockMs;
    case ConnectionsModel::MessagesIn:
        return stats.messagesIn;
    case ConnectionsModel::MessagesOut:
        return stats.messagesOut;
    case ConnectionsModel::BytesIn:
        return stats.bytesIn;
    case ConnectionsModel::BytesOut:
        return stats.bytesOut;
    case ConnectionsModel::BytesWaiting:
        return stats.bytesWaiting;
    default:
        return displayText(stats, column);
    }
}

Qt::Alignment alignmentOf(int column)
{
    return (column >= ConnectionsModel::MessagesIn ? Qt::AlignRight : Qt::AlignLeft)
        | Qt::AlignVCenter;
}

} // namespace

bool ConnectionsModel::update(std::shared_ptr<const ConnectionTable> table)
{
    if (!std::is_sorted(table->begin(), table->end(), beforeById)) {
        ConnectionTable sorted = *table;
        std::sort(sorted.begin(), sorted.end(), beforeById);
        table = std::make_shared<const ConnectionTable>(std::move(sorted));
    }
    const bool went = removeMissing(*table);
    const bool came = insertNew(*table);
    replaceChanged(*table);
    m_table = std::move(table);
    return went || came;
}

void ConnectionsModel::clear()
{
    update(std::make_shared<const ConnectionTable>());
}

bool ConnectionsModel::removeMissing(const ConnectionTable &table)
{
    std::vector<Run> gone;
    auto kept = table.begin();
    for (int row = 0; row < rowCount(); ++row) {
        const quint64 id = m_rows[static_cast<size_t>(row)]->id;
        while (kept != table.end() && kept->id < id)
            ++kept;
        if (kept == table.end() || kept->id != id)
            addToRuns(gone, row);
    }
    // From the back, so that the rows before keep their numbers.
    for (auto run = gone.rbegin(); run != gone.rend(); ++run) {
        beginRemoveRows({}, run->first, run->last);
        m_rows.erase(m_rows.begin() + run->first, m_rows.begin() + run->last + 1);
        endRemoveRows();
    }
    return !gone.empty();
}

bool ConnectionsModel::insertNew(const ConnectionTable &table)
{
    // All rows are in the table by now, so a row's place in the table is its place here.
    bool came = false;
    for (size_t row = 0; row < table.size();) {
        size_t end = row;
        while (end < table.size() && (row >= m_rows.size() || table[end].id < m_rows[row]->id))
            ++end;
        if (end == row) {
            ++row;
            continue;
        }
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(end) - 1);
        std::vector<const ConnectionStats *> fresh;
        for (size_t i = row; i < end; ++i)
            fresh.push_back(&table[i]);
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(row), fresh.begin(),
                      fresh.end());
        endInsertRows();
        came = true;
        row = end;
    }
    return came;
}

void ConnectionsModel::replaceChanged(const ConnectionTable &table)
{
    Q_ASSERT(m_rows.size() == table.size());
    std::vector<Run> changed;
    Run columns{ColumnCount, -1};
    for (size_t row = 0; row < table.size(); ++row) {
        const Run differing = changedColumns(*m_rows[row], table[row]);
        m_rows[row] = &table[row];
        if (differing.last < 0)
            continue;
        addToRuns(changed, static_cast<int>(row));
        columns
            = {std::min(columns.first, differing.first), std::max(columns.last, differing.last)};
    }
    if (changed.size() > changedRunsMax)
        changed = {{changed.front().first, changed.back().last}};
    for (const Run &run : changed)
        Q_EMIT dataChanged(index(run.first, columns.first), index(run.last, columns.last),
                           {Qt::DisplayRole, SortRole});
}

QStringList ConnectionsModel::names(qsizetype namesMax) const
{
    std::set<QByteArray> distinct;
    for (const ConnectionStats *stats : m_rows) {
        if (static_cast<qsizetype>(distinct.size()) == namesMax)
            break;
        distinct.insert(stats->name);
    }
    QStringList names;
    for (const QByteArray &name : distinct)
        names += QString::fromUtf8(name);
    return names;
}

int ConnectionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConnectionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConnectionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConnectionStats &stats = *m_rows[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return displayText(stats, index.column());
    case SortRole:
        return sortValue(stats, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<int>(alignmentOf(index.column()));
    case Qt::ToolTipRole:
        return plainToolTip(tr("%1 from %2\nconnected since %3\n%4")
                                .arg(visibleText(stats.name), visibleText(stats.address),
                                     dateClockText(stats.openedWallClockMs),
                                     visibleText(stats.userAgent)));
    case IdRole:
        return stats.id;
    case NameRole:
        return QString::fromUtf8(stats.name);
    default:
        return {};
    }
}

QVariant ConnectionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>(alignmentOf(section));
    if (role == Qt::ToolTipRole && section == BytesWaiting)
        return tr("Accepted for sending, not yet taken by the network");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Address:
        return tr("Address");
    case Since:
        return tr("Since");
    case MessagesIn:
        return tr("Messages in");
    case MessagesOut:
        return tr("Messages out");
    case BytesIn:
        return tr("Bytes in");
    case BytesOut:
        return tr("Bytes out");
    default:
        return tr("Bytes waiting");
    }
}

} // namespace pushpoint
