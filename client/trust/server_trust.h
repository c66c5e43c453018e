#pragma once

#include "client/address/server_address.h"
#include "client/trust/trusted_certificates.h"
#include "client/trust/untrusted_certificate.h"

#include <QObject>
#include <QSslConfiguration>

namespace pushpoint::client {

/// Whether the certificate that one server shows is to be trusted: by the authorities that the
/// computer knows, or, once the user has said so, exactly one certificate and nothing else. All
/// connections of an account ask it, so that none of them sends a byte to somebody whom the others
/// would refuse. Lives on the thread that made it; owned by an account or a command. Never connects
/// and never asks anybody.
class ServerTrust : public QObject
{
    Q_OBJECT

public:
    /// Trusted certificates are kept in this file; in memory only where the path is empty.
    explicit ServerTrust(const ServerAddress &server, const QString &path = {},
                         QObject *parent = nullptr);

    /// For a new connection. Where a certificate is pinned no authority counts, so that judge() is
    /// asked about whatever the server shows.
    QSslConfiguration configuration() const;
    /// Judges what a handshake found fault with. Returns the errors to be ignored: all of them
    /// where the certificate is the pinned one, else none, and the connection must not go on.
    QList<QSslError> judge(const QSslCertificate &certificate, const QList<QSslError> &errors);

    /// Trusts this certificate for this server from now on, and no other.
    void pin(const Fingerprint &fingerprint);
    std::optional<Fingerprint> pinned() const;
    /// To be told when another may have written the same file: changed() follows where it matters.
    void recheck();

    /// By which the server knows whom to let in: sent to it, over connections that were judged, and
    /// to no other. Empty: none is sent.
    void setToken(const QByteArray &token) { m_token = token; }
    const QByteArray &token() const { return m_token; }

    /// What was refused last; absent once something was trusted.
    const std::optional<UntrustedCertificate> &refusal() const { return m_refusal; }

Q_SIGNALS:
    /// A connection was given up because of this certificate; told each time.
    void refused(const pushpoint::client::UntrustedCertificate &certificate);
    /// The pinned certificate is shown, after something was refused.
    void accepted();
    /// Another certificate is trusted now, or none any more: connections of before are of no use.
    void changed();

private:
    const QString m_hostAndPort;
    const QString m_host;
    TrustedCertificates m_trusted;
    std::optional<Fingerprint> m_known; ///< what was pinned when changed() was told last
    std::optional<UntrustedCertificate> m_refusal;
    QByteArray m_token;
};

} // namespace pushpoint::client
