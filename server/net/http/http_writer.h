#pragma once

#include "server/net/http/http_message.h"
#include "server/net/shares/limited.h"
#include "server/protocol/result.h"

namespace pushpoint::net {

/// How an answer goes out.
struct HttpWriting
{
    bool bodyLeftOut = false; ///< HEAD: the Content-Length is told, the body is not sent
    bool closes = false;      ///< the connection ends after this answer
    int minorVersion = 1;     ///< of the request's HTTP/1.x: what the client understands
};

/// Appends the answer's head to `out`. Server thread.
/// @param bodyBytes the body's length; where it is not known, a body that is sent goes out in
/// chunks, or where the client does not know these, until the connection ends.
void appendHead(QByteArray &out, const HttpReply &reply, std::optional<qint64> bodyBytes,
                HttpWriting writing);
/// Appends the answer to `out`, head and body; of one with a source only the head, for HEAD. Server
/// thread.
void appendReply(QByteArray &out, const HttpReply &reply, HttpWriting writing);

/// The value of a Date header (RFC 9110 §6.6.1).
QByteArray httpDateNow();

/// A JSON answer.
HttpReply jsonReply(const QByteArray &json, int status = 200);
/// The JSON answer to bad input, with its status. `allow` is told with MethodNotAllowed as the
/// methods that are (RFC 9110 §15.5.6), with UnsupportedMediaType as the content codings that are
/// taken (§15.5.16), and else not at all.
HttpReply errorReply(const Error &error, const QByteArray &allow = {});
/// The 429 to whoever has used up a share: its Retry-After (RFC 9110 §10.2.3) is kept.
HttpReply limitedReply(const Limited &limited);

} // namespace pushpoint::net
