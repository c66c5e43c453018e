#include "server/net/server_socket.h"

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace pushpoint {

#ifdef Q_OS_UNIX

void ServerSocket::writeNow(QByteArrayView bytes)
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

void ServerSocket::closeOurSide()
{
    ::shutdown(int(socketDescriptor()), SHUT_WR);
}

#else

void ServerSocket::writeNow(QByteArrayView bytes)
{
    write(bytes.data(), bytes.size());
}

void ServerSocket::closeOurSide()
{
    disconnectFromHost();
}

#endif

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
