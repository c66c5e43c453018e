#pragma once

#include <QSortFilterProxyModel>

namespace pushpoint {

/// Of a conversation model, the lines between one name and one peer. Without a peer, all lines of
/// the name. GUI thread; owned by a window.
class PeerFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void show(const QString &self, const QString &peer);
    QString peer() const { return m_peer; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_self;
    QString m_peer;
};

} // namespace pushpoint
