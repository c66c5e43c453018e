#pragma once

#include "server/protocol/close_code.h"
#include "server/protocol/message.h"
#include "server/protocol/result.h"
#include "server/server_options.h"
#include "server/traffic/traffic_feed.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace pushpoint::broker {
class Broker;
}

namespace pushpoint::net {
class FairShares;
class HttpGateway;
class Listener;
class OriginRules;
class PlainReads;
class SpreadClose;
class TlsIdentity;
class TokenGate;
class TurnFlush;
class WebSocketGateway;
struct HttpConnections;
} // namespace pushpoint::net

namespace pushpoint {

class Node;
class Registry;

/// All that runs on the server thread, wired together. Made by Server, moved to its thread before
/// begin(), deleted there.
class ServerCore : public QObject
{
    Q_OBJECT

public:
    /// The feed must outlive the core.
    ServerCore(ServerOptions options, TrafficFeed &feed);
    ~ServerCore() override;

    void begin();
    void end();
    void publish(quint64 ticket, const Message &message);
    void disconnectSessions(const QList<quint64> &ids, CloseCode code, const QString &reason);
    void pingSessions(const QList<quint64> &ids);
    void shareConnections();
    void probe(quint64 ticket, const Message &message);
    void setOriginRules(const net::OriginRules &rules);
    void setKeys(const access::KeySet &keys);
    void setRevoked(const access::Revoked &revoked);
    void tell(const QList<ToldOption> &options);
    void finishReload(const Result<QStringList> &read);
    void readCertificateAgain();

Q_SIGNALS:
    void listening(const QUrl &url);
    void failed(const pushpoint::Error &error);
    void stopped();
    /// finishReload() is waited for.
    void reloadWanted();
    void unknownKeySeen();
    void published(quint64 ticket, const pushpoint::PublishOutcome &outcome);
    void probed(quint64 ticket, const pushpoint::ProbeOutcome &outcome);

private:
    void fail(const Error &error);
    bool listen();
    void joinOthers();
    void shareCluster();
    void sweep();
    void endRevoked();
    void finishWhenEmpty();
    void logPresence();

    const ServerOptions m_options;
    const Limits m_limits; ///< those in force
    TrafficFeed &m_feed;
    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<Node> m_node;
    std::unique_ptr<broker::Broker> m_broker; ///< null: this node is alone
    std::unique_ptr<net::FairShares> m_shares;
    std::unique_ptr<net::TlsIdentity> m_tls; ///< null: nothing is encrypted; goes after all sockets
    std::unique_ptr<net::TurnFlush> m_turnFlush;
    std::unique_ptr<net::TokenGate> m_tokenGate;
    std::unique_ptr<net::HttpGateway> m_gateway;
    std::unique_ptr<net::HttpConnections> m_connections;
    std::unique_ptr<net::PlainReads> m_plainReads; ///< owns the listener and with it the sockets
    std::unique_ptr<net::WebSocketGateway>
        m_webSockets;                             ///< goes first: its sessions end their sockets
    std::unique_ptr<net::SpreadClose> m_farewell; ///< once end() was called
    net::Listener *m_listener = nullptr;
    QTimer m_sweepTimer;
    QTimer m_presenceTimer;
    QTimer m_clusterTimer;
    QElapsedTimer m_sinceSweep;
    QElapsedTimer m_stopping; ///< valid once end() was called
    QString m_lastPresence;
    quint64 m_unknownKeysTold = 0;
};

} // namespace pushpoint
