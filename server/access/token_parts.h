#pragma once

#include "server/access/algorithm.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace pushpoint::access {

/// A token in its three parts (RFC 7515 §3.1), none of which has been believed yet. Valid as long
/// as the token's text.
struct TokenParts
{
    Algorithm algorithm; ///< as its header says
    QByteArray keyId;    ///< "kid"; empty: none
    QByteArrayView signedText;
    QByteArray claimsJson;
    QByteArray signature;
};

/// Takes a token apart. Error: TokenInvalid; the detail quotes nothing of the token. Any thread.
Result<TokenParts> readTokenParts(QByteArrayView token);

/// In bytes, of the whole token.
inline constexpr qsizetype tokenBytesMax = 8 * 1024;

} // namespace pushpoint::access
