#pragma once

#include "server/net/http_head.h"

#include <QHostAddress>
#include <QStringList>

namespace pushpoint {

/// Who may speak to this server from inside a browser. A page of another site must not be able to
/// send or listen in its visitor's name, nor by a name of its own that it lets point to us (DNS
/// rebinding). A value; server thread.
class OriginRules
{
public:
    /// @param hosts further host names that this server answers for, without port.
    /// @param origins origins of other sites that may speak to it, such as "https://example.org".
    OriginRules(const QStringList &hosts, const QStringList &origins);

    /// The Host must be loopback, the address that the connection came to, or one of the named: an
    /// address in figures cannot be rebound. Error: WrongHost.
    std::optional<ErrorCode> checkHost(const HttpHead &head, const QHostAddress &local) const;

    /// The Origin must be absent (no browser), that of our own page, or one of the named; "null"
    /// never is, and without an Origin no browser may call the request cross-site. Error:
    /// ForeignOrigin.
    std::optional<ErrorCode> checkOrigin(const HttpHead &head) const;

    /// True for an origin that is not our own but named: its pages need the headers of the Fetch
    /// standard to be let read our answers.
    bool isNamedOrigin(const HttpHead &head) const;

private:
    QStringList m_hosts;         ///< in lower case
    QList<QByteArray> m_origins; ///< in lower case
};

} // namespace pushpoint
