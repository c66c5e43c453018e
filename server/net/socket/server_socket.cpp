#include "server/net/socket/server_socket.h"

#include <QEvent>
#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/uio.h>
#endif
#ifdef Q_OS_LINUX
#include <linux/sockios.h>
#include <sys/ioctl.h>
#endif

#include <algorithm>
#include <array>
#include <utility>

namespace pushpoint::net {

#ifdef Q_OS_UNIX

void ServerSocket::sendNow(QByteArrayView bytes)
{
    qint64 sent = 0;
    if (bytesToWrite() == 0 && state() == ConnectedState) {
        sent = ::send(int(socketDescriptor()), bytes.data(), size_t(bytes.size()),
                      MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0)
            sent = 0; // the socket's own write will meet the same error, and tell of it
    }
    if (sent < bytes.size())
        write(bytes.data() + sent, bytes.size() - sent);
}

void ServerSocket::writeNow(const QList<QByteArray> &pieces)
{
    constexpr size_t piecesMax = 64; // of one call; any more go into the buffer
    if (!takesBytes())
        return;
    if (m_tls) {
        m_tls->write(pieces);
        sendOutput();
        return;
    }
    qint64 sent = 0;
    if (bytesToWrite() == 0 && state() == ConnectedState) {
        std::array<iovec, piecesMax> vectors;
        const size_t count = std::min(size_t(pieces.size()), piecesMax);
        for (size_t i = 0; i < count; ++i) {
            const QByteArray &piece = pieces[qsizetype(i)];
            vectors[i] = {const_cast<char *>(piece.constData()), size_t(piece.size())};
        }
        msghdr message = {};
        message.msg_iov = vectors.data();
        message.msg_iovlen = count;
        sent = ::sendmsg(int(socketDescriptor()), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0)
            sent = 0;
    }
    for (const QByteArray &piece : pieces) {
        const qint64 skipped = std::min(sent, qint64(piece.size()));
        sent -= skipped;
        if (skipped < piece.size())
            write(piece.constData() + skipped, piece.size() - skipped);
    }
}

void ServerSocket::endNow()
{
    ::shutdown(int(socketDescriptor()), SHUT_WR);
}

#else

void ServerSocket::sendNow(QByteArrayView bytes)
{
    write(bytes.data(), bytes.size());
}

void ServerSocket::writeNow(const QList<QByteArray> &pieces)
{
    for (const QByteArray &piece : pieces)
        writeNow(piece);
}

void ServerSocket::endNow()
{
    disconnectFromHost();
}

#endif

void ServerSocket::writeNow(QByteArrayView bytes)
{
    if (!takesBytes())
        return;
    if (!m_tls) {
        sendNow(bytes);
        return;
    }
    m_tls->write(bytes);
    sendOutput();
}

// A buffer that is full is what keeps Qt from reading; one of size 0 would be without bounds.
void ServerSocket::setInputHeld(bool held)
{
    if (held == m_inputHeld)
        return;
    m_inputHeld = held;
    if (held) {
        m_usualReadBufferBytes = readBufferSize();
        m_fillsBuffer = QTcpSocket::bytesAvailable() == 0;
        if (m_fillsBuffer)
            ungetChar('\0');
        setReadBufferSize(1);
        return;
    }
    if (std::exchange(m_fillsBuffer, false))
        skip(1);
    setReadBufferSize(m_usualReadBufferBytes);
    closeSoonIfEnded();
}

void ServerSocket::setEndHeld(bool held)
{
    m_endHeld = held;
    closeSoonIfEnded();
    if (!held || std::exchange(m_seesEnd, true))
        return;
    for (QSocketNotifier *notifier : findChildren<QSocketNotifier *>()) // of Qt's own, below us
        notifier->installEventFilter(this);
}

bool ServerSocket::eventFilter(QObject *watched, QEvent *event)
{
#ifdef Q_OS_UNIX
    char byte = 0;
    if (m_endHeld && event->type() == QEvent::SockAct
        && ::recv(int(socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0) {
        setInputHeld(true);
        return true;
    }
#endif
    return QTcpSocket::eventFilter(watched, event);
}

qint64 ServerSocket::unacknowledgedBytes() const
{
#ifdef Q_OS_LINUX
    int bytes = 0;
    if (::ioctl(int(socketDescriptor()), SIOCOUTQ, &bytes) == 0) // tcp(7)
        return bytes;
#endif
    return 0;
}

qint64 ServerSocket::writeData(const char *bytes, qint64 size)
{
    m_queuedBytes += quint64(size);
    return QTcpSocket::writeData(bytes, size);
}

void ServerSocket::releaseBuffers()
{
    if (QTcpSocket::bytesAvailable() > 0 || bytesToWrite() > 0 || isTransactionStarted())
        return;
    // Setting the mode sets the number of channels, and a channel that goes takes its buffer along.
    const OpenMode mode = openMode();
    setOpenMode(NotOpen);
    setOpenMode(mode);
}

} // namespace pushpoint::net
