#pragma once

#include "server/net/http/http_message.h"
#include "server/protocol/result.h"

namespace pushpoint::net {

/// The token that a request bears: `Authorization: Bearer` (RFC 6750 §2.1), and of an upgrade also
/// the sub-protocol `pushpoint.token.<token>` or `?token=`. A view into the request; nothing where
/// it bears none. Another scheme than Bearer is somebody else's matter. Error: BadRequest where
/// there is more than one (§2). Pure; any thread.
Result<std::optional<QByteArrayView>> findToken(const HttpRequest &request, bool isUpgrade);

} // namespace pushpoint::net
