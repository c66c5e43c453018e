#pragma once

#include "server/protocol/result.h"

#include <QString>

#include <memory>

struct bio_method_st;
struct ssl_ctx_st;
struct x509_st;

namespace pushpoint::net {

/// The files of a certificate and its key, both in PEM. A value.
struct TlsFiles
{
    QString certificate; ///< with the chain behind it, if there is one
    QString key;         ///< empty: in the file of the certificate
};

/// A certificate, its key, and the rules by which connections are encrypted: TLS 1.2 or 1.3,
/// tickets to resume by, HTTP/1.1 only. Never changes once it is made, so a new certificate is a
/// new context for new connections. Server thread.
class TlsContext
{
public:
    /// Error: BadOption, one line that names the file: it cannot be read, is of no use, or does not
    /// belong to the other; or others than its owner and its group may read the key.
    static Result<std::shared_ptr<const TlsContext>> load(const TlsFiles &files);
    ~TlsContext();
    Q_DISABLE_COPY_MOVE(TlsContext)

    /// Why browsers will not like it, for people: it has expired, or is not valid yet. Else empty.
    const QString &warning() const { return m_warning; }
    /// Whose certificate it is and until when, for people.
    const QString &summary() const { return m_summary; }

    ssl_ctx_st *handle() const { return m_handle; }
    bio_method_st *transport() const { return m_transport; } ///< of all engines

private:
    TlsContext();
    QString takeCertificate(const QByteArray &pem);
    QString takeKey(const QByteArray &pem);
    void describe(const x509_st &certificate);

    ssl_ctx_st *m_handle;
    bio_method_st *m_transport;
    QString m_warning;
    QString m_summary;
};

} // namespace pushpoint::net
