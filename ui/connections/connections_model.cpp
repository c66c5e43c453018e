#include "ui/connections/connections_model.h"

#include "ui/connections/connection_order.h"
#include "ui/parts/online_dot.h"
#include "ui/words/display_text.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

/// More runs of rows than these leave as one: they are moved to the end first.
constexpr int removedRunsMax = 8;
/// Of more names than these, what changed below them is not told one by one: see showDifference().
constexpr size_t namesToldMax = 64;
constexpr double smoothingSeconds = 1.0;
constexpr double rateMin = 0.05; ///< slower is as good as still, and shown so

void smooth(double &rate, quint64 before, quint64 after, double seconds)
{
    const double now = after > before ? static_cast<double>(after - before) / seconds : 0.0;
    rate += (now - rate) * (1.0 - std::exp(-seconds / smoothingSeconds));
    if (now == 0.0 && rate < rateMin)
        rate = 0;
}

int runCount(const std::vector<bool> &gone)
{
    int runs = 0;
    for (size_t i = 0; i < gone.size(); ++i)
        runs += gone[i] && (i == 0 || !gone[i - 1]);
    return runs;
}

} // namespace

struct ConnectionsModel::Connection
{
    ConnectionFigures figures;
    quint64 generation = 0; ///< of the newest table that had it
};

struct ConnectionsModel::Name
{
    QByteArray name;
    ConnectionFigures sum; ///< of the shown connections
    Rows rows;
    int row = 0;
};

ConnectionsModel::ConnectionsModel(QObject *parent) : QAbstractItemModel(parent), m_dot(onlineDot())
{ }

ConnectionsModel::~ConnectionsModel() = default;

bool ConnectionsModel::update(const ConnectionTable &table, qint64 steadyMs)
{
    m_wallClockMs = QDateTime::currentMSecsSinceEpoch();
    ++m_generation;
    const bool came = takeFigures(table, steadyMs);
    const bool went = m_connections.size() > table.size();
    showDifference(came || went || isNumberColumn(m_sortColumn));
    std::erase_if(m_connections,
                  [this](const auto &entry) { return entry.second.generation != m_generation; });
    return came || went;
}

void ConnectionsModel::clear()
{
    update({}, m_steadyMs);
}

void ConnectionsModel::setFilter(const QString &text)
{
    m_filter = text;
    showDifference(true);
}

void ConnectionsModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    showDifference(true);
}

bool ConnectionsModel::takeFigures(const ConnectionTable &table, qint64 steadyMs)
{
    bool came = false;
    const double seconds = static_cast<double>(steadyMs - m_steadyMs) / 1000;
    m_steadyMs = steadyMs;
    for (const ConnectionStats &stats : table) {
        const auto [found, isNew] = m_connections.try_emplace(stats.id);
        came |= isNew;
        ConnectionFigures &figures = found->second.figures;
        found->second.generation = m_generation;
        if (!isNew && seconds > 0.01) {
            const ConnectionStats &old = figures.stats;
            smooth(figures.rates.messagesIn, old.messagesIn, stats.messagesIn, seconds);
            smooth(figures.rates.messagesOut, old.messagesOut, stats.messagesOut, seconds);
            smooth(figures.rates.bytesIn, old.bytesIn, stats.bytesIn, seconds);
            smooth(figures.rates.bytesOut, old.bytesOut, stats.bytesOut, seconds);
        }
        figures.stats = stats;
    }
    return came;
}

ConnectionsModel::Wanted ConnectionsModel::wanted() const
{
    Wanted wanted;
    for (const auto &[id, connection] : m_connections) {
        const ConnectionStats &stats = connection.figures.stats;
        const bool shown = connection.generation == m_generation
            && (m_filter.isEmpty() || connectionContains(stats, m_filter));
        if (shown)
            wanted[stats.name].push_back(&connection.figures);
    }
    return wanted;
}

void ConnectionsModel::showDifference(bool mayMove)
{
    Wanted fresh = wanted();
    removeNames(fresh);
    for (const auto &name : m_names) {
        const auto rows = fresh.find(name->name);
        updateRows(*name, std::move(rows->second));
        fresh.erase(rows);
    }
    if (!fresh.empty())
        insertNames(fresh);
    if (mayMove)
        sortNames();
    if (m_names.empty())
        return;
    // One signal for all: a view looks up every row that it is told of, and paints the whole of
    // itself in the end, which shows the connections below anew, too.
    const int last = static_cast<int>(m_names.size()) - 1;
    Q_EMIT dataChanged(index(0, 0), index(last, ConnectionColumn::Count - 1), {Qt::DisplayRole});
}

void ConnectionsModel::removeNames(const Wanted &wanted)
{
    std::vector<bool> gone;
    for (const auto &name : m_names)
        gone.push_back(!wanted.contains(name->name));
    removeRows({}, m_names, gone);
}

void ConnectionsModel::replaceRows(Name &name, Rows wanted)
{
    Rows sorted = wanted;
    std::sort(sorted.begin(), sorted.end());
    std::vector<bool> gone;
    for (const ConnectionFigures *row : name.rows)
        gone.push_back(!std::binary_search(sorted.begin(), sorted.end(), row));
    removeRows(indexOf(name), name.rows, gone);

    Rows known = name.rows;
    std::sort(known.begin(), known.end());
    std::erase_if(wanted, [&known](const ConnectionFigures *row) {
        return std::binary_search(known.begin(), known.end(), row);
    });
    if (!wanted.empty()) {
        const int first = static_cast<int>(name.rows.size());
        beginInsertRows(indexOf(name), first, first + static_cast<int>(wanted.size()) - 1);
        name.rows.insert(name.rows.end(), wanted.begin(), wanted.end());
        endInsertRows();
    }
}

void ConnectionsModel::updateRows(Name &name, Rows wanted)
{
    if (name.rows.size() > 1 || name.rows != wanted) // most names have one, and it stays
        replaceRows(name, std::move(wanted));
    name.sum = summedUp(name.rows);
    if (name.rows.size() > 1)
        reorder(indexOf(name), name.rows, sortedOrder(name.rows));
    if (m_names.size() <= namesToldMax) {
        Q_EMIT dataChanged(index(0, 0, indexOf(name)),
                           index(static_cast<int>(name.rows.size()) - 1,
                                 ConnectionColumn::Count - 1, indexOf(name)),
                           {Qt::DisplayRole});
    }
}

void ConnectionsModel::insertNames(Wanted &fresh)
{
    const int first = static_cast<int>(m_names.size());
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    for (auto &[text, rows] : fresh) {
        auto name = std::make_unique<Name>();
        name->name = text;
        for (const int row : sortedOrder(rows))
            name->rows.push_back(rows[static_cast<size_t>(row)]);
        name->sum = summedUp(name->rows);
        m_names.push_back(std::move(name));
    }
    renumber();
    endInsertRows();
}

void ConnectionsModel::sortNames()
{
    Rows sums;
    for (const auto &name : m_names)
        sums.push_back(&name->sum);
    reorder({}, m_names, sortedOrder(sums));
}

std::vector<int> ConnectionsModel::sortedOrder(const Rows &rows) const
{
    return connectionOrder(rows, m_sortColumn, m_sortOrder);
}

template <typename Row>
void ConnectionsModel::removeRows(const QModelIndex &parent, std::vector<Row> &rows,
                                  const std::vector<bool> &gone)
{
    std::vector<bool> leaving = gone;
    if (runCount(gone) > removedRunsMax) {
        std::vector<int> order(rows.size());
        std::iota(order.begin(), order.end(), 0);
        const auto isStaying = [&gone](int row) { return !gone[static_cast<size_t>(row)]; };
        const auto end = std::stable_partition(order.begin(), order.end(), isStaying);
        const auto staying = static_cast<size_t>(end - order.begin());
        reorder(parent, rows, order);
        for (size_t row = 0; row < leaving.size(); ++row)
            leaving[row] = row >= staying;
    }
    // From the back, so that the rows before keep their numbers.
    for (int last = static_cast<int>(leaving.size()) - 1; last >= 0; --last) {
        if (!leaving[static_cast<size_t>(last)])
            continue;
        int first = last;
        while (first > 0 && leaving[static_cast<size_t>(first) - 1])
            --first;
        beginRemoveRows(parent, first, last);
        rows.erase(rows.begin() + first, rows.begin() + last + 1);
        if (!parent.isValid())
            renumber();
        endRemoveRows();
        last = first;
    }
}

// order[i] is the row that becomes row i.
template <typename Row>
void ConnectionsModel::reorder(const QModelIndex &parent, std::vector<Row> &rows,
                               const std::vector<int> &order)
{
    if (std::is_sorted(order.begin(), order.end()))
        return;
    const QList<QPersistentModelIndex> parents{QPersistentModelIndex(parent)};
    Q_EMIT layoutAboutToBeChanged(parents, VerticalSortHint);
    std::vector<Row> moved;
    std::vector<int> newRow(order.size());
    for (size_t i = 0; i < order.size(); ++i) {
        moved.push_back(std::move(rows[static_cast<size_t>(order[i])]));
        newRow[static_cast<size_t>(order[i])] = static_cast<int>(i);
    }
    rows = std::move(moved);
    if (!parent.isValid())
        renumber();
    const void *level
        = parent.isValid() ? m_names[static_cast<size_t>(parent.row())].get() : nullptr;
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex &index : from) {
        const bool moves = index.constInternalPointer() == level;
        to += moves ? createIndex(newRow[static_cast<size_t>(index.row())], index.column(), level)
                    : index;
    }
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged(parents, VerticalSortHint);
}

void ConnectionsModel::renumber()
{
    for (size_t row = 0; row < m_names.size(); ++row)
        m_names[row]->row = static_cast<int>(row);
}

QStringList ConnectionsModel::names(qsizetype namesMax) const
{
    std::set<QByteArray> distinct;
    for (const auto &[id, connection] : m_connections)
        distinct.insert(connection.figures.stats.name);
    QStringList names;
    for (const QByteArray &name : distinct) {
        if (names.size() == namesMax)
            break;
        names += QString::fromUtf8(name);
    }
    return names;
}

QModelIndex ConnectionsModel::indexOf(const Name &name) const
{
    return createIndex(name.row, 0, nullptr);
}

QModelIndex ConnectionsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Name *name
        = parent.isValid() ? m_names[static_cast<size_t>(parent.row())].get() : nullptr;
    return createIndex(row, column, name);
}

QModelIndex ConnectionsModel::parent(const QModelIndex &index) const
{
    const auto *name = static_cast<const Name *>(index.constInternalPointer());
    return name == nullptr ? QModelIndex() : indexOf(*name);
}

int ConnectionsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_names.size());
    const bool isName = parent.constInternalPointer() == nullptr && parent.column() == 0;
    return isName ? static_cast<int>(m_names[static_cast<size_t>(parent.row())]->rows.size()) : 0;
}

int ConnectionsModel::columnCount(const QModelIndex &) const
{
    return ConnectionColumn::Count;
}

const ConnectionFigures &ConnectionsModel::figuresOf(const QModelIndex &index) const
{
    const auto row = static_cast<size_t>(index.row());
    const auto *name = static_cast<const Name *>(index.constInternalPointer());
    return name == nullptr ? m_names[row]->sum : *name->rows[row];
}

QVariant ConnectionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConnectionFigures &figures = figuresOf(index);
    const bool isName = index.constInternalPointer() == nullptr;
    switch (role) {
    case Qt::DisplayRole:
        if (!isName && index.column() == ConnectionColumn::Name)
            return u'#' + QString::number(figures.stats.id);
        return connectionText(figures, index.column(), m_wallClockMs);
    case Qt::DecorationRole:
        return isName && index.column() == ConnectionColumn::Name ? QVariant(m_dot) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<int>(connectionAlignment(index.column()));
    case Qt::ToolTipRole:
        return plainToolTip(connectionDetails(figures));
    case IdsRole: {
        QList<quint64> ids;
        if (!isName)
            return QVariant::fromValue(QList<quint64>{figures.stats.id});
        for (const ConnectionFigures *row : m_names[static_cast<size_t>(index.row())]->rows)
            ids += row->stats.id;
        return QVariant::fromValue(ids);
    }
    case NameRole:
        return QString::fromUtf8(figures.stats.name);
    case IsNameRole:
        return isName;
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

} // namespace pushpoint::ui
