#pragma once

#include "server/net/tls/tls_engine.h"

#include <QByteArrayView>
#include <QList>
#include <QTcpSocket>

namespace pushpoint::net {

/// An accepted socket: a QTcpSocket that can send without its write buffer and give its buffers
/// back. No class of Qt ever holds it. Server thread; a child of the listener, later of what adopts
/// it. Once it is encrypted, what is read and written here are the plain bytes; what waits and is
/// counted is what is sent.
///
/// A reset is met by Qt itself, between two calls of ours: it then aborts the socket and emits
/// disconnected(). Inside our calls only flush(), close(), abort() and disconnectFromHost() do so;
/// write(), read() and all that stands here never do.
class ServerSocket : public QTcpSocket, private CiphertextSource
{
    Q_OBJECT

public:
    using QTcpSocket::QTcpSocket;
    /// Set what localAddress(), peerAddress() and peerPort() say from now on: by a proxy's word.
    using QTcpSocket::setLocalAddress;
    using QTcpSocket::setPeerAddress;
    using QTcpSocket::setPeerPort;

    /// Puts TLS under all that is read and written from now on. Once, before anything was.
    void encrypt(std::shared_ptr<const TlsContext> context);
    /// Goes on with the handshake by what has come. Call until it is done, whenever something has.
    TlsEngine::Handshake shakeHands();
    /// Why TLS has failed, for people; empty where it has not.
    QString tlsFailure() const { return m_tls ? m_tls->failure() : QString(); }

    /// As QIODevice::read(), but less only where no more has come; 0 where nothing has.
    qint64 read(char *bytes, qint64 size)
    {
        return m_tls ? readPlain(bytes, size) : QTcpSocket::read(bytes, size);
    }
    /// What is left to read; once it is encrypted, some of it may be no whole record yet.
    qint64 bytesAvailable() const override
    {
        const qint64 received = QTcpSocket::bytesAvailable();
        return m_tls ? received + m_tls->bytesAvailable() : received;
    }

    /// Sends at once what the kernel takes; the rest waits in the write buffer, as with write().
    /// Where nothing waits, which is nearly always, this saves the copy into the buffer and the two
    /// turns of the write notifier. For what is sent in this way bytesWritten() is not emitted.
    /// Nothing once the connection is gone.
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
    /// call for. Call when nothing waits to be written. Nothing once the connection is gone.
    /// Elsewhere than on Unix the whole connection is closed.
    void closeOurSide();

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    qint64 writeData(const char *bytes, qint64 size) override;

private:
    bool takesBytes() const { return isOpen() && state() != UnconnectedState; }
    qint64 takeCiphertext(char *bytes, qint64 size) override;
    qint64 readPlain(char *bytes, qint64 size);
    void sendNow(QByteArrayView bytes);
    void sendOutput();
    void endNow();
    void closeSoonIfEnded();
    void closeIfEnded();

    std::unique_ptr<TlsEngine> m_tls; ///< null: not encrypted

    quint64 m_queuedBytes = 0;
    qint64 m_usualReadBufferBytes = 0; ///< while held
    bool m_inputHeld = false;
    bool m_fillsBuffer = false; ///< a byte of ours is in the read buffer
    bool m_endHeld = false;
    bool m_seesEnd = false;    ///< before Qt does
    bool m_closesSoon = false; ///< a call of closeIfEnded() is under way
};

} // namespace pushpoint::net
