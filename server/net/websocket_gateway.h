#pragma once

#include "server/net/handshake.h"
#include "server/node/node.h"
#include "server/protocol/message_parser.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QWebSocketServer>

#include <memory>
#include <unordered_map>

class QTcpSocket;

namespace pushpoint {

class WebSocketSession;

/// Makes sessions of sockets whose upgrade was checked: QWebSocketServer answers the handshake, the
/// session goes to the registry, and what it says goes to the node. Server thread; owned by the
/// server's core; outlives its sessions, which it owns.
class WebSocketGateway : public QObject
{
    Q_OBJECT

public:
    /// The registry, the node and the limits must outlive the gateway.
    WebSocketGateway(Registry &registry, Node &node, const Limits &limits,
                     QObject *parent = nullptr);
    ~WebSocketGateway() override;

    /// Takes the socket over and answers the upgrade. `behind` are bytes that followed it already.
    void accept(QTcpSocket &socket, Handshake handshake, QByteArrayView behind);
    /// Pings, and ends what is silent or does not take its good-bye. Called a few times a second.
    void sweep();
    void closeAll(CloseCode code, const QByteArray &reason);
    /// For the window; unknown ids are ignored.
    void close(quint64 id, CloseCode code, const QByteArray &reason);
    ConnectionTable table() const;
    bool isEmpty() const { return m_sessions.empty() && m_upgrading.isEmpty(); }

private:
    struct Upgrading
    {
        QTcpSocket *socket;
        Handshake handshake;
    };
    void takeUpgraded();
    void open(QWebSocket *webSocket, quint64 id, const Upgrading &upgrading);
    void take(WebSocketSession &session, const QByteArray &text);
    void end(quint64 id);

    Registry &m_registry;
    Node &m_node;
    const Limits &m_limits;
    QWebSocketServer m_server;
    QElapsedTimer m_clock;
    quint64 m_lastId = 0;
    QHash<quint64, Upgrading> m_upgrading; ///< between accept() and QWebSocketServer's answer
    std::unordered_map<quint64, std::unique_ptr<WebSocketSession>> m_sessions;
};

} // namespace pushpoint
