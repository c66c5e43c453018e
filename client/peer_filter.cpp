#include "client/peer_filter.h"

#include "client/conversation_model.h"

namespace pushpoint {

void PeerFilter::show(const QString &self, const QString &peer)
{
    if (self == m_self && peer == m_peer)
        return;
    m_self = self;
    m_peer = peer;
    invalidateFilter();
}

bool PeerFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (Direction(index.data(ConversationModel::DirectionRole).toInt()) == Direction::Notice)
        return m_peer.isEmpty();
    return index.data(ConversationModel::SelfRole).toString() == m_self
        && (m_peer.isEmpty() || index.data(ConversationModel::PeerRole).toString() == m_peer);
}

} // namespace pushpoint
