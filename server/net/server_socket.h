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

    /// While held, nothing more is read from the peer: not even that it has ended its side, at
    /// which Qt closes the whole socket, whatever it still has to send. Read only while not held.
    /// Takes little where nothing changes.
    void setInputHeld(bool held);

    /// The same from when the peer ends its side, while what it sends before is still read. Costs a
    /// system call for each time that something comes meanwhile.
    void setEndHeld(bool held);

    /// How much the kernel holds that the peer has not yet acknowledged; 0 where that is not told.
    qint64 unacknowledgedBytes() const;

    /// Ends our side of the connection and leaves the peer's open (a FIN), which QTcpSocket has no
    /// call for. Call when nothing waits to be written. Elsewhere than on Unix the whole connection
    /// is closed.
    void closeOurSide();

    /// While sealed, write() and close() do nothing: for what says good-bye by itself when it is
    /// deleted, but shall leave without one.
    void setSealed(bool sealed) { m_sealed = sealed; }

    void close() override;

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    qint64 writeData(const char *bytes, qint64 size) override;

private:
    quint64 m_queuedBytes = 0;
    qint64 m_usualReadBufferBytes = 0; ///< while held
    bool m_inputHeld = false;
    bool m_fillsBuffer = false; ///< a byte of ours is in the read buffer
    bool m_endHeld = false;
    bool m_seesEnd = false; ///< before Qt does
    bool m_sealed = false;
};

} // namespace pushpoint
