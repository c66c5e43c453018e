#include "server/access/public_key.h"

#include "server/access/openssl_handles.h"

#include <openssl/core_names.h>

namespace pushpoint::access {

namespace {

constexpr qsizetype curveBytes = 32; // a coordinate of P-256, and a key of Ed25519

NumberHandle numberFrom(const QByteArray &bytes)
{
    return NumberHandle(BN_bin2bn(opensslBytes(bytes), int(bytes.size()), nullptr));
}

std::shared_ptr<EVP_PKEY> keyFrom(const char *type, OSSL_PARAM_BLD *builder)
{
    const ParamsHandle params(OSSL_PARAM_BLD_to_param(builder));
    const PkeyContextHandle context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY *key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
        return nullptr;
    }
    return PkeyHandle(key);
}

} // namespace

std::shared_ptr<EVP_PKEY> rsaPublicKey(const QByteArray &modulus, const QByteArray &exponent)
{
    const OpensslErrorScope errors;
    const NumberHandle n = numberFrom(modulus);
    const NumberHandle e = numberFrom(exponent);
    const ParamBuilderHandle builder(OSSL_PARAM_BLD_new());
    if (!n || !e || !builder
        || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1
        || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
        return nullptr;
    }
    return keyFrom("RSA", builder.get());
}

std::shared_ptr<EVP_PKEY> p256PublicKey(const QByteArray &x, const QByteArray &y)
{
    if (x.size() != curveBytes || y.size() != curveBytes)
        return nullptr;
    const OpensslErrorScope errors;
    const QByteArray point = '\x04' + x + y; // uncompressed
    const ParamBuilderHandle builder(OSSL_PARAM_BLD_new());
    if (!builder
        || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1",
                                           0)
            != 1
        || OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                            point.constData(), size_t(point.size()))
            != 1) {
        return nullptr;
    }
    return keyFrom("EC", builder.get());
}

std::shared_ptr<EVP_PKEY> ed25519PublicKey(const QByteArray &x)
{
    if (x.size() != curveBytes)
        return nullptr;
    const OpensslErrorScope errors;
    return PkeyHandle(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, opensslBytes(x), size_t(x.size())));
}

} // namespace pushpoint::access
