#include "server/net/tls/tls_context.h"

#include "server/net/tls/openssl_pointers.h"
#include "server/net/tls/tls_transport.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <ctime>

using namespace Qt::StringLiterals;

namespace pushpoint::net {

namespace {

constexpr qint64 fileBytesMax = 1024 * 1024;
// Of TLS 1.2 only what has forward secrecy and is authenticated; all of TLS 1.3 is.
constexpr auto ciphersOfTls12 = "ECDHE+AESGCM:ECDHE+CHACHA20";

Error badFile(const QString &path, const QString &what)
{
    return {ErrorCode::BadOption, u"\"%1\" %2"_s.arg(path, what)};
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::BadOption,
                     u"cannot read \"%1\": %2"_s.arg(path, file.errorString())};
    return file.read(fileBytesMax);
}

BioPointer bytesOf(const QByteArray &pem)
{
    return BioPointer(BIO_new_mem_buf(pem.constData(), int(pem.size())));
}

QString lastReason()
{
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    return u"cannot be used: "_s
        + (reason != nullptr ? QString::fromLatin1(reason) : u"unknown reason"_s);
}

// RFC 7301 §3.2: a client that offers only others is told so.
int chooseProtocol(SSL *, const unsigned char **chosen, unsigned char *chosenBytes,
                   const unsigned char *offered, unsigned offeredBytes, void *)
{
    static constexpr unsigned char ours[] = "\x08http/1.1";
    unsigned char *found = nullptr;
    const int outcome
        = SSL_select_next_proto(&found, chosenBytes, ours, sizeof ours - 1, offered, offeredBytes);
    *chosen = found;
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// Nobody is asked for a password: who starts a server is not there when it starts.
int refusePassword(char *, int, int, void *wasAsked)
{
    *static_cast<bool *>(wasAsked) = true;
    return -1;
}

QDateTime timeOf(const ASN1_TIME *time)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                     QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

} // namespace

TlsContext::TlsContext()
    : m_handle(SSL_CTX_new(TLS_server_method())), m_transport(TlsTransport::makeMethod())
{
    SSL_CTX_set_min_proto_version(m_handle, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(m_handle, ciphersOfTls12);
    SSL_CTX_set_options(m_handle,
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                            | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_mode(m_handle, SSL_MODE_RELEASE_BUFFERS);
    // Whoever comes back brings a ticket; nothing is kept here for those who do not.
    SSL_CTX_set_session_cache_mode(m_handle, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(m_handle, 1);
    SSL_CTX_set_alpn_select_cb(m_handle, chooseProtocol, nullptr);
}

TlsContext::~TlsContext()
{
    SSL_CTX_free(m_handle);
    BIO_meth_free(m_transport);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::load(const TlsFiles &files)
{
    const auto certificate = readFile(files.certificate);
    if (!certificate)
        return certificate.error();
    const QString keyPath = files.key.isEmpty() ? files.certificate : files.key;
    const auto key = readFile(keyPath);
    if (!key)
        return key.error();
    if (QFileInfo(keyPath).permission(QFile::ReadOther))
        return badFile(keyPath, u"can be read by everybody, and a key must not be; chmod 600"_s);
    const std::shared_ptr<TlsContext> context(new TlsContext);
    ERR_clear_error();
    if (const QString refusal = context->takeCertificate(*certificate); !refusal.isEmpty())
        return badFile(files.certificate, refusal);
    if (const QString refusal = context->takeKey(*key); !refusal.isEmpty())
        return badFile(keyPath, refusal);
    return std::shared_ptr<const TlsContext>(context);
}

// What is wrong with it; empty where nothing is.
QString TlsContext::takeCertificate(const QByteArray &pem)
{
    const auto bytes = bytesOf(pem);
    const CertificatePointer own(PEM_read_bio_X509_AUX(bytes.get(), nullptr, nullptr, nullptr));
    if (!own) {
        ERR_clear_error();
        return u"holds no certificate in PEM"_s;
    }
    if (SSL_CTX_use_certificate(m_handle, own.get()) != 1)
        return lastReason();
    while (X509 *next = PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr)) {
        if (SSL_CTX_add0_chain_cert(m_handle, next) != 1) {
            X509_free(next);
            return lastReason();
        }
    }
    ERR_clear_error(); // it came to the end
    describe(*own);
    return {};
}

QString TlsContext::takeKey(const QByteArray &pem)
{
    const auto bytes = bytesOf(pem);
    bool isEncrypted = false;
    const KeyPointer key(
        PEM_read_bio_PrivateKey(bytes.get(), nullptr, refusePassword, &isEncrypted));
    if (isEncrypted)
        return u"is encrypted; a server needs the plain key: openssl pkey -in FILE -out NEW"_s;
    if (!key) {
        ERR_clear_error();
        return u"holds no private key in PEM"_s;
    }
    if (X509_check_private_key(SSL_CTX_get0_certificate(m_handle), key.get()) != 1) {
        ERR_clear_error();
        return u"is the key of another certificate"_s;
    }
    return SSL_CTX_use_PrivateKey(m_handle, key.get()) == 1 ? QString() : lastReason();
}

void TlsContext::describe(const x509_st &certificate)
{
    char name[256] = "";
    X509_NAME_get_text_by_NID(X509_get_subject_name(&certificate), NID_commonName, name,
                              sizeof name);
    const QDateTime begin = timeOf(X509_get0_notBefore(&certificate));
    const QDateTime end = timeOf(X509_get0_notAfter(&certificate));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto date = [](const QDateTime &time) { return time.toString(Qt::ISODate); };
    m_summary = u"certificate of \"%1\", valid until %2"_s.arg(QString::fromUtf8(name).simplified(),
                                                               date(end));
    if (now > end)
        m_warning = u"the certificate has expired: it was valid until %1"_s.arg(date(end));
    else if (now < begin)
        m_warning = u"the certificate is not valid before %1"_s.arg(date(begin));
}

} // namespace pushpoint::net
