#pragma once

#include "server/protocol/user_name.h"

#include <QByteArray>

#include <optional>

namespace pushpoint {

/// One message on its way to one name. A value; made by the parsers in message_parser.h, or by hand
/// with a content from json_text.h.
struct Message
{
    std::optional<UserName> from; ///< absent where the sender did not say
    UserName to;
    QByteArray contentJson; ///< a JSON value, valid UTF-8, as the sender wrote it
    QString senderId;       ///< chosen by the sender to make repeats harmless; empty: none
};

/// What became of a publish. `connections` is how many open connections took the message into their
/// queues: more than zero means delivered, zero means that the receiver was offline.
struct PublishOutcome
{
    int connections = 0;
    QByteArray id;     ///< the server's: 26 characters, sortable by time, unique
    QByteArray node;   ///< the name of the node whose connections took it, or that answered
    bool known = true; ///< false: whether another node has the receiver could not be known

    bool delivered() const { return connections > 0; }
};

} // namespace pushpoint
