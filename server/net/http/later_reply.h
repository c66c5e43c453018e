#pragma once

#include "server/net/http/http_message.h"

#include <functional>

namespace pushpoint::net {

/// The place of an answer that is not known yet. Whoever keeps the connection sets `then`, which
/// has to bear that the connection is gone; it runs once, from the event loop. Server thread.
struct LaterReply
{
    QList<HttpHeader> headers; ///< of the answer, whatever it will be
    std::function<void(const HttpReply &reply)> then;

    void resolve(HttpReply reply) const
    {
        reply.headers.append(headers);
        if (then)
            then(reply);
    }
};

} // namespace pushpoint::net
