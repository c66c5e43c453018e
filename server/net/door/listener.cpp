#include "server/net/door/listener.h"

#include "server/net/door/http_connection.h"
#include "server/net/door/http_connections.h"
#include "server/net/door/tls_arrival.h"
#include "server/net/http/request_handler.h"
#include "server/net/system/descriptor_limit.h"
#include "server/node/traffic_log.h"

#include <QTimer>

#include <algorithm>
#include <limits>

namespace pushpoint::net {

namespace {

// A burst of connects must not lose a SYN, which would come again a full second later.
constexpr int backlogMax = 4096;
constexpr std::chrono::milliseconds acceptPause{100};
// Those beyond the limit are told so, but not without an end.
constexpr qsizetype toldMax = 256;

// Logs, brokers, resources and whatever libraries open need some too.
constexpr int descriptorsKeptBack = 512;
// However many connections are allowed, so many descriptors are never theirs.
constexpr int descriptorsKeptFreeMax = 32;

qsizetype connectionsMaxOf(const Limits &limits, int descriptors)
{
    if (limits.connectionsMax > 0)
        return limits.connectionsMax;
    if (descriptors < 0)
        return std::numeric_limits<qsizetype>::max() / 2;
    return std::max(descriptors - descriptorsKeptBack, descriptors / 2);
}

} // namespace

Listener::Listener(HttpConnections &connections, QObject *parent)
    : QTcpServer(parent), m_connections(connections), m_descriptors(raiseDescriptorLimit()),
      m_connectionsMax(connectionsMaxOf(connections.limits, m_descriptors))
{
    m_connections.clock.start();
    setListenBacklogSize(backlogMax);
    // Qt stops accepting for good after an error such as "too many open files", and resuming at
    // once would only meet it again.
    connect(this, &QTcpServer::acceptError, this, [this](QAbstractSocket::SocketError) {
        addRelaxed(m_connections.log.counters().acceptErrors, 1);
        QTimer::singleShot(acceptPause, this, &QTcpServer::resumeAccepting);
    });
}

void Listener::sweep()
{
    const qint64 nowMs = m_connections.clock.elapsed();
    const auto all = m_connections.open; // each may remove itself
    for (HttpConnection *connection : all)
        connection->sweep(nowMs);
    const auto arriving = m_connections.arriving;
    for (TlsArrival *arrival : arriving)
        arrival->sweep(nowMs);
}

void Listener::stop()
{
    close();
    const auto all = m_connections.open;
    for (HttpConnection *connection : all)
        connection->stop();
    const auto arriving = m_connections.arriving;
    for (TlsArrival *arrival : arriving)
        arrival->stop();
}

void Listener::handToHttpServer(QTcpSocket *socket)
{
    addPendingConnection(socket);
}

// The system gives out the lowest number that is free, so a high one says that few are left. The
// last must not be taken: Qt, once it has met an accept() that would block, takes every later error
// for one of those, and asks again and again while a client waits that it has no descriptor for.
bool Listener::isNearlyLast(qintptr descriptor) const
{
    const int keptFree = std::min(descriptorsKeptFreeMax, m_descriptors / 8);
    return m_descriptors >= 0 && descriptor >= m_descriptors - keptFree;
}

void Listener::incomingConnection(qintptr descriptor)
{
    const qsizetype open = m_connections.open.size() + m_connections.arriving.size()
        + m_connections.handler.upgradedCount();
    auto *socket = new ServerSocket(this);
    const bool known = socket->setSocketDescriptor(descriptor);
    const bool tooManyOfAddress = known && isTooManyOfAddress(*socket);
    if (!known || open >= m_connectionsMax + toldMax || isNearlyLast(descriptor)
        || (tooManyOfAddress
            && m_connections.refusedAddresses.count(socket->peerAddress()) >= toldPerAddressMax)) {
        addRelaxed(m_connections.log.counters().connectionsDropped, 1);
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(readBufferBytesMax);
    std::optional<Error> refusal;
    if (open >= m_connectionsMax)
        refusal = Error{ErrorCode::TooManyConnections, {}};
    else if (tooManyOfAddress)
        refusal = turnAwayAddress(*socket);
    else if (countsByAddress(*socket))
        m_connections.addresses.add(socket->peerAddress(), socket);
    if (m_connections.tls != nullptr) {
        new TlsArrival(*socket, m_connections, refusal); // a child of the socket
        return;
    }
    auto *connection = new HttpConnection(*socket, m_connections); // the same
    if (refusal)
        connection->turnAway(*refusal);
}

// What comes by a proxy is counted once it is known whose it is.
bool Listener::countsByAddress(const QTcpSocket &socket) const
{
    return m_connections.limits.connectionsPerAddressMax > 0
        && !m_connections.trustedProxies.contains(socket.peerAddress());
}

bool Listener::isTooManyOfAddress(const QTcpSocket &socket) const
{
    return countsByAddress(socket)
        && m_connections.addresses.count(socket.peerAddress())
        >= m_connections.limits.connectionsPerAddressMax;
}

Error Listener::turnAwayAddress(QTcpSocket &socket)
{
    m_connections.refusedAddresses.add(socket.peerAddress(), &socket);
    return tooManyOfAddress();
}

} // namespace pushpoint::net
