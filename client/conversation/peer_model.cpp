#include "client/conversation/peer_model.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace pushpoint::client {

namespace {

/// More is never to be seen in a row.
constexpr qsizetype lastCharsMax = 200;

} // namespace

PeerModel::PeerModel(const RosterModel &names, const Drafts &drafts, QObject *parent)
    : QAbstractListModel(parent), m_names(names), m_drafts(drafts)
{
    const auto onChange = [this] {
        if (!m_peers.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), {IsOnlineRole, DraftRole});
    };
    connect(&names, &QAbstractItemModel::dataChanged, this, onChange);
    connect(&names, &QAbstractItemModel::modelReset, this, onChange);
    connect(&drafts, &Drafts::loaded, this, onChange);
    connect(&drafts, &Drafts::changed, this, [this](const QString &self, const QString &peer) {
        const int row = self == m_self ? rowOf(peer) : -1;
        if (row >= 0)
            Q_EMIT dataChanged(index(row), index(row), {DraftRole});
    });
}

bool PeerModel::setSelf(const QString &self)
{
    if (self == m_self)
        return false;
    m_self = self;
    beginResetModel();
    m_peers.clear();
    endResetModel();
    Q_EMIT unreadChanged(0);
    return true;
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
    case DraftRole:
        return m_drafts.text(m_self, peer.name).left(lastCharsMax).simplified();
    default:
        return {};
    }
}

PeerModel::Peer PeerModel::peerOf(const ConversationEntry &line)
{
    return {line.peer, line.text.left(lastCharsMax).simplified(), line.at, 0};
}

void PeerModel::addKnown(const QString &self, const QList<ConversationEntry> &lines)
{
    if (self != m_self || lines.isEmpty())
        return;
    beginResetModel(); // a short list
    for (const ConversationEntry &line : lines) {
        if (rowOf(line.peer) < 0) // else it was said meanwhile, and is newer
            m_peers.append(peerOf(line));
    }
    endResetModel();
}

void PeerModel::add(const ConversationEntry &line)
{
    if (line.direction == Direction::Notice || line.self != m_self)
        return;
    const int row = rowOf(line.peer);
    Peer peer = peerOf(line);
    peer.unread = row < 0 ? 0 : m_peers[row].unread;
    if (line.direction == Direction::Incoming && line.peer != m_inView)
        ++peer.unread;
    if (row == 0) { // most often
        m_peers[0] = peer;
        Q_EMIT dataChanged(index(0), index(0));
    } else {
        beginResetModel(); // its order changes as well
        if (row > 0)
            m_peers.removeAt(row);
        m_peers.prepend(peer);
        endResetModel();
    }
    Q_EMIT unreadChanged(unreadTotal());
}

} // namespace pushpoint::client
