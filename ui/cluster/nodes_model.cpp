#include "ui/cluster/nodes_model.h"

#include "ui/cluster/cluster_text.h"
#include "ui/parts/online_dot.h"
#include "ui/words/display_text.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

// Both lists have the same order; nodes only come and go. So one walk along both is enough.
void NodesModel::update(const std::vector<NodeView> &nodes, qint64 nowMs)
{
    m_nowMs = nowMs;
    const auto has = [](const std::vector<NodeView> &list, const QByteArray &id) {
        return std::ranges::find(list, id, &NodeView::id) != list.end();
    };
    for (size_t row = m_nodes.size(); row-- > 0;) {
        if (has(nodes, m_nodes[row].id))
            continue;
        beginRemoveRows({}, int(row), int(row));
        m_nodes.erase(m_nodes.begin() + qsizetype(row));
        endRemoveRows();
    }
    for (size_t row = 0; row < nodes.size(); ++row) {
        if (row < m_nodes.size() && m_nodes[row].id == nodes[row].id) {
            m_nodes[row] = nodes[row];
            continue;
        }
        const auto old = std::ranges::find(m_nodes, nodes[row].id, &NodeView::id);
        if (old != m_nodes.end()) { // never with an unchanged order
            const int from = int(old - m_nodes.begin());
            beginRemoveRows({}, from, from);
            m_nodes.erase(old);
            endRemoveRows();
        }
        beginInsertRows({}, int(row), int(row));
        m_nodes.insert(m_nodes.begin() + qsizetype(row), nodes[row]);
        endInsertRows();
    }
    if (!m_nodes.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int NodesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_nodes.size());
}

int NodesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString NodesModel::text(const NodeView &node, int column) const
{
    switch (column) {
    case Name:
        return ClusterText::node(node.name, node.isSelf);
    case State:
        return ClusterText::state(node.state);
    case Since:
        return node.stateSinceMs == 0 ? QString() : sinceText(node.stateSinceMs, m_nowMs);
    default:
        break;
    }
    if (!node.hasFacts)
        return u"–"_s;
    switch (column) {
    case Names:
        return countText(node.facts.names);
    case Connections:
        return countText(node.facts.connections);
    case Publishes:
        return rateText(node.publishesPerSecond);
    case Deliveries:
        return rateText(node.deliveriesPerSecond);
    default:
        return {};
    }
}

QVariant NodesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const NodeView &node = m_nodes[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole:
        if (node.state == NodeView::State::OtherVersion)
            return plainToolTip(tr("%1 speaks version %2 of what nodes say to each other, and this "
                                   "node another one: no message passes between them.")
                                    .arg(visibleText(node.id))
                                    .arg(node.wireVersion));
        return plainToolTip(visibleText(node.id));
    case Qt::DecorationRole:
        if (index.column() == State && node.state == NodeView::State::Joined)
            return onlineDot();
        return {};
    case Qt::ForegroundRole:
        // What is not with us is there to be read, and no more.
        if (node.state == NodeView::State::Silent || node.state == NodeView::State::Gone)
            return QGuiApplication::palette().brush(QPalette::PlaceholderText);
        return {};
    case Qt::TextAlignmentRole:
        return int((index.column() >= Names ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant NodesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Names ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Node"),        tr("State"),     tr("Since"),     tr("Names"),
                             tr("Connections"), tr("Publishes"), tr("Deliveries")};
    return titles.value(section);
}

} // namespace pushpoint::ui
