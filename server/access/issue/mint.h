#pragma once

#include "server/access/issue/signing_key.h"
#include "server/access/rights.h"

#include <QByteArray>
#include <QList>

#include <chrono>

namespace pushpoint::access {

/// What a new token is to say. A value.
struct TokenOrder
{
    QByteArray subject;      ///< "sub", a name; empty: none
    QList<QByteArray> names; ///< names and patterns; empty: the subject is the only one
    Rights rights;
    QByteArray audience; ///< "aud"; empty: none
    QByteArray issuer;   ///< "iss"; empty: none
    QByteArray tokenId;  ///< "jti"
    std::chrono::sys_seconds issuedAt;
    std::chrono::sys_seconds expiresAt;
};

/// The signed token (RFC 7519 §7.1). Whether anybody would take it is not looked at.
QByteArray mint(const TokenOrder &order, const SigningKey &key);

} // namespace pushpoint::access
