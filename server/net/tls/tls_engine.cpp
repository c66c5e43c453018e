#include "server/net/tls/tls_engine.h"

#include "server/net/tls/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pushpoint::net {

namespace {

constexpr qsizetype recordBytesMax = 16 * 1024; // RFC 8446 §5.1
constexpr qsizetype recordOverheadBytesMax = 64;

} // namespace

TlsEngine::TlsEngine(std::shared_ptr<const TlsContext> context, CiphertextSource &source)
    : m_context(std::move(context)), m_transport{source}, m_ssl(SSL_new(m_context->handle()))
{
    BIO *transport = m_transport.join(m_context->transport());
    SSL_set_bio(m_ssl, transport, transport); // which owns it
    SSL_set_accept_state(m_ssl);
}

TlsEngine::~TlsEngine()
{
    SSL_free(m_ssl);
}

TlsEngine::Handshake TlsEngine::shakeHands()
{
    ERR_clear_error();
    const int outcome = hasInputEnded() ? 0 : SSL_do_handshake(m_ssl);
    if (outcome == 1)
        return Handshake::Done;
    if (!hasInputEnded())
        note(outcome);
    return hasInputEnded() ? Handshake::Failed : Handshake::UnderWay;
}

qint64 TlsEngine::read(char *bytes, qint64 size)
{
    qint64 got = 0;
    while (got < size && !hasInputEnded()) {
        ERR_clear_error();
        size_t part = 0;
        const int outcome = SSL_read_ex(m_ssl, bytes + got, size_t(size - got), &part);
        if (outcome != 1) {
            note(outcome);
            break;
        }
        got += qint64(part);
    }
    return got;
}

void TlsEngine::note(int outcome)
{
    switch (SSL_get_error(m_ssl, outcome)) {
    case SSL_ERROR_WANT_READ:
        break;
    case SSL_ERROR_ZERO_RETURN:
        m_inputEnded = true;
        break;
    default:
        const char *reason = ERR_reason_error_string(ERR_peek_error());
        m_failure = reason != nullptr ? QString::fromLatin1(reason) : u"no TLS"_s;
    }
    ERR_clear_error();
}

qint64 TlsEngine::bytesAvailable() const
{
    return SSL_pending(m_ssl);
}

void TlsEngine::write(QByteArrayView bytes)
{
    if (bytes.isEmpty() || hasFailed() || !SSL_is_init_finished(m_ssl))
        return;
    const qsizetype records = bytes.size() / recordBytesMax + 1;
    m_transport.output.reserve(m_transport.output.size() + bytes.size()
                               + records * recordOverheadBytesMax);
    ERR_clear_error();
    size_t written = 0;
    if (const int outcome = SSL_write_ex(m_ssl, bytes.data(), size_t(bytes.size()), &written);
        outcome != 1)
        note(outcome);
}

// A record costs more than the copy of what is small: what fits into one goes into one.
void TlsEngine::write(const QList<QByteArray> &pieces)
{
    QByteArray together;
    const auto writeTogether = [&] { write(std::exchange(together, {})); };
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        const QByteArray &piece = pieces[i];
        if (together.size() + piece.size() > recordBytesMax)
            writeTogether();
        const bool isAlone = together.isEmpty()
            && (i + 1 == pieces.size() || piece.size() + pieces[i + 1].size() > recordBytesMax);
        if (isAlone)
            write(piece);
        else
            together += piece;
    }
    writeTogether();
}

void TlsEngine::end()
{
    if (hasFailed() || !SSL_is_init_finished(m_ssl))
        return;
    ERR_clear_error();
    SSL_shutdown(m_ssl);
    ERR_clear_error();
}

} // namespace pushpoint::net
