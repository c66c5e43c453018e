#pragma once

#include "client/account/drafts.h"
#include "client/account/roster_model.h"
#include "client/history/conversation_entry.h"
#include "client/history/history.h"
#include "client/outbox/outbox.h"
#include "client/transport/inbox.h"
#include "client/transport/roster.h"
#include "client/trust/server_trust.h"

#include <QObject>

namespace pushpoint::client {

/// Where an account keeps what must outlive the program. A value.
struct AccountStorage
{
    QString folder;  ///< empty: nothing outlives it
    QString account; ///< tells it from other accounts in the same folder
    HistoryLimits limits;
};

/// One user at one server: what arrives for the name, and what is sent in it. What comes of both is
/// kept by the history, and told here line by line as it is said. Lives on the GUI thread; made and
/// owned by the composition root, outlives the windows that show it. Never shows anything itself.
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
    /// Sends what failed once more, in its own sender's name; nothing for any other line.
    void sendAgain(const ConversationEntry &line) { m_outbox.sendAgain(line.ticket); }
    /// True once the history has every line that earlier runs left unsent: from then on a page of
    /// it holds all there is.
    bool isRestored() const { return m_outbox.isLoaded(); }
    /// Says of lines of the history what became of them by now. Once restored.
    void completeFromOutbox(QList<ConversationEntry> &lines) const;

    ServerTrust &trust() { return m_trust; }
    Inbox &inbox() { return m_inbox; }
    Outbox &outbox() { return m_outbox; }
    History &history() { return m_history; }
    Roster &roster() { return m_roster; }
    Drafts &drafts() { return m_drafts; }
    RosterModel &names() { return m_names; }

Q_SIGNALS:
    void restored();
    /// It was said now, and the history has it.
    void lineAdded(const pushpoint::client::ConversationEntry &line);
    void deliveryChanged(const pushpoint::client::DeliveryChange &change);

private:
    void onMessageArrived(const UserName &to, const IncomingMessage &message);
    void onInboxState(InboxState state);
    void onOutboxLoaded();
    quint64 nextId();
    void onItemChanged(const OutboxItem &item);
    void onDelivered(const OutboxItem &item, int connections);
    void checkPresence(const UserName &name, bool isOnline);

    const ServerAddress m_server;
    RosterModel m_names;
    ServerTrust m_trust; ///< before all that ask it
    Inbox m_inbox;
    Outbox m_outbox;
    History m_history;
    Drafts m_drafts;
    Roster m_roster;
    quint64 m_lastId = 0;
    bool m_wasLost = false; ///< the connection ended, and has not come back yet
};

} // namespace pushpoint::client
