#pragma once

#include "server/net/body_type.h"
#include "server/net/http_message.h"
#include "server/node/node.h"

namespace pushpoint {

/// Publishes many messages at once: a JSON array, or one object a line. The answer has one result
/// per message, in the same order and the same form; a bad one does not spoil the rest. Where the
/// array itself is broken nothing is published. Server thread.
HttpReply answerBatch(Node &node, QByteArrayView body, BodyType type, bool detailed,
                      const Arrival &arrival = {});

} // namespace pushpoint
