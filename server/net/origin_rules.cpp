#include "server/net/origin_rules.h"

namespace pushpoint {

namespace {

// RFC 9110 §7.2: uri-host [ ":" port ], where an IPv6 address stands in brackets.
QByteArrayView withoutPort(QByteArrayView host)
{
    if (host.startsWith('[')) {
        const qsizetype end = host.indexOf(']');
        return end < 0 ? QByteArrayView() : host.sliced(1, end - 1);
    }
    const qsizetype colon = host.indexOf(':');
    return colon < 0 ? host : host.first(colon);
}

bool equalAddresses(const QHostAddress &a, const QHostAddress &b)
{
    return a.isEqual(b, QHostAddress::TolerantConversion);
}

} // namespace

OriginRules::OriginRules(const QStringList &hosts, const QStringList &origins)
{
    for (const QString &host : hosts)
        m_hosts.append(host.toLower());
    for (const QString &origin : origins)
        m_origins.append(origin.toLower().toUtf8());
}

std::optional<ErrorCode> OriginRules::checkHost(const HttpHead &head,
                                                const QHostAddress &local) const
{
    if (!head.host) // HTTP/1.0, which no browser speaks
        return {};
    const QByteArrayView name = withoutPort(*head.host);
    if (name == "127.0.0.1" || name.compare("localhost", Qt::CaseInsensitive) == 0)
        return {};
    const QString text = QString::fromLatin1(name).toLower();
    QHostAddress address;
    if (address.setAddress(text) && (address.isLoopback() || equalAddresses(address, local)))
        return {};
    return m_hosts.contains(text) ? std::nullopt : std::optional(ErrorCode::WrongHost);
}

std::optional<ErrorCode> OriginRules::checkOrigin(const HttpHead &head) const
{
    if (!head.origin) {
        const bool foreign = head.secFetchSite
            && head.secFetchSite->compare("cross-site", Qt::CaseInsensitive) == 0;
        return foreign ? std::optional(ErrorCode::ForeignOrigin) : std::nullopt;
    }
    const QByteArray origin = head.origin->toByteArray().toLower();
    const QByteArray host = head.host.value_or(QByteArrayView()).toByteArray().toLower();
    const bool own = !host.isEmpty() && (origin == "http://" + host || origin == "https://" + host);
    if (own || isNamedOrigin(head))
        return {};
    return ErrorCode::ForeignOrigin;
}

bool OriginRules::isNamedOrigin(const HttpHead &head) const
{
    if (!head.origin || m_origins.isEmpty())
        return false;
    const QByteArray origin = head.origin->toByteArray().toLower();
    return origin != "null" && m_origins.contains(origin);
}

} // namespace pushpoint
