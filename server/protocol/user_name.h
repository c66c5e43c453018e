#pragma once

#include "server/protocol/result.h"

#include <QByteArrayView>
#include <QHashFunctions>
#include <QString>
#include <QStringView>

namespace pushpoint {

/// The name of a sender or receiver: 1 to 255 bytes of UTF-8 in NFC without control, bidi-override,
/// line-separator or invisible characters. Can only be made by parsing, so whoever holds one holds
/// a good one. `__proto__`, `../x`, `a b` and `李雷` are ordinary names. A value; any thread.
class UserName
{
public:
    /// From UTF-8 as it came from the wire. Error: BadName. Brings the name to NFC.
    static Result<UserName> parse(QByteArrayView utf8);
    /// From text. Error: BadName, also for a lone surrogate.
    static Result<UserName> parse(QStringView text);
    /// From one segment of a URL's path: percent-decoded once. A '%' that starts no escape stands
    /// for itself, as in the names that browsers' users type. Error: BadName.
    static Result<UserName> parsePathSegment(QByteArrayView segment);

    const QByteArray &utf8() const { return m_utf8; }
    QString text() const { return QString::fromUtf8(m_utf8); }
    /// As one path segment: everything but RFC 3986 §2.3's unreserved characters is escaped.
    QByteArray toPathSegment() const;

    friend bool operator==(const UserName &a, const UserName &b) { return a.m_utf8 == b.m_utf8; }
    friend bool operator<(const UserName &a, const UserName &b) { return a.m_utf8 < b.m_utf8; }
    friend size_t qHash(const UserName &name, size_t seed = 0) { return qHash(name.m_utf8, seed); }

private:
    static Result<UserName> parseText(const QString &text);
    explicit UserName(QByteArray utf8) : m_utf8(std::move(utf8)) { }

    QByteArray m_utf8;
};

} // namespace pushpoint
