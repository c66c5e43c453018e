#pragma once

#include "server/access/issue/signing_key.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <optional>

namespace pushpoint::access {

/// A key of a ring, with the text that it came from.
struct RingKey
{
    QByteArray id;
    QByteArray jwk;
    std::optional<SigningKey> signing; ///< nothing: it cannot sign
    bool counts = false;               ///< false: it is not for tokens, and is kept as it is
};

/// A key set together with its private parts, as its owner has it: the first of its keys that can
/// sign does. A value, made anew for each change; any thread.
class KeyRing
{
public:
    /// One new key. Error: Internal, where the system gives no random numbers.
    static Result<KeyRing> create(Algorithm algorithm, std::chrono::sys_days today);
    /// From a key set. Error: BadOption, as KeySet has it, or for a private part that is broken.
    static Result<KeyRing> parse(QByteArrayView json);

    /// With a new key, which signs from now on, in front of the others. Errors as create(), and
    /// BadOption where there are too many already.
    Result<KeyRing> rotated(Algorithm algorithm, std::chrono::sys_days today) const;
    /// Without the key of this id. Error: BadOption, where there is none, or no other one.
    Result<KeyRing> retired(const QByteArray &id) const;

    /// The key that signs. Error: BadOption: none of them can.
    Result<SigningKey> signingKey() const;
    /// Of the keys that count, the one that signs first.
    QList<QByteArray> ids() const;

    /// The JWK Set, a key a line.
    QByteArray json() const;

private:
    QList<RingKey> m_keys;
};

} // namespace pushpoint::access
