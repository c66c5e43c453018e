#include "server/net/server_socket.h"

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/uio.h>
#endif

#include <algorithm>
#include <array>

namespace pushpoint {

#ifdef Q_OS_UNIX

void ServerSocket::writeNow(QByteArrayView bytes)
{
    if (!takesBytes())
        return;
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

void ServerSocket::closeOurSide()
{
    ::shutdown(int(socketDescriptor()), SHUT_WR);
}

#else

void ServerSocket::writeNow(QByteArrayView bytes)
{
    if (takesBytes())
        write(bytes.data(), bytes.size());
}

void ServerSocket::writeNow(const QList<QByteArray> &pieces)
{
    for (const QByteArray &piece : pieces)
        writeNow(piece);
}

void ServerSocket::closeOurSide()
{
    disconnectFromHost();
}

#endif

qint64 ServerSocket::writeData(const char *bytes, qint64 size)
{
    m_queuedBytes += quint64(size);
    return QTcpSocket::writeData(bytes, size);
}

void ServerSocket::releaseBuffers()
{
    if (bytesAvailable() > 0 || bytesToWrite() > 0 || isTransactionStarted())
        return;
    // Setting the mode sets the number of channels, and a channel that goes takes its buffer along.
    const OpenMode mode = openMode();
    setOpenMode(NotOpen);
    setOpenMode(mode);
}

} // namespace pushpoint
