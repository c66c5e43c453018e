#pragma once

#include "server/access/bearer.h"
#include "server/net/http/http_head.h"
#include "server/protocol/user_name.h"

namespace pushpoint::net {

/// What a browser's page offers as a sub-protocol beside the one that is then chosen: it cannot set
/// headers of a WebSocket. The token follows.
inline constexpr QByteArrayView tokenProtocolPrefix("pushpoint.token.");

/// What is kept of a good upgrade request. A value.
struct Handshake
{
    UserName name;
    QByteArray key;    ///< Sec-WebSocket-Key, 24 characters of base64
    QByteArray origin; ///< empty: no browser
    QByteArray userAgent;
    /// The first sub-protocol that was offered and is no access token: what speaks it gives up
    /// where none is chosen. Empty: none was, or it is no token of RFC 9110.
    QByteArray protocol;
    access::BearerPointer bearer{}; ///< by whose token; set by whoever let it in
};

/// Checks an upgrade before anything of it is done (RFC 6455 §4.2.1): GET on `/ws/<name>` with one
/// segment, version 13, a key of 16 bytes. Errors: NotFound, MethodNotAllowed, UpgradeRequired,
/// BadRequest, BadName. Pure; any thread.
Result<Handshake> checkHandshake(const HttpRequest &request, const HttpHead &head);

/// The same request in its shortest form, with nothing of the client's but its key, for
/// QWebSocketServer to answer.
QByteArray canonicalHandshake(const Handshake &handshake);

} // namespace pushpoint::net
