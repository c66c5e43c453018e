#pragma once

#include "client/trust/fingerprint.h"

#include <QDateTime>
#include <QList>
#include <QSslError>
#include <QStringList>

#include <optional>

namespace pushpoint::client {

/// A certificate that a server showed and that is not trusted, as people are told of it. The texts
/// of the certificate are whatever its maker wrote, in one line and of bounded length. A value.
struct UntrustedCertificate
{
    QString server;                         ///< host and port
    std::optional<Fingerprint> fingerprint; ///< absent where the server showed no certificate
    std::optional<Fingerprint> expected; ///< the one that is trusted in its place: it has changed
    QString subject;
    QString issuer;
    QDateTime validFrom;
    QDateTime validTo;
    QStringList reasons;       ///< why it is not trusted, each part of a sentence
    bool mayBeTrusted = false; ///< the user's word would be enough

    /// "the certificate of … is not trusted: …", or that it has changed.
    QString sentence() const;

    friend bool operator==(const UntrustedCertificate &, const UntrustedCertificate &) = default;
};

/// Describes a certificate that was refused for these errors. `expected`: the trusted one's.
UntrustedCertificate describeUntrusted(const QString &server, const QString &host,
                                       const QSslCertificate &certificate,
                                       const QList<QSslError> &errors,
                                       const std::optional<Fingerprint> &expected);

/// True where all of these only mean that nobody known vouches for the certificate, for its name or
/// for its dates, which the user may do. Broken signatures and revocations are not among them.
bool mayBeOverruled(const QList<QSslError> &errors);

} // namespace pushpoint::client
