#pragma once

#include "server/access/bearer.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>

namespace pushpoint::access {

/// What a server asks of every token, besides its signature.
struct TokenRules
{
    QByteArray audience;             ///< must be in "aud"; empty: a token may have none
    QByteArray issuer;               ///< must be "iss"; empty: any will do
    std::chrono::seconds leeway{30}; ///< between the clock here and the issuer's
};

/// Reads what a token says, once its signature was found good (RFC 7519 §4). Errors: TokenInvalid,
/// TokenExpired; the detail quotes nothing of the token. Any thread.
///
/// A token that names an audience is refused where the server has no name to find there (RFC 7519
/// §4.1.3): it was made for somebody else. @param isSymmetric the key that signed it can also be
/// read here, so that the token must end within a year.
Result<Bearer> readClaims(QByteArrayView json, const TokenRules &rules, bool isSymmetric,
                          std::chrono::sys_seconds now);

/// Whether the token's time is over, by its "exp" and the leeway.
bool hasExpired(const Bearer &bearer, const TokenRules &rules, std::chrono::sys_seconds now);

/// In a token's "names".
inline constexpr qsizetype tokenNamesMax = 256;
/// Of a token by a symmetric key: a year, of whichever length.
inline constexpr std::chrono::days symmetricLifeMax{366};

} // namespace pushpoint::access
