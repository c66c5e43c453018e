#pragma once

#include "server/node/node.h"

namespace pushpoint {

/// For tests that do not wait: unknown where the outcome would come later.
inline PublishOutcome publish(Node &node, const Message &message, const Arrival &arrival = {})
{
    return node.submit(message, arrival).outcome;
}

} // namespace pushpoint
