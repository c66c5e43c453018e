#pragma once

#include "client/outbox/outbox_store.h"
#include "client/storage/worker_thread.h"
#include "client/transport/message_api.h"
#include "client/transport/reconnect_policy.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QTimer>

namespace pushpoint::client {

/// Every message on its way out, from the moment it was written until it has arrived: kept on disk
/// by a thread of its own, sent one after the other in the order it was written, and only once it
/// is on disk; tried again by back-off while the server gives no answer or says "not now". An
/// attempt always bears the id of the first one, so the server does not deliver it twice. GUI
/// thread, which waits for the disk in the destructor only; owned by an account. Never drops a
/// message by itself.
class Outbox : public QObject
{
    Q_OBJECT

public:
    /// `account` tells the messages of one account from those of others in the same file; an empty
    /// path keeps them in memory only. What was left over is sent as soon as the event loop runs.
    Outbox(const ServerAddress &server, const QString &path, const QString &account,
           QObject *parent = nullptr, ReconnectPolicy policy = ReconnectPolicy());
    /// Waits until the disk has what was given, or cannot have it now.
    ~Outbox() override;

    /// As RestApi::setTrust().
    void setTrust(ServerTrust &trust) { m_api.setTrust(trust); }
    /// Takes a message; changed() tells when it is on disk.
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
    /// True once items() has what earlier runs left over.
    bool isLoaded() const { return m_isLoaded; }
    /// True while no message waits for the disk.
    bool isSaved() const;
    /// Why messages would not survive a restart, for people; empty while they do.
    QString problem() const { return m_problem; }

Q_SIGNALS:
    /// Once: what earlier runs left over is among the items now.
    void loaded();
    void problemChanged();
    /// It is still here, in another state or for another reason, or on disk now.
    void changed(const pushpoint::client::OutboxItem &item);
    /// It has arrived at so many connections, and is no longer here.
    void delivered(const pushpoint::client::OutboxItem &item, int connections);

private:
    void onLoaded(QList<OutboxItem> items);
    void onSaved(const QString &senderId);
    void onProblem(const QString &problem);
    void sendNext();
    bool mayLeave(const OutboxItem &item) const;
    void onResult(quint64 ticket, const SendResult &result);
    void onOffline(OutboxItem &item, const QString &reason);
    OutboxItem *find(quint64 ticket);

    MessageApi m_api;
    ReconnectPolicy m_policy;
    QList<OutboxItem> m_items; ///< in the order in which they were written
    quint64 m_lastTicket = 0;
    bool m_isLoaded = false;
    QString m_problem;
    std::optional<UserName> m_held;
    std::optional<quint64> m_underWay;
    QHash<UserName, QDeadlineTimer> m_resting; ///< receivers to be asked for again, within grace
    QDeadlineTimer m_grace{0};
    QTimer m_retryTimer; ///< runs while the server gives no answer
    QTimer m_wakeTimer;  ///< looks for what may leave
    WorkerThread<OutboxStore> m_store;
};

} // namespace pushpoint::client
