#pragma once

#include "server/protocol/close_code.h"
#include "server/protocol/message.h"
#include "server/protocol/result.h"
#include "server/server_options.h"
#include "server/traffic/traffic_feed.h"

#include <QObject>
#include <QThread>
#include <QUrl>

#include <functional>
#include <memory>

namespace pushpoint {

class ServerCore;

/// The whole server behind one object: it owns the server thread, on which every socket, the
/// registry and the node live. Lives on the thread that made it (the GUI's or main's); its commands
/// are queued to the server thread and its signals come from there by the same way, so neither side
/// waits for the other. Made and owned by the composition root; stops the thread when destroyed.
class Server : public QObject
{
    Q_OBJECT

public:
    explicit Server(QObject *parent = nullptr);
    ~Server() override;

    /// Begins to listen; answers by listening() or failed(). Nothing while already started.
    void start(const ServerOptions &options);
    /// Stops accepting, closes every socket with 1001 and answers by stopped(), within
    /// Limits::stopTimeMax. Nothing while not started.
    void stop();
    bool isStarted() const { return m_core != nullptr; }

    /// Who may speak to it inside browsers, from now on; see ServerOptions. Nothing while not
    /// started.
    void allow(const QList<net::SitePattern> &hosts, const QList<net::SitePattern> &origins);

    /// Tokens are held against these from now on, and whose token is one no longer is closed.
    /// Nothing while not started, or in open mode.
    void setKeys(const access::KeySet &keys);
    void setRevoked(const access::Revoked &revoked);
    /// The options that GET /admin/server tells of, from now on. Nothing while not started.
    void tell(const QList<ToldOption> &options);
    /// Reads again what can change while it serves, and says which options these were, or what is
    /// wrong with them: for POST /admin/reload, which answers NotFound without it. Called on this
    /// object's thread.
    using Reload = std::function<Result<QStringList>()>;
    void setReload(Reload reload) { m_reload = std::move(reload); }
    /// Reads the certificate and its key now, without waiting for their files to change. Nothing
    /// while not started, or where nothing is encrypted.
    void readCertificateAgain();

    /// What happened; for one looker. Valid as long as this object.
    TrafficFeed &feed() { return m_feed; }

    /// Publishes as the given sender; answers by published() with the same ticket.
    void publish(quint64 ticket, const Message &message);
    /// Closes the connections of these ids; unknown ones are ignored.
    void disconnectSessions(const QList<quint64> &ids,
                            CloseCode code = CloseCode::ClosedByAdministrator,
                            const QString &reason = {});
    /// Pings the connections of these ids at once; unknown ones are ignored. The round trips stand
    /// in the tables from then on.
    void pingSessions(const QList<quint64> &ids);
    /// Asks for a fresh table of connections, which then lies in feed().
    void requestConnections();
    /// Publishes, and asks every node what it has of that name and what became of the message;
    /// answers by probed() with the same ticket, within a second and a half.
    void probe(quint64 ticket, const Message &message);

Q_SIGNALS:
    /// The server accepts connections at this address, such as http://127.0.0.1:3000, or
    /// https where it was started with a certificate.
    void listening(const QUrl &url);
    /// The start did not succeed; the server is stopped again. AddressInUse, CannotListen,
    /// FolderMissing; BadOption where the certificate or its key is of no use.
    void failed(const pushpoint::Error &error);
    void stopped();
    /// A token named a key that is not there: perhaps its issuer has a new one. At most a few times
    /// a second.
    void unknownKeySeen();
    void published(quint64 ticket, const pushpoint::PublishOutcome &outcome);
    void probed(quint64 ticket, const pushpoint::ProbeOutcome &outcome);

private:
    void endCore();
    void reload();

    TrafficFeed m_feed;
    Reload m_reload;
    QThread m_thread;
    ServerCore *m_core = nullptr; ///< lives on m_thread
};

} // namespace pushpoint
