#include "server/broker/redis/redis_tls.h"

#include "server/broker/redis/hiredis.h"

#include <QFile>
#include <QHostAddress>
#include <QUrl>

#include <hiredis/hiredis_ssl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;

namespace pushpoint::broker {

namespace {

struct Free
{
    void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
    void operator()(SSL *ssl) const { SSL_free(ssl); }
};
using Context = std::unique_ptr<SSL_CTX, Free>;
using Ssl = std::unique_ptr<SSL, Free>;

QString lastError()
{
    const char *text = ERR_reason_error_string(ERR_peek_last_error());
    return text == nullptr ? u"unknown error"_s : QString::fromUtf8(text);
}

QString unreadable(const QString &path)
{
    return u"%1 cannot be used: %2"_s.arg(path, lastError());
}

Context newContext()
{
    Context context(SSL_CTX_new(TLS_client_method()));
    if (!context)
        return context;
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    // A Redis that dies says no good-bye. That is no attack: replies tell their own lengths.
    SSL_CTX_set_options(context.get(), SSL_OP_IGNORE_UNEXPECTED_EOF);
    return context;
}

std::optional<QString> readFiles(SSL_CTX *context, const RedisTlsFiles &files)
{
    const QByteArray ca = QFile::encodeName(files.ca);
    const QByteArray certificate = QFile::encodeName(files.certificate);
    const QByteArray key = QFile::encodeName(files.key);
    if (ca.isEmpty() && SSL_CTX_set_default_verify_paths(context) != 1)
        return lastError();
    if (!ca.isEmpty() && SSL_CTX_load_verify_file(context, ca.constData()) != 1)
        return unreadable(files.ca);
    if (certificate.isEmpty())
        return {};
    if (SSL_CTX_use_certificate_chain_file(context, certificate.constData()) != 1)
        return unreadable(files.certificate);
    if (SSL_CTX_use_PrivateKey_file(context, key.constData(), SSL_FILETYPE_PEM) != 1)
        return unreadable(files.key);
    return {};
}

// hiredis would take a certificate for any host: only what is set here is looked at (RFC 6125).
bool expectHost(SSL *ssl, const QString &host)
{
    QHostAddress literal;
    if (literal.setAddress(host))
        return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.toLatin1().constData()) == 1;
    const QByteArray name = QUrl::toAce(host);
    SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return !name.isEmpty() && SSL_set1_host(ssl, name.constData()) == 1
        && SSL_set_tlsext_host_name(ssl, name.constData()) == 1;
}

} // namespace

struct RedisTls::Session
{
    Ssl ssl; ///< hiredis has one share of it, and we another
};

RedisTls::RedisTls() = default;
RedisTls::~RedisTls() = default;

bool RedisTls::isAvailable()
{
    return true;
}

bool RedisTls::begin(redisContext &connection, const QString &host, const RedisTlsFiles &files)
{
    ERR_clear_error();
    const Context context = newContext();
    if (!context) {
        m_obstacle = lastError();
        return false;
    }
    m_obstacle = readFiles(context.get(), files);
    if (m_obstacle)
        return false;
    m_session = std::make_unique<Session>(Session{Ssl(SSL_new(context.get()))});
    SSL *ssl = m_session->ssl.get();
    if (ssl == nullptr || !expectHost(ssl, host)) {
        m_obstacle = lastError();
        return false;
    }
    SSL_up_ref(ssl);
    if (redisInitiateSSL(&connection, ssl) == REDIS_OK)
        return true;
    SSL_free(ssl); // it took no share
    return false;
}

void RedisTls::forgetErrors()
{
    ERR_clear_error();
}

std::optional<QString> RedisTls::reason() const
{
    if (m_obstacle || !m_session)
        return m_obstacle;
    const long verified = SSL_get_verify_result(m_session->ssl.get());
    if (verified != X509_V_OK)
        return QString::fromUtf8(X509_verify_cert_error_string(verified));
    if (ERR_peek_last_error() == 0)
        return {};
    return lastError();
}

} // namespace pushpoint::broker
