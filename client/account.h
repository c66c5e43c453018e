#pragma once

#include "client/conversation_model.h"
#include "client/history.h"
#include "client/inbox.h"
#include "client/outbox.h"
#include "client/roster.h"
#include "client/roster_model.h"
#include "client/trust/server_trust.h"

#include <QObject>

namespace pushpoint {

/// Where an account keeps what must outlive the program. A value.
struct AccountStorage
{
    QString folder;  ///< empty: nothing outlives it
    QString account; ///< tells it from other accounts in the same folder
    HistoryLimits limits;
};

/// One user at one server: what arrives for the name, what is sent in it, and the conversation that
/// comes of both. Lives on the GUI thread; made and owned by the composition root, outlives the
/// windows that show it. Never shows anything itself.
class Account : public QObject
{
    Q_OBJECT

public:
    explicit Account(const ServerAddress &server, QObject *parent = nullptr,
                     const InboxTimes &times = {}, const AccountStorage &storage = {});

    const ServerAddress &server() const { return m_server; }
    std::optional<UserName> name() const { return m_inbox.name(); }

    /// Begins to ask the server for names. Messages need none of it.
    void start();
    /// Takes this name: the old one's socket is closed, the new one's opened. Nothing if it is the
    /// name already.
    void setName(const UserName &name);
    /// Sends as the present name, which there must be. Nothing leaves in a name before its socket
    /// is open.
    void send(const UserName &to, const QString &text);
    /// Sends a failed line of the conversation once more, in its own sender's name; nothing for any
    /// other line.
    void sendAgain(quint64 entryId);

    ServerTrust &trust() { return m_trust; }
    Inbox &inbox() { return m_inbox; }
    Outbox &outbox() { return m_outbox; }
    History &history() { return m_history; }
    Roster &roster() { return m_roster; }
    ConversationModel &conversation() { return m_conversation; }
    RosterModel &names() { return m_names; }

private:
    void onRecentLoaded(const QString &self, QList<ConversationEntry> lines);
    void onMessageArrived(const UserName &to, const IncomingMessage &message);
    void onInboxState(InboxState state);
    void showItem(const OutboxItem &item);
    void onItemChanged(const OutboxItem &item);
    void onDelivered(const OutboxItem &item, int connections);
    void checkPresence(const UserName &name, bool isOnline);

    const ServerAddress m_server;
    ConversationModel m_conversation;
    RosterModel m_names;
    ServerTrust m_trust; ///< before all that ask it
    Inbox m_inbox;
    Outbox m_outbox;
    History m_history;
    Roster m_roster;
    QHash<quint64, quint64> m_entryOfTicket;
    QStringList m_loadedNames; ///< whose history is in the conversation
    bool m_wasLost = false;    ///< the connection ended, and has not come back yet
};

} // namespace pushpoint
