#include "server/net/origin/origin_rules.h"

#include <algorithm>
#include <array>

namespace pushpoint::net {

namespace {

bool equalAddresses(const QHostAddress &a, const QHostAddress &b)
{
    return a.isEqual(b, QHostAddress::TolerantConversion);
}

// Nearly every request of a busy server on loopback, told without any copy.
bool isPlainLoopback(QByteArrayView host)
{
    return std::ranges::any_of(std::array<QByteArrayView, 2>{"127.0.0.1", "localhost"},
                               [host](QByteArrayView name) {
                                   return host.startsWith(name)
                                       && (host.size() == name.size() || host[name.size()] == ':');
                               });
}

} // namespace

std::optional<ErrorCode> OriginRules::checkHost(const HttpHead &head,
                                                const QHostAddress &local) const
{
    if (!head.host) // HTTP/1.0, which no browser speaks
        return {};
    if (isPlainLoopback(*head.host))
        return {};
    const auto site = SiteAddress::ofHost(*head.host);
    if (!site)
        return ErrorCode::WrongHost;
    if (site->isThisMachine())
        return {};
    QHostAddress address;
    if (address.setAddress(QString::fromLatin1(site->host))
        && (address.isLoopback() || equalAddresses(address, local)))
        return {};
    const bool named = std::ranges::any_of(
        m_hosts, [&site](const SitePattern &pattern) { return pattern.matchesHost(*site); });
    return named ? std::nullopt : std::optional(ErrorCode::WrongHost);
}

OriginRules::Standing OriginRules::standingOf(const HttpHead &head, QByteArrayView scheme) const
{
    if (!head.origin) {
        const bool foreign = head.secFetchSite
            && head.secFetchSite->compare("cross-site", Qt::CaseInsensitive) == 0;
        return foreign ? Standing::Foreign : Standing::Own;
    }
    const auto site = SiteAddress::ofOrigin(*head.origin);
    if (!site)
        return Standing::Foreign;
    // https may be ours, too, where nobody says: a proxy before us may have the certificate.
    const bool isWeb = scheme.isEmpty() ? site->scheme == "http" || site->scheme == "https"
                                        : scheme == site->scheme;
    const auto ours = isWeb && head.host ? SiteAddress::ofHost(*head.host) : std::nullopt;
    if (ours && ours->portIn(site->scheme) == site->portIn(site->scheme)) {
        if (ours->host == site->host)
            return Standing::Own;
        if (ours->isThisMachine() && site->isThisMachine())
            return Standing::Named;
    }
    const bool named = std::ranges::any_of(
        m_origins, [&site](const SitePattern &pattern) { return pattern.matchesOrigin(*site); });
    return named ? Standing::Named : Standing::Foreign;
}

} // namespace pushpoint::net
