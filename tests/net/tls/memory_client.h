#pragma once

#include "server/net/tls/tls_engine.h"

#include <openssl/ssl.h>

/// OpenSSL's client, joined to an engine in memory: what either sends goes to the other when it is
/// carried there.
class MemoryClient final : public pushpoint::net::CiphertextSource
{
public:
    /// @param versionMax such as TLS1_2_VERSION; 0: the newest. `alpn` in the form of RFC 7301.
    explicit MemoryClient(int versionMax = 0, const QByteArray &alpn = {},
                          SSL_SESSION *resumed = {});
    ~MemoryClient();
    Q_DISABLE_COPY_MOVE(MemoryClient)

    qint64 takeCiphertext(char *bytes, qint64 size) override;

    /// Goes on with the handshake, sends and takes in what there is.
    void shakeHands();
    void write(QByteArrayView plain);
    QByteArray readAll();
    void end();
    /// The engine's bytes come here; the client's stay in `outgoing` until they are carried.
    void deliver(const QByteArray &ciphertext);
    /// Lets the engine have this many more bytes of what was sent.
    void carry(qsizetype bytes);
    void carryAll() { carry(m_outgoing.size()); }
    qsizetype outgoingBytes();
    bool hasEndBeenHeard() const;

    SSL *ssl() { return m_ssl; }
    bool isDone() const { return m_done; }
    bool hasFailed() const { return m_failed; }
    void inject(const QByteArray &ciphertext) { m_carried += ciphertext; }

private:
    void collect();

    SSL_CTX *m_context;
    SSL *m_ssl;
    QByteArray m_outgoing;
    QByteArray m_carried;
    bool m_done = false;
    bool m_failed = false;
};
