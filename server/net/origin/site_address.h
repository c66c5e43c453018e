#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace pushpoint::net {

/// What a Host or an Origin header names, in the one form in which two of them can be compared:
/// lower case, no final dot, addresses as Qt writes them, default ports left out. A value.
struct SiteAddress
{
    QByteArray scheme; ///< such as "https"; empty in a Host
    QByteArray host;   ///< an IPv6 address without its brackets
    quint16 port = 0;  ///< 0: none was given, or it is the scheme's default

    /// RFC 9110 §7.2: uri-host [ ":" port ]. Nothing where it is no such thing.
    static std::optional<SiteAddress> ofHost(QByteArrayView text);
    /// RFC 6454 §6.2: scheme "://" host [ ":" port ]. Nothing where it is no such thing, as "null".
    static std::optional<SiteAddress> ofOrigin(QByteArrayView text);

    /// The port that a URL of this scheme means.
    quint16 portIn(QByteArrayView urlScheme) const;
    /// localhost, 127.0.0.1 and ::1: names of one place.
    bool isThisMachine() const;
    /// Without the scheme: "example.org:8080", "[::1]:3000".
    QByteArray authority() const;
};

/// What --allow-host or --allow-origin allows: one site, or all below a domain. A value, made by
/// parsing only, so that none can be had that never matches.
class SitePattern
{
public:
    /// "example.org" for any port, "example.org:8080" for this one, "*.example.org" for all below,
    /// or an address. Names may be international. Error: BadOption, one line.
    static Result<SitePattern> parseHost(const QString &text);
    /// The same after "https://" or any other scheme, for the scheme's default port where none is
    /// given. Error: BadOption, one line.
    static Result<SitePattern> parseOrigin(const QString &text);

    bool matchesHost(const SiteAddress &site) const;
    bool matchesOrigin(const SiteAddress &site) const;
    /// As the parsers understand it.
    QString text() const;

private:
    SitePattern() = default;
    bool matchesName(const QByteArray &host) const;

    SiteAddress m_site;
    bool m_isWildcard = false; ///< all below, not the site itself
};

} // namespace pushpoint::net
