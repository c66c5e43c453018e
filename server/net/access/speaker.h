#pragma once

#include "server/access/bearer.h"
#include "server/protocol/message.h"

namespace pushpoint::net {

/// Sees to it that a message is sent in a name of its bearer's: an absent `from` becomes the
/// token's subject. In open mode, without a bearer, it stays as it is. Error: NotAllowed, where the
/// name is not one of theirs, or where the token names nobody alone. Pure; any thread.
std::optional<Error> settleSender(const access::BearerPointer &bearer, Message &message);

} // namespace pushpoint::net
