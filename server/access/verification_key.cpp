#include "server/access/verification_key.h"

#include "server/access/openssl_handles.h"

#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

#include <array>

namespace pushpoint::access {

namespace {

constexpr qsizetype es256HalfBytes = 32;

bool isHmacGood(const QByteArray &secret, QByteArrayView text, QByteArrayView signature)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac;
    unsigned int size = 0;
    if (!HMAC(EVP_sha256(), secret.constData(), int(secret.size()), opensslBytes(text),
              size_t(text.size()), mac.data(), &size)) {
        return false;
    }
    return signature.size() == qsizetype(size)
        && CRYPTO_memcmp(mac.data(), signature.data(), size) == 0;
}

/// What OpenSSL reads, of the two numbers that JOSE writes one behind the other (RFC 7518 §3.4).
/// Empty: they are of another length.
QByteArray derFromEs256(QByteArrayView signature)
{
    if (signature.size() != 2 * es256HalfBytes)
        return {};
    const unsigned char *bytes = opensslBytes(signature);
    NumberHandle r(BN_bin2bn(bytes, es256HalfBytes, nullptr));
    NumberHandle s(BN_bin2bn(bytes + es256HalfBytes, es256HalfBytes, nullptr));
    EcdsaSignatureHandle pair(ECDSA_SIG_new());
    if (!r || !s || !pair || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1)
        return {};
    (void)r.release(); // the pair has them now
    (void)s.release();
    QByteArray der(i2d_ECDSA_SIG(pair.get(), nullptr), '\0');
    auto *out = reinterpret_cast<unsigned char *>(der.data());
    i2d_ECDSA_SIG(pair.get(), &out);
    return der;
}

bool isPssSetUp(EVP_PKEY_CTX *context)
{
    // The salt is as long as the hash, no more and no less (RFC 7518 §3.5).
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
        && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

bool isPublicSignatureGood(EVP_PKEY *key, Algorithm algorithm, QByteArrayView text,
                           QByteArrayView signature)
{
    const DigestContextHandle context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr; // the other's part
    const EVP_MD *hash = algorithm == Algorithm::EdDsa ? nullptr : EVP_sha256();
    if (!context || EVP_DigestVerifyInit(context.get(), &keyContext, hash, nullptr, key) != 1)
        return false;
    if (algorithm == Algorithm::Ps256 && !isPssSetUp(keyContext))
        return false;
    return EVP_DigestVerify(context.get(), opensslBytes(signature), size_t(signature.size()),
                            opensslBytes(text), size_t(text.size()))
        == 1;
}

} // namespace

bool isSignatureGood(const VerificationKey &key, Algorithm algorithm, QByteArrayView text,
                     QByteArrayView signature)
{
    if (!key.algorithms.contains(algorithm))
        return false;
    const OpensslErrorScope errors;
    if (algorithm == Algorithm::Hs256)
        return isHmacGood(key.secret, text, signature);
    if (algorithm != Algorithm::Es256)
        return isPublicSignatureGood(key.publicKey.get(), algorithm, text, signature);
    const QByteArray der = derFromEs256(signature);
    return !der.isEmpty() && isPublicSignatureGood(key.publicKey.get(), algorithm, text, der);
}

} // namespace pushpoint::access
