#pragma once

#include "client/account/drafts.h"
#include "client/account/roster_model.h"
#include "client/history/conversation_entry.h"

#include <QAbstractListModel>

#include <optional>

namespace pushpoint::client {

/// With whom one name has talked, the latest first, what was typed for them and not sent, and how
/// much of it was not read yet. GUI thread; owned by the window that shows it.
class PeerModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { UnreadRole = Qt::UserRole, LastTextRole, LastTimeRole, IsOnlineRole, DraftRole };

    /// Both outlive this one.
    PeerModel(const RosterModel &names, const Drafts &drafts, QObject *parent = nullptr);

    /// Shows the peers of this name: at first nobody. True where it was another name.
    bool setSelf(const QString &self);
    /// The last lines with each of them, the newest first, as they were until now.
    void addKnown(const QString &self, const QList<ConversationEntry> &lines);
    /// A line was said just now.
    void add(const ConversationEntry &line);
    /// What comes from this peer counts as read, until another one is in view; absent: nobody is.
    void setInView(const std::optional<QString> &peer);
    std::optional<QString> inView() const { return m_inView; }
    int unreadTotal() const;
    /// The row of a peer; −1 where there is none.
    int rowOf(const QString &peer) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// Edit: the name, empty where the sender did not say. Display: the same for people.
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void unreadChanged(int total);

private:
    struct Peer
    {
        QString name;
        QString lastText;
        QDateTime lastAt;
        int unread = 0;
    };
    static Peer peerOf(const ConversationEntry &line);

    const RosterModel &m_names;
    const Drafts &m_drafts;
    QString m_self;
    std::optional<QString> m_inView;
    QList<Peer> m_peers;
};

} // namespace pushpoint::client
