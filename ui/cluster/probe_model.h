#pragma once

#include "server/protocol/cluster_view.h"

#include <QAbstractTableModel>

namespace pushpoint::ui {

/// What each node said about one probe. GUI thread; owned by its panel.
class ProbeModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Node, Outcome, Took, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<ProbeRow> rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    std::vector<ProbeRow> m_rows;
};

} // namespace pushpoint::ui
