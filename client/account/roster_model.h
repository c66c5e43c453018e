#pragma once

#include "client/transport/roster.h"

#include <QAbstractListModel>

namespace pushpoint::client {

/// The names of the two drop-downs, with a dot for those who are online. Lives on the GUI thread;
/// owned by an account. Rows change only where the names do, so that open drop-downs stay calm.
class RosterModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { ConnectionsRole = Qt::UserRole };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<RosterEntry> &entries);
    /// Whether anybody of this name is known to be connected.
    bool isOnline(const QString &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    bool hasSameNames(const QList<RosterEntry> &entries) const;

    QList<RosterEntry> m_entries;
};

} // namespace pushpoint::client
