#pragma once

#include "server/net/tls/tls_transport.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <memory>
#include <utility>

struct ssl_st;

namespace pushpoint::net {

class TlsContext;

/// The server's side of one TLS connection: ciphertext in, plain bytes out, and the other way
/// round. It knows no socket, never waits, and holds no buffers while nothing is midway. Server
/// thread; owned by its socket.
class TlsEngine
{
public:
    /// The source must outlive the engine.
    TlsEngine(std::shared_ptr<const TlsContext> context, CiphertextSource &source);
    ~TlsEngine();
    Q_DISABLE_COPY_MOVE(TlsEngine)

    enum class Handshake { UnderWay, Done, Failed };
    /// Goes on with the handshake as far as the source has bytes.
    Handshake shakeHands();

    /// Decrypts at most `size` bytes. Fewer: the source has no more for now.
    qint64 read(char *bytes, qint64 size);
    /// Bytes that are decrypted and not yet read.
    qint64 bytesAvailable() const;
    /// No more will be read: the peer has ended its side, or has sent what is no TLS of ours.
    bool hasInputEnded() const { return m_inputEnded || hasFailed(); }
    bool hasFailed() const { return !m_failure.isEmpty(); }
    /// What the peer did wrong, for people.
    const QString &failure() const { return m_failure; }

    /// Encrypts the pieces, small ones together. Nothing before the handshake or after a failure.
    void write(const QList<QByteArray> &pieces);
    void write(QByteArrayView bytes);
    /// Ends our side: what the peer has read by then is all that there was.
    void end();

    /// The ciphertext that is to be sent now. Ask after each call that is not const.
    QByteArray takeOutput() { return std::exchange(m_transport.output, {}); }

private:
    void note(int outcome);

    const std::shared_ptr<const TlsContext> m_context;
    TlsTransport m_transport;
    ssl_st *m_ssl;
    QString m_failure;
    bool m_inputEnded = false;
};

} // namespace pushpoint::net
