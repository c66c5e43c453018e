#include "client/peer_model.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace pushpoint {

PeerModel::PeerModel(const ConversationModel &conversation, const RosterModel &names,
                     QObject *parent)
    : QAbstractListModel(parent), m_conversation(conversation), m_names(names)
{
    connect(&conversation, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onRowsInserted(first, last); });
    const auto onRoster = [this] {
        if (!m_peers.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), {IsOnlineRole});
    };
    connect(&names, &QAbstractItemModel::dataChanged, this, onRoster);
    connect(&names, &QAbstractItemModel::modelReset, this, onRoster);
}

void PeerModel::setSelf(const QString &self)
{
    if (self == m_self)
        return;
    m_self = self;
    rebuild();
}

void PeerModel::setInView(const std::optional<QString> &peer)
{
    m_inView = peer;
    const int row = peer ? rowOf(*peer) : -1;
    if (row < 0 || m_peers[row].unread == 0)
        return;
    m_peers[row].unread = 0;
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT unreadChanged(unreadTotal());
}

int PeerModel::unreadTotal() const
{
    return std::accumulate(m_peers.begin(), m_peers.end(), 0,
                           [](int sum, const Peer &peer) { return sum + peer.unread; });
}

int PeerModel::rowOf(const QString &peer) const
{
    const auto found = std::ranges::find(m_peers, peer, &Peer::name);
    return found == m_peers.end() ? -1 : int(found - m_peers.begin());
}

int PeerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_peers.size());
}

QVariant PeerModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Peer &peer = m_peers[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return peer.name.isEmpty() ? tr("no sender") : peer.name;
    case Qt::EditRole:
        return peer.name;
    case Qt::AccessibleTextRole: {
        const QString name = index.data().toString();
        return peer.unread > 0 ? tr("%1, %n unread", nullptr, peer.unread).arg(name) : name;
    }
    case UnreadRole:
        return peer.unread;
    case LastTextRole:
        return peer.lastText;
    case LastTimeRole:
        return peer.lastAt;
    case IsOnlineRole:
        return m_names.isOnline(peer.name);
    default:
        return {};
    }
}

void PeerModel::rebuild()
{
    beginResetModel();
    m_peers.clear();
    for (int row = 0; row < m_conversation.rowCount(); ++row)
        note(m_conversation.at(row), false);
    endResetModel();
    Q_EMIT unreadChanged(unreadTotal());
}

void PeerModel::onRowsInserted(int first, int last)
{
    if (first == 0 && last + 1 < m_conversation.rowCount())
        last = -1; // older lines from the history: the order is as it was, but peers may be new
    bool isNew = last < 0;
    for (int row = first; row <= last; ++row)
        isNew = isNew || m_conversation.at(row).self == m_self;
    if (!isNew)
        return;
    beginResetModel(); // a short list; its order changes as well
    if (last < 0) {
        QHash<QString, int> unread;
        for (const Peer &peer : std::exchange(m_peers, {}))
            unread.insert(peer.name, peer.unread);
        for (int row = 0; row < m_conversation.rowCount(); ++row)
            note(m_conversation.at(row), false);
        for (Peer &peer : m_peers)
            peer.unread = unread.value(peer.name);
    }
    for (int row = first; row <= last; ++row)
        note(m_conversation.at(row), true);
    endResetModel();
    Q_EMIT unreadChanged(unreadTotal());
}

void PeerModel::note(const ConversationEntry &entry, bool mayBeUnread)
{
    if (entry.direction == Direction::Notice || entry.self != m_self)
        return;
    const int row = rowOf(entry.peer);
    Peer peer = row < 0 ? Peer{entry.peer, {}, {}, 0} : m_peers.takeAt(row);
    peer.lastText = entry.text.left(200).simplified();
    peer.lastAt = entry.at;
    if (mayBeUnread && entry.direction == Direction::Incoming && entry.peer != m_inView)
        ++peer.unread;
    m_peers.prepend(peer);
}

} // namespace pushpoint
