#pragma once

#include "server/access/verification_key.h"

namespace pushpoint::access {

/// A key that tokens are signed with: by its secret, or by its private part. A value; any thread.
struct SigningKey
{
    VerificationKey verification;            ///< tells that what it signed is good
    std::shared_ptr<evp_pkey_st> privateKey; ///< of the public algorithms

    const QByteArray &id() const { return verification.id; }
    Algorithm algorithm() const { return verification.algorithms.first(); }
};

/// The signature as it stands in a token (RFC 7515 §3), before base64url.
QByteArray signature(const SigningKey &key, const QByteArray &text);

} // namespace pushpoint::access
