#pragma once

#include "server/net/http/http_message.h"

namespace pushpoint::net {

/// What tells one state of a file from another.
struct Validators
{
    QByteArray entityTag; ///< quotes included, `W/` before it where weak
    qint64 lastModifiedSeconds = 0;
};

/// What the conditions of a request come to.
enum class Condition {
    Proceed,
    NotModified,        ///< 304
    PreconditionFailed, ///< 412
};

/// Goes through If-Match, If-Unmodified-Since, If-None-Match and If-Modified-Since in the order of
/// RFC 9110 §13.2.2. For GET and HEAD of something that exists.
/// @param nowSeconds since the epoch, UTC. Any thread.
Condition evaluateConditions(const HttpRequest &request, const Validators &validators,
                             qint64 nowSeconds);

/// Whether If-Range lets a Range count (RFC 9110 §13.1.5): always where there is none, and else
/// only where a strong tag or the date is exactly that of the file. Any thread.
bool rangeStillHolds(const HttpRequest &request, const Validators &validators, qint64 nowSeconds);

} // namespace pushpoint::net
