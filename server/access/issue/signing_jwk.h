#pragma once

#include "server/access/issue/signing_key.h"
#include "server/access/strict_json.h"
#include "server/protocol/result.h"

#include <optional>

namespace pushpoint::access {

/// The key of a JWK that can sign with HS256, ES256 or EdDSA. Nothing where it cannot: it is
/// public, of RSA, or not for tokens. Error: BadOption, where it could but is broken. Stays inside
/// this room.
Result<std::optional<SigningKey>> readSigningJwk(simdjson::dom::object jwk);

} // namespace pushpoint::access
