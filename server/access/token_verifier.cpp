#include "server/access/token_verifier.h"

#include <QCryptographicHash>

#include <openssl/crypto.h>

namespace pushpoint::access {

namespace {

Error invalid(const char *reason)
{
    return {ErrorCode::TokenInvalid, QString::fromUtf8(reason)};
}

} // namespace

TokenVerifier::TokenVerifier(KeySet keys, TokenRules rules)
    : m_keys(std::move(keys)), m_rules(std::move(rules))
{ }

// OpenSSL would do it when the thread has ended; but nothing waits for that, and the process may
// end before.
TokenVerifier::~TokenVerifier()
{
    OPENSSL_thread_stop();
}

Result<BearerPointer> TokenVerifier::verify(QByteArrayView token, std::chrono::sys_seconds now)
{
    if (token.size() > tokenBytesMax)
        return invalid("a token has at most 8 KiB");
    const QByteArray hash = QCryptographicHash::hash(token, QCryptographicHash::Sha256);
    BearerPointer bearer = m_verified.find(hash);
    if (!bearer) {
        auto fresh = verifyAnew(token, now);
        if (!fresh)
            return fresh.error();
        bearer = std::make_shared<const Bearer>(std::move(fresh).value());
        m_verified.remember(hash, bearer);
    } else if (hasExpired(*bearer, m_rules, now)) {
        return ErrorCode::TokenExpired;
    }
    if (isRevoked(*bearer))
        return invalid("the token was revoked");
    return bearer;
}

Result<Bearer> TokenVerifier::verifyAnew(QByteArrayView token, std::chrono::sys_seconds now)
{
    const auto parts = readTokenParts(token);
    if (!parts)
        return parts.error();
    const VerificationKey *key = m_keys.find(parts->keyId);
    if (!key) {
        ++m_unknownKeysSeen;
        return invalid("the token is signed with a key that is not known here");
    }
    if (!key->algorithms.contains(parts->algorithm))
        return invalid("the token's \"alg\" is not that of its key");
    if (!isSignatureGood(*key, parts->algorithm, parts->signedText, parts->signature))
        return invalid("the token's signature is wrong");
    auto bearer = readClaims(parts->claimsJson, m_rules, key->isSymmetric(), now);
    if (!bearer)
        return bearer;
    Bearer known = std::move(bearer).value();
    known.keyId = key->id;
    return known;
}

void TokenVerifier::setKeys(KeySet keys)
{
    m_keys = std::move(keys);
    m_verified.forgetAll(); // some may be by a key that is gone
}

bool TokenVerifier::isRevoked(const Bearer &bearer) const
{
    return m_revoked.contains(bearer.tokenId) || m_revoked.contains(bearer.subject)
        || !m_keys.find(bearer.keyId);
}

} // namespace pushpoint::access
