#pragma once

#include <QByteArrayView>

#include <optional>

namespace pushpoint::access {

/// How a token is signed. There is no "none", and none of two hashes where one is enough.
enum class Algorithm {
    Hs256, ///< HMAC with SHA-256 (RFC 7518 §3.2)
    Rs256, ///< RSASSA-PKCS1-v1_5 with SHA-256 (§3.3)
    Ps256, ///< RSASSA-PSS with SHA-256 (§3.5)
    Es256, ///< ECDSA with P-256 and SHA-256 (§3.4)
    EdDsa, ///< Ed25519 (RFC 8037 §3.1)
};

/// By its name in an "alg"; nothing for any other. Ed25519 has two names (RFC 9864 §2.2).
inline std::optional<Algorithm> algorithmNamed(QByteArrayView name)
{
    if (name == "HS256")
        return Algorithm::Hs256;
    if (name == "RS256")
        return Algorithm::Rs256;
    if (name == "PS256")
        return Algorithm::Ps256;
    if (name == "ES256")
        return Algorithm::Es256;
    if (name == "EdDSA" || name == "Ed25519")
        return Algorithm::EdDsa;
    return std::nullopt;
}

} // namespace pushpoint::access
