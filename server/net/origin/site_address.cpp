#include "server/net/origin/site_address.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace pushpoint::net {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype nameBytesMax = 253; // RFC 1035 §2.3.4, less what is on the wire only
constexpr qsizetype labelBytesMax = 63;

quint16 defaultPort(QByteArrayView scheme)
{
    if (scheme == "http" || scheme == "ws")
        return 80;
    return scheme == "https" || scheme == "wss" ? 443 : 0;
}

// RFC 1123 §2.1, and the underscore that is usual in the names of containers.
bool isHostName(QByteArrayView name)
{
    qsizetype label = 0;
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        if ((c == '.' && label == 0) || (c != '.' && !plain))
            return false;
        label = c == '.' ? 0 : label + 1;
        if (label > labelBytesMax)
            return false;
    }
    return label > 0 && name.size() <= nameBytesMax;
}

// Addresses have many spellings, and Qt writes one. Empty where the text is neither.
QByteArray canonicalHost(QByteArrayView text, bool isBracketed)
{
    QByteArray host = text.toByteArray().toLower();
    if (!isBracketed && host.endsWith('.'))
        host.chop(1);
    QHostAddress address;
    if (isBracketed || (!host.isEmpty() && host.front() >= '0' && host.front() <= '9')) {
        const bool isAddress = address.setAddress(QString::fromLatin1(host));
        if (isAddress && (address.protocol() == QAbstractSocket::IPv6Protocol) == isBracketed)
            return address.toString().toLatin1();
    }
    return !isBracketed && isHostName(host) ? host : QByteArray();
}

bool takePort(QByteArrayView text, SiteAddress &site)
{
    if (text.isEmpty() || text == ":") // RFC 3986 §3.2.3: the port may be empty
        return true;
    bool ok = false;
    site.port = text.sliced(1).toByteArray().toUShort(&ok);
    return ok && text.front() == ':' && text[1] >= '0' && text[1] <= '9' && site.port != 0;
}

bool isScheme(QByteArrayView text)
{
    return !text.isEmpty() && text.front() >= 'a' && text.front() <= 'z'
        && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-'
                   || c == '.';
           });
}

Error badHost(const QString &text)
{
    return {ErrorCode::BadOption,
            u"\"%1\" is no host; write example.org, *.example.org or "
            "example.org:8080"_s.arg(text)};
}

Error badOrigin(const QString &text)
{
    return {ErrorCode::BadOption,
            u"\"%1\" is no site; write https://example.org or "
            "https://*.example.org, without a path"_s.arg(text)};
}

// Browsers send international names in their ASCII form (RFC 5891 §4.4).
QByteArray asciiOf(const QString &authority)
{
    const bool isAscii = std::ranges::all_of(authority, [](QChar c) { return c.unicode() < 0x80; });
    if (isAscii)
        return authority.toLatin1();
    const qsizetype colon = authority.indexOf(u':');
    const QByteArray port = colon < 0 ? QByteArray() : authority.sliced(colon).toUtf8();
    return QUrl::toAce(colon < 0 ? authority : authority.first(colon)) + port;
}

} // namespace

std::optional<SiteAddress> SiteAddress::ofHost(QByteArrayView text)
{
    SiteAddress site;
    const bool isBracketed = text.startsWith('[');
    const qsizetype bracket = text.indexOf(']');
    if (isBracketed && bracket < 0)
        return {};
    const qsizetype colon = text.indexOf(':');
    const qsizetype end = isBracketed ? bracket + 1 : (colon < 0 ? text.size() : colon);
    site.host
        = canonicalHost(isBracketed ? text.sliced(1, bracket - 1) : text.first(end), isBracketed);
    if (site.host.isEmpty() || !takePort(text.sliced(end), site))
        return {};
    return site;
}

std::optional<SiteAddress> SiteAddress::ofOrigin(QByteArrayView text)
{
    const qsizetype mark = text.indexOf("://");
    const QByteArray scheme = text.first(std::max<qsizetype>(mark, 0)).toByteArray().toLower();
    if (!isScheme(scheme))
        return {};
    auto site = ofHost(text.sliced(mark + 3));
    if (!site && mark + 3 == text.size() && defaultPort(scheme) == 0)
        site = SiteAddress(); // "file://", as web views of phones send
    if (!site)
        return {};
    site->scheme = scheme;
    if (site->port == defaultPort(scheme))
        site->port = 0;
    return site;
}

quint16 SiteAddress::portIn(QByteArrayView urlScheme) const
{
    return port != 0 ? port : defaultPort(urlScheme);
}

bool SiteAddress::isThisMachine() const
{
    return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

QByteArray SiteAddress::authority() const
{
    QByteArray text = host.contains(':') ? '[' + host + ']' : host;
    if (port != 0)
        text += ':' + QByteArray::number(port);
    return text;
}

Result<SitePattern> SitePattern::parseHost(const QString &text)
{
    SitePattern pattern;
    QString rest = text.trimmed();
    pattern.m_isWildcard = rest.startsWith("*."_L1);
    if (pattern.m_isWildcard)
        rest = rest.sliced(2);
    if (rest.count(u':') > 1 && !rest.startsWith(u'['))
        rest = u'[' + rest + u']'; // an IPv6 address, as people write it
    const auto site = SiteAddress::ofHost(asciiOf(rest));
    if (!site || (pattern.m_isWildcard && !QHostAddress(QString::fromLatin1(site->host)).isNull()))
        return badHost(text);
    pattern.m_site = *site;
    // Which scheme a Host was asked by is not known: the port of either is none.
    if (site->port == defaultPort("http") || site->port == defaultPort("https"))
        pattern.m_site.port = 0;
    return pattern;
}

Result<SitePattern> SitePattern::parseOrigin(const QString &text)
{
    SitePattern pattern;
    const QString all = text.trimmed();
    const qsizetype mark = all.indexOf("://"_L1);
    QString rest = all.mid(mark + 3);
    if (rest.endsWith(u'/'))
        rest.chop(1);
    pattern.m_isWildcard = rest.startsWith("*."_L1);
    if (pattern.m_isWildcard)
        rest = rest.sliced(2);
    const auto site = mark < 0
        ? std::nullopt
        : SiteAddress::ofOrigin(all.first(mark + 3).toUtf8() + asciiOf(rest));
    if (!site || (pattern.m_isWildcard && !QHostAddress(QString::fromLatin1(site->host)).isNull()))
        return badOrigin(text);
    pattern.m_site = *site;
    return pattern;
}

bool SitePattern::matchesName(const QByteArray &host) const
{
    return m_isWildcard ? host.endsWith('.' + m_site.host) : host == m_site.host;
}

bool SitePattern::matchesHost(const SiteAddress &site) const
{
    return matchesName(site.host) && (m_site.port == 0 || m_site.port == site.port);
}

bool SitePattern::matchesOrigin(const SiteAddress &site) const
{
    return matchesName(site.host) && m_site.scheme == site.scheme && m_site.port == site.port;
}

QString SitePattern::text() const
{
    const QByteArray scheme = m_site.scheme.isEmpty() ? QByteArray() : m_site.scheme + "://";
    return QString::fromLatin1(scheme + (m_isWildcard ? "*." : "") + m_site.authority());
}

} // namespace pushpoint::net
