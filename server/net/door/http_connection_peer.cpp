#include "server/net/door/http_connection.h"

#include "server/net/door/http_connections.h"
#include "server/node/traffic_log.h"

#include <array>

// Who is at the other end of a connection that a trusted proxy made.

namespace pushpoint::net {

// Not a byte that comes behind is read here.
bool HttpConnection::takeProxyHeader()
{
    std::array<char, 1024> buffer;
    while (!m_proxyHeader->isWhole()) {
        const qint64 wanted = std::min(qint64(buffer.size()), qint64(m_proxyHeader->wantedBytes()));
        const qint64 size = m_socket.read(buffer.data(), wanted);
        if (size <= 0)
            return false;
        if (const auto taken = m_proxyHeader->feed({buffer.data(), size}); !taken) {
            refuse(taken.error());
            return false;
        }
    }
    const auto ends = m_proxyHeader->ends();
    m_proxyHeader.reset();
    enter(State::Idle);
    m_isForUnknown = !ends;
    if (!ends)
        return true;
    m_socket.setLocalAddress(ends->local);
    m_socket.setPeerAddress(ends->peer);
    m_socket.setPeerPort(ends->peerPort);
    return m_all.trustedProxies.contains(ends->peer) || countFor(ends->peer);
}

bool HttpConnection::becomeOf(const QHostAddress &client)
{
    const QHostAddress peer = m_socket.peerAddress();
    if (!m_all.trustedProxies.contains(peer))
        return true;
    if (client != peer) {
        m_socket.setPeerAddress(client);
        m_socket.setPeerPort(0); // which nobody told
    }
    return countFor(client);
}

bool HttpConnection::countFor(const QHostAddress &client)
{
    const int most = m_all.limits.connectionsPerAddressMax;
    if (most == 0)
        return true;
    if (m_all.addresses.count(client) < most) {
        m_all.addresses.add(client, &m_socket);
        return true;
    }
    if (m_all.refusedAddresses.count(client) >= toldPerAddressMax) {
        addRelaxed(m_all.log.counters().connectionsDropped, 1);
        m_socket.abort();
        return false;
    }
    m_all.refusedAddresses.add(client, &m_socket);
    refuse(tooManyOfAddress());
    return false;
}

} // namespace pushpoint::net
