#pragma once

#include "server/traffic/traffic_event.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <memory>
#include <vector>

namespace pushpoint {

/// Who is connected, in the order of their ids, which is that of their coming. Each new table is
/// merged by id, so that a row stays the same row, with its selection, while its figures change.
/// Holds the newest table itself and no copy of it. GUI thread; owned by its panel.
class ConnectionsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        Address,
        Since,
        MessagesIn,
        MessagesOut,
        BytesIn,
        BytesOut,
        BytesWaiting,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, ///< what to sort by: text or a number
        IdRole,                  ///< quint64
        NameRole,                ///< QString, as it is
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows this table instead of the former. Its order does not matter.
    /// @return true where somebody came or went.
    bool update(std::shared_ptr<const ConnectionTable> table);
    void clear();

    /// The names online, each once and in order, `namesMax` at the most.
    QStringList names(qsizetype namesMax) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    bool removeMissing(const ConnectionTable &table);
    bool insertNew(const ConnectionTable &table);
    void replaceChanged(const ConnectionTable &table);

    std::shared_ptr<const ConnectionTable> m_table; ///< keeps the rows alive
    std::vector<const ConnectionStats *> m_rows;    ///< ordered by id
};

} // namespace pushpoint
