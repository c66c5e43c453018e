#include "client/trust/untrusted_certificate.h"

#include <QCoreApplication>
#include <QSslCertificate>

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownCharactersMax = 120;
constexpr qsizetype shownNamesMax = 4;

QString tr(const char *text)
{
    return QCoreApplication::translate("pushpoint::client", text);
}

/// Text of a stranger's: no line of its own, nothing that turns the reading direction.
QString shown(const QString &text)
{
    QString clean;
    for (const char32_t c : text.toUcs4()) {
        const auto category = QChar::category(c);
        const bool isHarmless = QChar::isPrint(c) && category != QChar::Other_Format;
        clean += isHarmless ? QString::fromUcs4(&c, 1) : u" "_s;
    }
    clean = clean.simplified();
    return clean.size() > shownCharactersMax ? clean.left(shownCharactersMax) + u"…"_s : clean;
}

QString namesOf(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    const bool areMany = names.size() > shownNamesMax;
    const QString some = shown(names.mid(0, shownNamesMax).join(u", "_s));
    return areMany ? some + u" …"_s : some;
}

QString reasonOf(const QSslError &error, const QString &host, const QSslCertificate &certificate)
{
    const auto day
        = [](const QDateTime &at) { return QLocale().toString(at.date(), u"yyyy-MM-dd"); };
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
        return tr("nobody but itself vouches for it");
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return tr("no authority that this computer knows vouches for it");
    case QSslError::HostNameMismatch:
        return tr("it is for %1, not for %2").arg(namesOf(certificate), host);
    case QSslError::CertificateExpired:
        return tr("it was valid until %1 only").arg(day(certificate.expiryDate()));
    case QSslError::CertificateNotYetValid:
        return tr("it is not valid before %1").arg(day(certificate.effectiveDate()));
    default:
        return shown(error.errorString());
    }
}

QString sentenceOf(const UntrustedCertificate &certificate)
{
    if (!certificate.fingerprint)
        return tr("%1 shows no certificate").arg(certificate.server);
    if (certificate.expected)
        return tr("the certificate of %1 is not the one that is trusted").arg(certificate.server);
    return tr("the certificate of %1 is not trusted: %2")
        .arg(certificate.server, certificate.reasons.join(u"; "_s));
}

} // namespace

bool mayBeOverruled(const QList<QSslError> &errors)
{
    static constexpr QSslError::SslError overrulable[]
        = {QSslError::SelfSignedCertificate,
           QSslError::SelfSignedCertificateInChain,
           QSslError::UnableToGetIssuerCertificate,
           QSslError::UnableToGetLocalIssuerCertificate,
           QSslError::UnableToVerifyFirstCertificate,
           QSslError::CertificateUntrusted,
           QSslError::HostNameMismatch,
           QSslError::CertificateExpired,
           QSslError::CertificateNotYetValid,
           QSslError::InvalidCaCertificate,
           QSslError::InvalidPurpose};
    return std::ranges::all_of(errors, [](const QSslError &error) {
        return std::ranges::find(overrulable, error.error()) != std::end(overrulable);
    });
}

UntrustedCertificate describeUntrusted(const QString &server, const QString &host,
                                       const QSslCertificate &certificate,
                                       const QList<QSslError> &errors,
                                       const std::optional<Fingerprint> &expected)
{
    UntrustedCertificate untrusted;
    untrusted.server = server;
    untrusted.mayBeTrusted = !certificate.isNull() && mayBeOverruled(errors);
    if (!certificate.isNull())
        untrusted.fingerprint = Fingerprint::of(certificate);
    if (expected != untrusted.fingerprint)
        untrusted.expected = expected;
    untrusted.subject = shown(certificate.subjectDisplayName());
    untrusted.issuer = shown(certificate.issuerDisplayName());
    untrusted.validFrom = certificate.effectiveDate();
    untrusted.validTo = certificate.expiryDate();
    for (const QSslError &error : errors) {
        const QString reason = reasonOf(error, host, certificate);
        if (!untrusted.reasons.contains(reason))
            untrusted.reasons.append(reason);
    }
    return untrusted;
}

QString UntrustedCertificate::sentence() const
{
    return sentenceOf(*this);
}

} // namespace pushpoint::client
