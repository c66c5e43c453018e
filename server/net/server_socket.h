#pragma once

#include <QByteArrayView>
#include <QList>
#include <QTcpSocket>

namespace pushpoint {

/// An accepted socket: a QTcpSocket that can send without its write buffer, give its buffers back,
/// and outlive a user that would end it. Server thread; a child of the listener, later of what
/// adopts it.
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

    /// All bytes that ever had to wait in the write buffer; bytesToWrite() of them still do.
    quint64 queuedBytes() const { return m_queuedBytes; }

    /// Frees the chunks (16 KiB to read, 32 KiB to write) that QIODevice keeps once it has used
    /// them. Nothing where bytes wait in either, or in a transaction. Costs some allocations at the
    /// next use.
    void releaseBuffers();

    /// Ends our side of the connection and leaves the peer's open (a FIN), which QTcpSocket has no
    /// call for. Call when nothing waits to be written. Elsewhere than on Unix the whole connection
    /// is closed.
    void closeOurSide();

    /// While sealed, write() and close() do nothing: for what says good-bye by itself when it is
    /// deleted, but shall leave without one.
    void setSealed(bool sealed) { m_sealed = sealed; }

    void close() override;

protected:
    qint64 writeData(const char *bytes, qint64 size) override;

private:
    quint64 m_queuedBytes = 0;
    bool m_sealed = false;
};

} // namespace pushpoint
