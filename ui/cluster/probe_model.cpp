#include "ui/cluster/probe_model.h"

#include "ui/cluster/cluster_text.h"
#include "ui/parts/online_dot.h"
#include "ui/words/display_text.h"

#include <QFont>

namespace pushpoint::ui {

void ProbeModel::setRows(std::vector<ProbeRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ProbeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ProbeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProbeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ProbeRow &row = m_rows[size_t(index.row())];
    if (role == Qt::DecorationRole && index.column() == Outcome && row.taken > 0)
        return onlineDot();
    if (role == Qt::FontRole && (!row.answered || row.isMissing())) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Node:
        return ClusterText::node(row.name, row.isSelf);
    case Outcome:
        return ClusterText::probe(row);
    case Took:
        return row.tookUs < 0 ? QString() : durationText(row.tookUs * 1000);
    default:
        return {};
    }
}

QVariant ProbeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Node"), tr("What it said"), tr("After")};
    return titles.value(section);
}

} // namespace pushpoint::ui
