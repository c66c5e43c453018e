#pragma once

#include "server/access/strict_json.h"
#include "server/access/verification_key.h"
#include "server/protocol/result.h"

#include <optional>

namespace pushpoint::access {

/// One key of a JWK Set (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2). Nothing where it is not for us:
/// for another use, of another kind or for another algorithm. Error: BadOption, where it is for us
/// and weak or broken; the detail quotes nothing of it.
Result<std::optional<VerificationKey>> readJwk(simdjson::dom::object jwk);

/// Whether whoever sees this may sign, or decrypt, whatever the key is for.
bool isSecretJwk(simdjson::dom::object jwk);

} // namespace pushpoint::access
