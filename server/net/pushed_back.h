#pragma once

#include <QByteArrayView>
#include <QTcpSocket>

namespace pushpoint {

/// Puts bytes back in front of what the socket has to read, so that a class of Qt's that reads from
/// sockets gets just what we have checked. The socket must be in no transaction. Server thread.
inline void pushBack(QTcpSocket &socket, QByteArrayView bytes)
{
    for (auto byte = bytes.crbegin(); byte != bytes.crend(); ++byte)
        socket.ungetChar(*byte);
}

} // namespace pushpoint
