#pragma once

#include "server/access/bearer.h"
#include "server/access/claims.h"
#include "server/access/key_set.h"
#include "server/access/revoked.h"
#include "server/access/token_parts.h"
#include "server/access/verified_tokens.h"

#include <QByteArrayView>

#include <chrono>

namespace pushpoint::access {

/// Says who bears a token: a JWT (RFC 7519) signed by a key of the set. Server thread.
class TokenVerifier
{
public:
    explicit TokenVerifier(KeySet keys, TokenRules rules = {});
    /// Gives back what OpenSSL keeps for this thread.
    ~TokenVerifier();
    Q_DISABLE_COPY_MOVE(TokenVerifier)

    /// Errors: TokenInvalid, also for a revoked one, and TokenExpired. The detail is in plain words
    /// and quotes nothing of the token.
    Result<BearerPointer> verify(QByteArrayView token, std::chrono::sys_seconds now);

    /// From now on these alone count, also for tokens that were found good before.
    void setKeys(KeySet keys);
    void setRevoked(Revoked revoked) { m_revoked = std::move(revoked); }

    /// Whether whoever bears it is no longer welcome: their token or they themselves were revoked,
    /// or the key that signed it is no longer in the set.
    bool isRevoked(const Bearer &bearer) const;

    /// How often a token named a key that is not in the set: perhaps the issuer has a new one. Only
    /// grows.
    quint64 unknownKeysSeen() const { return m_unknownKeysSeen; }

    const TokenRules &rules() const { return m_rules; }

    static constexpr qsizetype verifiedTokensMax = 10'000;

private:
    Result<Bearer> verifyAnew(QByteArrayView token, std::chrono::sys_seconds now);

    KeySet m_keys;
    const TokenRules m_rules;
    Revoked m_revoked;
    VerifiedTokens m_verified{verifiedTokensMax};
    quint64 m_unknownKeysSeen = 0;
};

} // namespace pushpoint::access
