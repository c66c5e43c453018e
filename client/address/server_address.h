#pragma once

#include "server/protocol/result.h"
#include "server/protocol/user_name.h"

#include <QUrl>

namespace pushpoint::client {

/// Where a server is: its address for HTTP, from which the one for WebSocket follows (http → ws,
/// https → wss). A path stays in front of every path, for servers behind a proxy. Can only be made
/// by parsing. A value; any thread.
class ServerAddress
{
public:
    /// From what a user types: `http://host:3000`, `https://host/prefix`, or `host:3000` for http.
    /// Error: BadOption with a sentence that quotes the text.
    static Result<ServerAddress> parse(const QString &text);

    /// The address of one HTTP path and its query, such as "/rest/connections" and "limit=10".
    QUrl httpUrl(QLatin1StringView path, QLatin1StringView query = {}) const;
    /// The address of the socket on which messages for this name arrive.
    QUrl socketUrl(const UserName &name) const;
    /// As it is shown to people, without a slash at the end.
    QString text() const;
    /// True for https and wss.
    bool isEncrypted() const;
    QString host() const;
    /// "host:443", with the port in any case; an IPv6 address stands in brackets.
    QString hostAndPort() const;

private:
    explicit ServerAddress(QUrl base) : m_base(std::move(base)) { }
    QUrl withPath(const QString &encodedPath) const;

    QUrl m_base; ///< http or https; path without a slash at its end
};

} // namespace pushpoint::client
