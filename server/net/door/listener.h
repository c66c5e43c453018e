#pragma once

#include "server/protocol/error.h"

#include <QTcpServer>

namespace pushpoint::net {

struct HttpConnections;

/// The one port: accepts sockets and puts a connection's guard in front of each, before QHttpServer
/// or QWebSocketServer see a byte. Server thread; owned by QHttpServer once bound to it.
class Listener : public QTcpServer
{
    Q_OBJECT

public:
    /// Starts their clock. The connections must outlive the listener.
    explicit Listener(HttpConnections &connections, QObject *parent = nullptr);

    /// Ends what takes too long. Called a few times a second.
    void sweep();
    /// Accepts no more; each connection closes as soon as what is under way is answered.
    void stop();
    /// Makes QHttpServer adopt a socket that was accepted here.
    void handToHttpServer(QTcpSocket *socket);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    bool countsByAddress(const QTcpSocket &socket) const;
    bool isTooManyOfAddress(const QTcpSocket &socket) const;
    Error turnAwayAddress(QTcpSocket &socket);
    bool isNearlyLast(qintptr descriptor) const;

    HttpConnections &m_connections;
    const int m_descriptors; ///< that this process may have; below zero: no such limit
    const qsizetype m_connectionsMax;
};

} // namespace pushpoint::net
