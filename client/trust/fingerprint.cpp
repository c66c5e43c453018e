#include "client/trust/fingerprint.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSslCertificate>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype groupBytes = 4;
constexpr qsizetype lineBytes = 16;

} // namespace

Fingerprint Fingerprint::of(const QSslCertificate &certificate)
{
    Q_ASSERT(!certificate.isNull());
    return Fingerprint(certificate.digest(QCryptographicHash::Sha256));
}

Result<Fingerprint> Fingerprint::parse(const QString &text)
{
    static const QRegularExpression form(
        u"\\A\\s*(?:sha-?256[:=\\s]\\s*(?:fingerprint\\s*[:=]\\s*)?)?"
        "((?:[0-9a-f]{2}[:\\s]*){32})\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text);
    if (match.hasMatch()) // fromHex() goes over what is no digit
        return Fingerprint(QByteArray::fromHex(match.captured(1).toLatin1()));
    return Error{ErrorCode::BadOption,
                 QCoreApplication::translate(
                     "Fingerprint", "\"%1\" is no SHA-256 fingerprint: 64 hexadecimal digits")
                     .arg(text.left(120))};
}

QString Fingerprint::text() const
{
    return QString::fromLatin1(m_digest.toHex(':').toUpper());
}

QString Fingerprint::readableText() const
{
    QString readable;
    for (qsizetype i = 0; i < m_digest.size(); i += groupBytes) {
        if (i > 0)
            readable += i % lineBytes == 0 ? u"\n"_s : u"  "_s;
        readable += QString::fromLatin1(m_digest.mid(i, groupBytes).toHex(' ').toUpper());
    }
    return readable;
}

} // namespace pushpoint::client
