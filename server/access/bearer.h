#pragma once

#include "server/access/rights.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <memory>

namespace pushpoint::access {

/// Who bears a token that was found good, and what it says of them. A value; any thread.
struct Bearer
{
    QByteArray subject; ///< "sub"; empty: the token has none
    QByteArray tokenId; ///< "jti"; empty: the token has none
    Rights rights;
    /// What they may be called: a name, or the start of one and "*" behind it.
    QList<QByteArray> names;
    std::chrono::sys_seconds expiresAt; ///< "exp"
    QByteArray keyId; ///< "kid" of the key that signed the token; empty: it has none

    /// Whether the name is one of theirs. @param name in NFC, as UserName has it.
    bool mayBe(QByteArrayView name) const;
};

/// Many requests bear the same token, and the sessions that began by it outlive them.
using BearerPointer = std::shared_ptr<const Bearer>;

} // namespace pushpoint::access
