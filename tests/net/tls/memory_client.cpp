#include "tests/net/tls/memory_client.h"

#include <openssl/err.h>

#include <algorithm>
#include <cstring>

MemoryClient::MemoryClient(int versionMax, const QByteArray &alpn, SSL_SESSION *resumed)
    : m_context(SSL_CTX_new(TLS_client_method()))
{
    SSL_CTX_set_session_cache_mode(m_context, SSL_SESS_CACHE_CLIENT);
    SSL_CTX_set_security_level(m_context, 0); // which would rule out TLS 1.1 by itself
    SSL_CTX_set_min_proto_version(m_context, 0);
    SSL_CTX_set_max_proto_version(m_context, versionMax);
    m_ssl = SSL_new(m_context);
    SSL_set_bio(m_ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_connect_state(m_ssl);
    if (!alpn.isEmpty())
        SSL_set_alpn_protos(m_ssl, reinterpret_cast<const unsigned char *>(alpn.constData()),
                            unsigned(alpn.size()));
    if (resumed != nullptr)
        SSL_set_session(m_ssl, resumed);
}

MemoryClient::~MemoryClient()
{
    SSL_free(m_ssl);
    SSL_CTX_free(m_context);
}

qint64 MemoryClient::takeCiphertext(char *bytes, qint64 size)
{
    const qint64 taken = std::min<qint64>(size, m_carried.size());
    std::memcpy(bytes, m_carried.constData(), size_t(taken));
    m_carried.remove(0, taken);
    return taken;
}

void MemoryClient::shakeHands()
{
    ERR_clear_error();
    const int outcome = SSL_do_handshake(m_ssl);
    m_done = outcome == 1;
    m_failed = outcome != 1 && SSL_get_error(m_ssl, outcome) != SSL_ERROR_WANT_READ;
    collect();
}

void MemoryClient::write(QByteArrayView plain)
{
    size_t written = 0;
    SSL_write_ex(m_ssl, plain.data(), size_t(plain.size()), &written);
    collect();
}

QByteArray MemoryClient::readAll()
{
    QByteArray all;
    char bytes[16 * 1024];
    size_t size = 0;
    while (SSL_read_ex(m_ssl, bytes, sizeof bytes, &size) == 1)
        all.append(bytes, qsizetype(size));
    ERR_clear_error();
    collect();
    return all;
}

void MemoryClient::end()
{
    SSL_shutdown(m_ssl);
    collect();
}

void MemoryClient::deliver(const QByteArray &ciphertext)
{
    if (!ciphertext.isEmpty())
        BIO_write(SSL_get_rbio(m_ssl), ciphertext.constData(), int(ciphertext.size()));
}

void MemoryClient::carry(qsizetype bytes)
{
    m_carried += m_outgoing.first(bytes);
    m_outgoing.remove(0, bytes);
}

qsizetype MemoryClient::outgoingBytes()
{
    return m_outgoing.size();
}

bool MemoryClient::hasEndBeenHeard() const
{
    return (SSL_get_shutdown(m_ssl) & SSL_RECEIVED_SHUTDOWN) != 0;
}

void MemoryClient::collect()
{
    char bytes[16 * 1024];
    int size = 0;
    while ((size = BIO_read(SSL_get_wbio(m_ssl), bytes, sizeof bytes)) > 0)
        m_outgoing.append(bytes, size);
}
