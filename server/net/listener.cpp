#include "server/net/listener.h"

#include <QTcpSocket>

namespace pushpoint {

namespace {

// A burst of connects must not lose a SYN, which would come again a full second later.
constexpr int backlogMax = 4096;

} // namespace

Listener::Listener(Door &door, QObject *parent) : QTcpServer(parent), m_door(door)
{
    setListenBacklogSize(backlogMax);
    // Qt stops accepting for good after an error such as "too many open files".
    connect(this, &QTcpServer::acceptError, this, &QTcpServer::resumeAccepting,
            Qt::QueuedConnection);
}

void Listener::handToHttpServer(QTcpSocket *socket)
{
    addPendingConnection(socket);
}

void Listener::incomingConnection(qintptr descriptor)
{
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(readBufferBytesMax);
    new HttpConnection(*socket, m_door); // a child of the socket
}

} // namespace pushpoint
