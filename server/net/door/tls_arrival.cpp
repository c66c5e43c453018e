#include "server/net/door/tls_arrival.h"

#include "server/net/door/http_connection.h"
#include "server/net/door/http_connections.h"
#include "server/net/http/request_handler.h"
#include "server/net/tls/tls_identity.h"

#include <utility>

namespace pushpoint::net {

namespace {

constexpr char handshakeRecord = 0x16; // RFC 8446 §5.1: a TLS connection begins with it

} // namespace

TlsArrival::TlsArrival(ServerSocket &socket, HttpConnections &all, std::optional<Error> refusal)
    : QObject(&socket), m_socket(socket), m_all(all), m_refusal(std::move(refusal)),
      m_deadlineMs(deadlineMs())
{
    m_all.arriving.insert(this);
    connect(&m_socket, &QTcpSocket::readyRead, this, &TlsArrival::work);
    connect(&m_socket, &QTcpSocket::disconnected, &m_socket, &QObject::deleteLater);
}

TlsArrival::~TlsArrival()
{
    m_all.arriving.remove(this);
    if (m_isQueued)
        m_all.turns.remove(this);
}

qint64 TlsArrival::deadlineMs() const
{
    return m_all.clock.elapsed() + m_all.limits.tlsHandshakeTimeMax.count();
}

void TlsArrival::work()
{
    if (m_isQueued || m_socket.state() != QAbstractSocket::ConnectedState)
        return;
    auto part = m_all.turns.takePart();
    if (part.isOver()) {
        m_isQueued = true;
        m_all.turns.workLater(this);
    } else if (m_hasBegun || speaksTls()) {
        shakeHands();
    }
}

void TlsArrival::workInTurn()
{
    m_isQueued = false;
    work();
}

bool TlsArrival::speaksTls()
{
    char first = 0;
    if (m_socket.peek(&first, 1) != 1)
        return false;
    if (first != handshakeRecord) {
        m_refusal = Error{ErrorCode::BadRequest,
                          QStringLiteral("this port speaks TLS: use https:// or wss://")};
        serve();
        return false;
    }
    m_socket.encrypt(m_all.tls->context());
    m_hasBegun = true;
    m_deadlineMs = deadlineMs(); // where thousands come at once, it is us who took long until now
    return true;
}

void TlsArrival::shakeHands()
{
    switch (m_socket.shakeHands()) {
    case TlsEngine::Handshake::UnderWay:
        break;
    case TlsEngine::Handshake::Done:
        serve();
        break;
    case TlsEngine::Handshake::Failed:
        note({ErrorCode::BadRequest,
              QStringLiteral("the TLS handshake failed: %1").arg(m_socket.tlsFailure())});
        m_socket.disconnectFromHost();
        break;
    }
}

// What the client has sent behind its part of the handshake is there already.
void TlsArrival::serve()
{
    m_all.arriving.remove(this);
    m_socket.disconnect(this);
    disconnect(&m_socket, &QTcpSocket::disconnected, &m_socket, &QObject::deleteLater);
    auto *connection = new HttpConnection(m_socket, m_all); // a child of the socket
    deleteLater();
    if (m_refusal)
        connection->turnAway(*m_refusal);
    Q_EMIT m_socket.readyRead();
}

void TlsArrival::note(const Error &error)
{
    m_all.handler.noteRefusal({error}, m_socket.peerAddress());
}

void TlsArrival::sweep(qint64 nowMs)
{
    if (m_isQueued || nowMs < m_deadlineMs)
        return;
    if (m_hasBegun && m_socket.state() == QAbstractSocket::ConnectedState)
        note({ErrorCode::RequestTimeout, QStringLiteral("the TLS handshake took too long")});
    m_socket.abort();
}

} // namespace pushpoint::net
