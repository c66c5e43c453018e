#pragma once

#include "server/net/http/http_head.h"
#include "server/net/origin/site_address.h"

#include <QHostAddress>
#include <QList>

namespace pushpoint::net {

/// Who may speak to this server from inside a browser. A page of another site must not be able to
/// send or listen in its visitor's name, nor by a name of its own that it lets point to us (DNS
/// rebinding). A value; server thread.
class OriginRules
{
public:
    /// @param hosts further names that this server answers for.
    /// @param origins other sites that may speak to it.
    OriginRules(QList<SitePattern> hosts, QList<SitePattern> origins)
        : m_hosts(std::move(hosts)), m_origins(std::move(origins))
    { }

    /// The Host must be loopback, the address that the connection came to, or one of the named: an
    /// address in figures cannot be rebound. Error: WrongHost.
    std::optional<ErrorCode> checkHost(const HttpHead &head, const QHostAddress &local) const;

    /// Where a request comes from.
    enum class Standing {
        Own,     ///< no browser, or a page of ours
        Named,   ///< allowed but not our own, or ours by another name of loopback: its pages need
                 ///< the headers of the Fetch standard to be let read our answers
        Foreign, ///< none of these: "null", and what a browser calls cross-site without an Origin
    };
    /// @param scheme by which it was asked, "http" or "https"; empty: not known, and either may be.
    Standing standingOf(const HttpHead &head, QByteArrayView scheme = {}) const;

private:
    QList<SitePattern> m_hosts;
    QList<SitePattern> m_origins;
};

} // namespace pushpoint::net
