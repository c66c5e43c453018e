#pragma once

#include "server/protocol/close_code.h"
#include "server/protocol/message.h"
#include "server/server_options.h"
#include "server/traffic/traffic_feed.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace pushpoint {

class Broker;
class HttpGateway;
class Listener;
class Node;
class OriginRules;
class PlainReads;
class Registry;
class SpreadClose;
class TurnFlush;
class WebSocketGateway;
struct HttpConnections;

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
    void setOriginRules(const OriginRules &rules);

Q_SIGNALS:
    void listening(const QUrl &url);
    void failed(const pushpoint::Error &error);
    void stopped();
    void published(quint64 ticket, const pushpoint::PublishOutcome &outcome);
    void probed(quint64 ticket, const pushpoint::ProbeOutcome &outcome);

private:
    void fail(const Error &error);
    void joinOthers();
    void shareCluster();
    void sweep();
    void finishWhenEmpty();
    void logPresence();

    const ServerOptions m_options;
    TrafficFeed &m_feed;
    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<Node> m_node;
    std::unique_ptr<Broker> m_broker; ///< null: this node is alone
    std::unique_ptr<TurnFlush> m_turnFlush;
    std::unique_ptr<HttpGateway> m_gateway;
    std::unique_ptr<HttpConnections> m_connections;
    std::unique_ptr<PlainReads> m_plainReads;       ///< owns the listener and with it the sockets
    std::unique_ptr<WebSocketGateway> m_webSockets; ///< goes first: its sessions end their sockets
    std::unique_ptr<SpreadClose> m_farewell;        ///< once end() was called
    Listener *m_listener = nullptr;
    QTimer m_sweepTimer;
    QTimer m_presenceTimer;
    QTimer m_clusterTimer;
    QElapsedTimer m_sinceSweep;
    QElapsedTimer m_stopping; ///< valid once end() was called
    QString m_lastPresence;
};

} // namespace pushpoint
