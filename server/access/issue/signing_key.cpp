#include "server/access/issue/signing_key.h"

#include "server/access/openssl_handles.h"

#include <QMessageAuthenticationCode>

#include <array>

namespace pushpoint::access {

namespace {

constexpr int numberBytes = 32; // of P-256

/// The two numbers of a signature one behind the other (RFC 7518 §3.4), of OpenSSL's DER.
QByteArray es256FromDer(const QByteArray &der)
{
    const unsigned char *in = opensslBytes(der);
    const EcdsaSignatureHandle pair(d2i_ECDSA_SIG(nullptr, &in, der.size()));
    if (!pair)
        return {};
    QByteArray bytes(2 * numberBytes, '\0');
    auto *out = reinterpret_cast<unsigned char *>(bytes.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, numberBytes);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + numberBytes, numberBytes);
    return bytes;
}

QByteArray privateSignature(EVP_PKEY *key, Algorithm algorithm, const QByteArray &text)
{
    const DigestContextHandle context(EVP_MD_CTX_new());
    const EVP_MD *hash = algorithm == Algorithm::EdDsa ? nullptr : EVP_sha256();
    std::array<unsigned char, 128> bytes; // more than either algorithm takes
    size_t size = bytes.size();
    if (!context || EVP_DigestSignInit(context.get(), nullptr, hash, nullptr, key) != 1
        || EVP_DigestSign(context.get(), bytes.data(), &size, opensslBytes(text),
                          size_t(text.size()))
            != 1) {
        return {};
    }
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(size)};
}

} // namespace

QByteArray signature(const SigningKey &key, const QByteArray &text)
{
    if (key.algorithm() == Algorithm::Hs256) {
        return QMessageAuthenticationCode::hash(text, key.verification.secret,
                                                QCryptographicHash::Sha256);
    }
    const OpensslErrorScope errors;
    const QByteArray bytes = privateSignature(key.privateKey.get(), key.algorithm(), text);
    return key.algorithm() == Algorithm::Es256 ? es256FromDer(bytes) : bytes;
}

} // namespace pushpoint::access
