#include "server/net/socket/server_socket.h"

#include <algorithm>
#include <utility>

// What lies between the plain bytes and the socket, once it is encrypted.

namespace pushpoint::net {

void ServerSocket::encrypt(std::shared_ptr<const TlsContext> context)
{
    CiphertextSource &source = *this;
    m_tls = std::make_unique<TlsEngine>(std::move(context), source);
}

TlsEngine::Handshake ServerSocket::shakeHands()
{
    const auto handshake = m_tls->shakeHands();
    sendOutput();
    return handshake;
}

qint64 ServerSocket::takeCiphertext(char *bytes, qint64 size)
{
    // No more than there is, or Qt would make room for what may come.
    const qint64 received = std::min(size, QTcpSocket::bytesAvailable());
    return m_inputHeld || received == 0 ? 0 : QTcpSocket::read(bytes, received);
}

qint64 ServerSocket::readPlain(char *bytes, qint64 size)
{
    const qint64 got = m_tls->read(bytes, size);
    sendOutput(); // such as an alert
    closeSoonIfEnded();
    return got;
}

void ServerSocket::sendOutput()
{
    const QByteArray output = m_tls->takeOutput();
    if (!output.isEmpty() && takesBytes())
        sendNow(output);
}

// The peer's end of TLS is what the end of its side is to a plain connection, at which Qt closes
// it.
void ServerSocket::closeSoonIfEnded()
{
    if (!m_tls || !m_tls->hasInputEnded() || std::exchange(m_closesSoon, true))
        return;
    QMetaObject::invokeMethod(this, &ServerSocket::closeIfEnded, Qt::QueuedConnection);
}

void ServerSocket::closeIfEnded()
{
    m_closesSoon = false;
    const bool isHeld = m_inputHeld || m_endHeld;
    if (state() != ConnectedState || (isHeld && !m_tls->hasFailed()))
        return;
    m_tls->end();
    sendOutput();
    disconnectFromHost();
}

// RFC 8446 §6.1: without the close_notify before it, an end may be somebody's cut.
void ServerSocket::closeOurSide()
{
    if (m_tls && takesBytes()) {
        m_tls->end();
        sendOutput();
        if (bytesToWrite() > 0) { // the kernel was full to the last byte
            connect(this, &QTcpSocket::bytesWritten, this, [this] {
                if (bytesToWrite() == 0)
                    endNow();
            });
            return;
        }
    }
    endNow();
}

} // namespace pushpoint::net
