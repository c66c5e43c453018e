#pragma once

#include "server/protocol/cluster_view.h"

#include <QAbstractTableModel>

namespace pushpoint::ui {

/// The nodes of a cluster as this one sees them, a row each, in the view's order. Rows stay the
/// same while their nodes do, so that a selection lasts. GUI thread; owned by its page.
class NodesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, State, Since, Names, Connections, Publishes, Deliveries, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// @param nowMs since the epoch: how "since" is written.
    void update(const std::vector<NodeView> &nodes, qint64 nowMs);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    QString text(const NodeView &node, int column) const;

    std::vector<NodeView> m_nodes;
    qint64 m_nowMs = 0;
};

} // namespace pushpoint::ui
