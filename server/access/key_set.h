#pragma once

#include "server/access/verification_key.h"
#include "server/protocol/result.h"

#include <QByteArrayView>
#include <QList>

namespace pushpoint::access {

/// The keys that tokens are checked by: a JWK Set (RFC 7517 §5). A key's algorithm is its own,
/// never the token's: its "alg", or the one that its kind has; an RSA key without "alg" serves
/// RS256 and PS256. Keys for anything else (of another kind, curve, algorithm or use) are left out.
/// A value; any thread.
class KeySet
{
public:
    /// Error: BadOption in plain words, which quote nothing of the text: no JWK Set, none of its
    /// keys is usable, one is weak or broken, two of the usable ones have the same "kid", or one of
    /// several has none.
    static Result<KeySet> parse(QByteArrayView json);

    /// Whether the text held a secret or a private key, also in a key that was left out: such a
    /// file is for its owner's eyes only.
    bool holdsSecret() const { return m_holdsSecret; }

    /// The key of this "kid"; where there is no "kid", the only key. Null: none.
    const VerificationKey *find(QByteArrayView id) const;

    qsizetype size() const { return m_keys.size(); }

    static constexpr qsizetype textBytesMax = 256 * 1024;
    static constexpr qsizetype keysMax = 100;

private:
    KeySet() = default;

    QList<VerificationKey> m_keys; ///< never empty
    bool m_holdsSecret = false;
};

} // namespace pushpoint::access
