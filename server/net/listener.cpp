#include "server/net/listener.h"

#include "server/net/descriptor_limit.h"
#include "server/net/websocket_gateway.h"

#include <QTimer>

#include <algorithm>
#include <limits>

namespace pushpoint {

namespace {

// A burst of connects must not lose a SYN, which would come again a full second later.
constexpr int backlogMax = 4096;
constexpr std::chrono::milliseconds acceptPause{100};
// Those beyond the limit are told so, but not without an end.
constexpr qsizetype toldMax = 256;
constexpr int toldPerAddressMax = 16;

// Logs, brokers, resources and whatever libraries open need some too.
constexpr int descriptorsKeptBack = 512;

qsizetype connectionsMaxOf(const Limits &limits)
{
    const int descriptors = raiseDescriptorLimit();
    if (limits.connectionsMax > 0)
        return limits.connectionsMax;
    if (descriptors < 0)
        return std::numeric_limits<qsizetype>::max() / 2;
    return std::max(descriptors - descriptorsKeptBack, descriptors / 2);
}

} // namespace

Listener::Listener(Door &door, QObject *parent)
    : QTcpServer(parent), m_door(door), m_connectionsMax(connectionsMaxOf(door.limits))
{
    setListenBacklogSize(backlogMax);
    // Qt stops accepting for good after an error such as "too many open files", and resuming at
    // once would only meet it again.
    connect(this, &QTcpServer::acceptError, this, [this](QAbstractSocket::SocketError) {
        addRelaxed(m_door.counters.acceptErrors, 1);
        QTimer::singleShot(acceptPause, this, &QTcpServer::resumeAccepting);
    });
}

void Listener::handToHttpServer(QTcpSocket *socket)
{
    addPendingConnection(socket);
}

void Listener::incomingConnection(qintptr descriptor)
{
    const qsizetype open = m_door.connections.size() + m_door.webSockets.sessionCount();
    auto *socket = new ServerSocket(this);
    const bool known = socket->setSocketDescriptor(descriptor);
    const bool tooManyOfAddress = known && isTooManyOfAddress(*socket);
    if (!known || open >= m_connectionsMax + toldMax
        || (tooManyOfAddress
            && m_door.refusedAddresses.count(socket->peerAddress()) >= toldPerAddressMax)) {
        addRelaxed(m_door.counters.connectionsDropped, 1);
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(readBufferBytesMax);
    auto *connection = new HttpConnection(*socket, m_door); // a child of the socket
    if (open >= m_connectionsMax)
        connection->turnAway({ErrorCode::TooManyConnections, {}});
    else if (tooManyOfAddress)
        turnAwayAddress(*socket, *connection);
    else if (m_door.limits.connectionsPerAddressMax > 0)
        m_door.addresses.add(socket->peerAddress(), socket);
}

bool Listener::isTooManyOfAddress(const QTcpSocket &socket) const
{
    const int most = m_door.limits.connectionsPerAddressMax;
    return most > 0 && m_door.addresses.count(socket.peerAddress()) >= most;
}

void Listener::turnAwayAddress(QTcpSocket &socket, HttpConnection &connection)
{
    m_door.refusedAddresses.add(socket.peerAddress(), &socket);
    connection.turnAway(
        {ErrorCode::TooManyRequests, QStringLiteral("too many connections from this address")});
}

} // namespace pushpoint
