#pragma once

#include "client/conversation_model.h"
#include "client/roster_model.h"

#include <QAbstractListModel>

#include <optional>

namespace pushpoint {

/// With whom one name has talked, the latest first, and how much of it was not read yet. Follows a
/// conversation model and the roster. GUI thread; owned by the window that shows it.
class PeerModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { UnreadRole = Qt::UserRole, LastTextRole, LastTimeRole, IsOnlineRole };

    /// Both models outlive this one.
    PeerModel(const ConversationModel &conversation, const RosterModel &names,
              QObject *parent = nullptr);

    /// Shows the peers of this name.
    void setSelf(const QString &self);
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
    void rebuild();
    void onRowsInserted(int first, int last);
    void note(const ConversationEntry &entry, bool mayBeUnread);

    const ConversationModel &m_conversation;
    const RosterModel &m_names;
    QString m_self;
    std::optional<QString> m_inView;
    QList<Peer> m_peers;
};

} // namespace pushpoint
