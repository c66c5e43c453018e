#include "ui/connections_model.h"

#include "ui/display_text.h"

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

/// Each removed piece and, in another order than by id, each newcomer costs whoever sorts and
/// selects a walk through all rows: up to 0.4 ms for 10,000 of them. Above so many a reset is
/// cheaper.
constexpr size_t removedRunsMax = 32;
constexpr size_t newcomersMax = 64;

void addToRuns(std::vector<RowRun> &runs, int row)
{
    if (!runs.empty() && runs.back().last + 1 == row)
        runs.back().last = row;
    else
        runs.push_back({row, row});
}

size_t rowsIn(const std::vector<RowRun> &runs)
{
    size_t rows = 0;
    for (const RowRun &run : runs)
        rows += static_cast<size_t>(run.last - run.first + 1);
    return rows;
}

} // namespace

bool ConnectionsModel::update(std::shared_ptr<const ConnectionTable> table)
{
    if (!std::is_sorted(table->begin(), table->end(), beforeById)) {
        ConnectionTable sorted = *table;
        std::sort(sorted.begin(), sorted.end(), beforeById);
        table = std::make_shared<const ConnectionTable>(std::move(sorted));
    }
    const std::vector<RowRun> gone = missingFrom(*table);
    const size_t staying = m_rows.size() - rowsIn(gone);
    const bool upheaval
        = gone.size() > removedRunsMax || (staying > 0 && table->size() > staying + newcomersMax);
    if (upheaval) {
        beginResetModel();
        m_rows.clear();
        for (const ConnectionStats &stats : *table)
            m_rows.push_back(&stats);
        m_table = std::move(table);
        endResetModel();
        return true;
    }
    remove(gone);
    const bool came = insertNew(*table);
    replaceChanged(*table);
    m_table = std::move(table);
    return came || !gone.empty();
}

void ConnectionsModel::clear()
{
    update(std::make_shared<const ConnectionTable>());
}

std::vector<RowRun> ConnectionsModel::missingFrom(const ConnectionTable &table) const
{
    std::vector<RowRun> gone;
    auto kept = table.begin();
    for (int row = 0; row < rowCount(); ++row) {
        const quint64 id = m_rows[static_cast<size_t>(row)]->id;
        while (kept != table.end() && kept->id < id)
            ++kept;
        if (kept == table.end() || kept->id != id)
            addToRuns(gone, row);
    }
    return gone;
}

void ConnectionsModel::remove(const std::vector<RowRun> &gone)
{
    // From the back, so that the rows before keep their numbers.
    for (auto run = gone.rbegin(); run != gone.rend(); ++run) {
        beginRemoveRows({}, run->first, run->last);
        m_rows.erase(m_rows.begin() + run->first, m_rows.begin() + run->last + 1);
        endRemoveRows();
    }
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
    std::vector<RowRun> changed;
    ColumnRange columns;
    for (size_t row = 0; row < table.size(); ++row) {
        const ColumnRange differing = changedColumns(*m_rows[row], table[row]);
        m_rows[row] = &table[row];
        if (differing.isEmpty())
            continue;
        addToRuns(changed, static_cast<int>(row));
        columns.unite(differing);
    }
    if (changed.size() > changedRunsMax)
        changed = {{changed.front().first, changed.back().last}};
    for (const RowRun &run : changed)
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
    return parent.isValid() ? 0 : ConnectionColumn::Count;
}

QVariant ConnectionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConnectionStats &stats = *m_rows[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return connectionText(stats, index.column());
    case SortRole:
        return connectionSortValue(stats, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<int>(connectionAlignment(index.column()));
    case Qt::ToolTipRole:
        return plainToolTip(connectionDetails(stats));
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
    if (orientation != Qt::Horizontal || section < 0 || section >= ConnectionColumn::Count)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>(connectionAlignment(section));
    if (role == Qt::ToolTipRole)
        return connectionTitleToolTip(section);
    if (role != Qt::DisplayRole)
        return {};
    return connectionTitle(section);
}

} // namespace pushpoint
