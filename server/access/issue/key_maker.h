#pragma once

#include "server/access/algorithm.h"

#include <QByteArray>

namespace pushpoint::access {

/// A new key as a JWK with its private part: for Hs256, Es256 or EdDsa. Empty where the system
/// gives no random numbers.
QByteArray newJwk(Algorithm algorithm, const QByteArray &id);

/// So many random bytes, each as two letters of 0 to 9 and a to f. Empty where there are none.
QByteArray randomHex(int bytes);

} // namespace pushpoint::access
