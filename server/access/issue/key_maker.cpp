#include "server/access/issue/key_maker.h"

#include "server/access/base64url.h"
#include "server/access/openssl_handles.h"
#include "server/protocol/json/json_text.h"

#include <openssl/core_names.h>
#include <openssl/rand.h>

namespace pushpoint::access {

namespace {

constexpr int keyBytes = 32; // of each kind

QByteArray randomBytes(int size)
{
    QByteArray bytes(size, '\0');
    if (RAND_priv_bytes(reinterpret_cast<unsigned char *>(bytes.data()), size) != 1)
        return {};
    return bytes;
}

QByteArray member(const char *name, const QByteArray &bytes)
{
    return QByteArray(",\"") + name + "\":\"" + toBase64Url(bytes) + '"';
}

QByteArray numberOf(EVP_PKEY *key, const char *name)
{
    BIGNUM *raw = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &raw) != 1)
        return {};
    const NumberHandle number(raw);
    QByteArray bytes(keyBytes, '\0');
    BN_bn2binpad(raw, reinterpret_cast<unsigned char *>(bytes.data()), keyBytes);
    return bytes;
}

QByteArray ed25519Members()
{
    const PkeyHandle key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    QByteArray d(keyBytes, '\0');
    QByteArray x(keyBytes, '\0');
    size_t size = keyBytes;
    size_t publicSize = keyBytes;
    if (!key
        || EVP_PKEY_get_raw_private_key(key.get(), reinterpret_cast<unsigned char *>(d.data()),
                                        &size)
            != 1
        || EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(x.data()),
                                       &publicSize)
            != 1) {
        return {};
    }
    return R"("kty":"OKP","crv":"Ed25519","alg":"EdDSA")" + member("x", x) + member("d", d);
}

QByteArray p256Members()
{
    const PkeyHandle key(EVP_EC_gen("P-256"));
    if (!key)
        return {};
    return R"("kty":"EC","crv":"P-256","alg":"ES256")"
        + member("x", numberOf(key.get(), OSSL_PKEY_PARAM_EC_PUB_X))
        + member("y", numberOf(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y))
        + member("d", numberOf(key.get(), OSSL_PKEY_PARAM_PRIV_KEY));
}

QByteArray secretMembers()
{
    const QByteArray secret = randomBytes(keyBytes);
    return secret.isEmpty() ? QByteArray() : R"("kty":"oct","alg":"HS256")" + member("k", secret);
}

QByteArray membersOf(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::Hs256:
        return secretMembers();
    case Algorithm::Es256:
        return p256Members();
    case Algorithm::EdDsa:
        return ed25519Members();
    case Algorithm::Rs256:
    case Algorithm::Ps256:
        break; // taken from others, never made
    }
    return {};
}

} // namespace

QByteArray newJwk(Algorithm algorithm, const QByteArray &id)
{
    const OpensslErrorScope errors;
    const QByteArray members = membersOf(algorithm);
    if (members.isEmpty())
        return {};
    return R"({"kid":)" + jsonQuoted(QByteArrayView(id)) + R"(,"use":"sig",)" + members + '}';
}

QByteArray randomHex(int bytes)
{
    const OpensslErrorScope errors;
    return randomBytes(bytes).toHex();
}

} // namespace pushpoint::access
