#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

class QSslCertificate;

namespace pushpoint::client {

/// The SHA-256 fingerprint of a certificate: what two people compare to know that they mean the
/// same one. Can only be made from a certificate or by parsing. A value; any thread.
class Fingerprint
{
public:
    /// Of a certificate that there is.
    static Fingerprint of(const QSslCertificate &certificate);
    /// From 64 hexadecimal digits, as openssl and browsers write them: colons and blanks between
    /// them, "sha256:" or "SHA256 Fingerprint=" in front. Error: BadOption with a sentence.
    static Result<Fingerprint> parse(const QString &text);

    /// "AB:CD:…", to be copied and to be kept.
    QString text() const;
    /// Two lines of four groups of four bytes, to be compared by eye.
    QString readableText() const;

    friend bool operator==(const Fingerprint &, const Fingerprint &) = default;

private:
    explicit Fingerprint(QByteArray digest) : m_digest(std::move(digest)) { }

    QByteArray m_digest; ///< 32 bytes
};

} // namespace pushpoint::client
