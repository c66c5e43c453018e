#pragma once

#include <QTcpSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace pushpoint {

/// Ends our side of the connection and leaves the peer's open (a FIN), which QTcpSocket has no call
/// for. Call when nothing waits to be written. Elsewhere than on Unix the whole connection is
/// closed.
inline void halfClose(QTcpSocket &socket)
{
#ifdef Q_OS_UNIX
    ::shutdown(int(socket.socketDescriptor()), SHUT_WR);
#else
    socket.disconnectFromHost();
#endif
}

} // namespace pushpoint
