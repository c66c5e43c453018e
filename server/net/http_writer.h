#pragma once

#include "server/net/http_message.h"
#include "server/protocol/result.h"

namespace pushpoint {

/// How an answer goes out.
struct HttpWriting
{
    bool bodyLeftOut = false; ///< HEAD: the Content-Length is told, the body is not sent
    bool closes = false;      ///< the connection ends after this answer
    bool saysItStays = false; ///< HTTP/1.0: what does not end has to be told (RFC 9112 §9.3)
};

/// Appends the answer to `out`, head and body (a file's bytes are the caller's to send). Server
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

} // namespace pushpoint
