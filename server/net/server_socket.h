#pragma once

#include <QByteArrayView>
#include <QList>
#include <QTcpSocket>

namespace pushpoint {

/// An accepted socket: a QTcpSocket that can send without its write buffer and give its buffers
/// back. Server thread; a child of the listener, later of what adopts it.
class ServerSocket : public QTcpSocket
{
    Q_OBJECT

public:
    using QTcpSocket::QTcpSocket;

    /// Sends at once what the kernel takes; the rest waits in the write buffer, as with write().
    /// Where nothing waits, which is nearly always, this saves the copy into the buffer and the two
    /// turns of the write notifier. For what is sent in this way bytesWritten() is not emitted.
    void writeNow(QByteArrayView bytes);
    /// The same for several pieces, in one call where they are not too many.
    void writeNow(const QList<QByteArray> &pieces);

    /// Frees the chunks (16 KiB to read, 32 KiB to write) that QIODevice keeps once it has used
    /// them. Nothing where bytes wait in either, or in a transaction. Costs some allocations at the
    /// next use.
    void releaseBuffers();

    /// Ends our side of the connection and leaves the peer's open (a FIN), which QTcpSocket has no
    /// call for. Call when nothing waits to be written. Elsewhere than on Unix the whole connection
    /// is closed.
    void closeOurSide();
};

} // namespace pushpoint
