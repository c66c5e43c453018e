#pragma once

#include "client/outbox/outbox_store.h"
#include "client/transport/message_api.h"
#include "client/transport/reconnect_policy.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QTimer>

namespace pushpoint {

/// Every message on its way out, from the moment it was written until it has arrived: kept on disk,
/// sent one after the other in the order it was written, tried again by back-off while the server
/// gives no answer. An attempt always bears the id of the first one, so the server does not deliver
/// it twice. GUI thread; owned by an account. Never drops a message by itself.
class Outbox : public QObject
{
    Q_OBJECT

public:
    /// `account` tells the messages of one account from those of others in the same file; an empty
    /// path keeps them in memory only. What was left over is sent as soon as the event loop runs.
    Outbox(const ServerAddress &server, const QString &path, const QString &account,
           QObject *parent = nullptr, ReconnectPolicy policy = ReconnectPolicy());

    /// As RestApi::setTrust().
    void setTrust(ServerTrust &trust) { m_api.setTrust(trust); }
    /// Takes a message; it is on disk when this returns.
    OutboxItem add(const UserName &from, const UserName &to, const QString &text);
    /// Tries once more what was offline or refused; nothing for any other.
    void sendAgain(quint64 ticket);

    /// Forgets all that has not arrived; what is under way may arrive yet.
    void discardAll();

    /// Nothing in this name leaves until release(): its socket is not open yet. What is under way
    /// already stays so.
    void hold(const UserName &name);
    void release();
    /// There is reason to believe that the server answers again: no more waiting.
    void tryNow();
    /// For this long, receivers who are offline are asked for again by itself: after a restart of
    /// the server everyone comes back within the ceiling of the back-off, but not all at once.
    void beginGrace(std::chrono::milliseconds length);

    const QList<OutboxItem> &items() const { return m_items; }
    quint64 lastTicket() { return m_store.lastTicket(); }
    /// Why messages would not survive a restart, for people; empty while they do.
    QString problem() const { return m_store.problem(); }

Q_SIGNALS:
    /// It is still here, in another state or for another reason.
    void changed(const pushpoint::OutboxItem &item);
    /// It has arrived at so many connections, and is no longer here.
    void delivered(const pushpoint::OutboxItem &item, int connections);

private:
    void sendNext();
    bool mayLeave(const OutboxItem &item) const;
    void onResult(quint64 ticket, const SendResult &result);
    void onOffline(OutboxItem &item, const QString &reason);
    OutboxItem *find(quint64 ticket);

    OutboxStore m_store;
    MessageApi m_api;
    ReconnectPolicy m_policy;
    QList<OutboxItem> m_items; ///< by ticket
    std::optional<UserName> m_held;
    std::optional<quint64> m_underWay;
    QHash<UserName, QDeadlineTimer> m_resting; ///< receivers to be asked for again, within grace
    QDeadlineTimer m_grace{0};
    QTimer m_retryTimer; ///< runs while the server gives no answer
    QTimer m_wakeTimer;  ///< looks for what may leave
};

} // namespace pushpoint
