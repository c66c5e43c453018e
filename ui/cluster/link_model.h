#pragma once

#include "server/protocol/cluster_view.h"

#include <QAbstractTableModel>

namespace pushpoint::ui {

/// What the link to the broker went through, the newest first. GUI thread; owned by its page.
class LinkModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, State, Reason, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// @param history the oldest first.
    void update(const std::vector<LinkChange> &history);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    std::vector<LinkChange> m_history; ///< the oldest first
};

} // namespace pushpoint::ui
