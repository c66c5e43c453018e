#include "server/access/issue/signing_jwk.h"

#include "server/access/base64url.h"
#include "server/access/jwk.h"
#include "server/access/openssl_handles.h"

#include <openssl/core_names.h>

namespace pushpoint::access {

namespace {

using simdjson::dom::object;

constexpr int privateBytes = 32; // of both curves

QByteArray bytesMember(object jwk, std::string_view name)
{
    const auto text = stringMember(jwk, name);
    return text ? fromBase64Url(*text).value_or(QByteArray()) : QByteArray();
}

std::shared_ptr<EVP_PKEY> ed25519Key(const QByteArray &d)
{
    return PkeyHandle(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, opensslBytes(d), size_t(d.size())));
}

std::shared_ptr<EVP_PKEY> p256Key(const QByteArray &d, const QByteArray &x, const QByteArray &y)
{
    const QByteArray point = '\x04' + x + y; // uncompressed
    const NumberHandle secret(BN_bin2bn(opensslBytes(d), int(d.size()), nullptr));
    const ParamBuilderHandle builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD *const to = builder.get();
    const PkeyContextHandle context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    if (!secret || !to || !context
        || OSSL_PARAM_BLD_push_utf8_string(to, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1
        || OSSL_PARAM_BLD_push_octet_string(to, OSSL_PKEY_PARAM_PUB_KEY, point.constData(),
                                            size_t(point.size()))
            != 1
        || OSSL_PARAM_BLD_push_BN(to, OSSL_PKEY_PARAM_PRIV_KEY, secret.get()) != 1) {
        return nullptr;
    }
    const ParamsHandle params(OSSL_PARAM_BLD_to_param(to));
    EVP_PKEY *key = nullptr;
    if (!params || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, params.get()) != 1) {
        return nullptr;
    }
    return PkeyHandle(key);
}

/// A wrong private part would make tokens that nobody takes.
bool fitsTogether(const SigningKey &key)
{
    const QByteArray text = QByteArrayLiteral("a text to try");
    return isSignatureGood(key.verification, key.algorithm(), text, signature(key, text));
}

} // namespace

Result<std::optional<SigningKey>> readSigningJwk(object jwk)
{
    auto read = readJwk(jwk);
    if (!read)
        return read.error();
    if (!*read)
        return std::optional<SigningKey>();
    SigningKey key{**read, nullptr};
    if (key.algorithm() == Algorithm::Hs256)
        return std::optional(key);
    const bool isCurve = key.algorithm() == Algorithm::Es256 || key.algorithm() == Algorithm::EdDsa;
    if (!isCurve || !hasMember(jwk, "d"))
        return std::optional<SigningKey>();
    const OpensslErrorScope errors;
    const QByteArray d = bytesMember(jwk, "d");
    if (d.size() == privateBytes) {
        key.privateKey = key.algorithm() == Algorithm::EdDsa
            ? ed25519Key(d)
            : p256Key(d, bytesMember(jwk, "x"), bytesMember(jwk, "y"));
    }
    if (!key.privateKey || !fitsTogether(key)) {
        return Error{ErrorCode::BadOption,
                     QStringLiteral("its private part \"d\" is not that of its public part")};
    }
    return std::optional(key);
}

} // namespace pushpoint::access
