#pragma once

#include "server/net/door/http_connection.h"

#include <QTcpServer>

namespace pushpoint {

/// The one port: accepts sockets and puts a connection's guard in front of each, before QHttpServer
/// or QWebSocketServer see a byte. Server thread; owned by QHttpServer once bound to it.
class Listener : public QTcpServer
{
    Q_OBJECT

public:
    /// The door must outlive the listener.
    explicit Listener(Door &door, QObject *parent = nullptr);

    /// Makes QHttpServer adopt a socket that was accepted here.
    void handToHttpServer(QTcpSocket *socket);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    bool isTooManyOfAddress(const QTcpSocket &socket) const;
    void turnAwayAddress(QTcpSocket &socket, HttpConnection &connection);
    bool isNearlyLast(qintptr descriptor) const;

    Door &m_door;
    const int m_descriptors; ///< that this process may have; below zero: no such limit
    const qsizetype m_connectionsMax;
};

} // namespace pushpoint
