#include "tests/access/test_signer.h"

#include "server/access/openssl_handles.h"

#include <QMessageAuthenticationCode>

#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace pushpoint::access {

namespace {

QByteArray numberOf(EVP_PKEY *key, const char *name, int bytes)
{
    BIGNUM *raw = nullptr;
    EVP_PKEY_get_bn_param(key, name, &raw);
    const NumberHandle number(raw);
    QByteArray text(bytes > 0 ? bytes : BN_num_bytes(raw), '\0');
    BN_bn2binpad(raw, reinterpret_cast<unsigned char *>(text.data()), int(text.size()));
    return text;
}

QByteArray member(const char *name, const QByteArray &bytes)
{
    return QByteArray(",\"") + name + "\":\"" + base64Url(bytes) + '"';
}

/// The two numbers one behind the other, of DER.
QByteArray joseSignature(const QByteArray &der)
{
    const unsigned char *in = opensslBytes(der);
    const EcdsaSignatureHandle pair(d2i_ECDSA_SIG(nullptr, &in, der.size()));
    QByteArray text(64, '\0');
    auto *out = reinterpret_cast<unsigned char *>(text.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + 32, 32);
    return text;
}

} // namespace

TestSigner TestSigner::hs256(const QByteArray &kid, const QByteArray &secret)
{
    TestSigner signer;
    signer.m_kid = kid;
    signer.m_alg = "HS256";
    signer.m_secret = secret;
    return signer;
}

TestSigner TestSigner::rsa(const QByteArray &kid, const QByteArray &alg, int bits)
{
    TestSigner signer;
    signer.m_kid = kid;
    signer.m_alg = alg;
    signer.m_key = PkeyHandle(EVP_RSA_gen(uint(bits)));
    return signer;
}

TestSigner TestSigner::es256(const QByteArray &kid)
{
    TestSigner signer;
    signer.m_kid = kid;
    signer.m_alg = "ES256";
    signer.m_key = PkeyHandle(EVP_EC_gen("P-256"));
    return signer;
}

TestSigner TestSigner::ed25519(const QByteArray &kid)
{
    TestSigner signer;
    signer.m_kid = kid;
    signer.m_alg = "EdDSA";
    signer.m_key = PkeyHandle(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    return signer;
}

TestSigner TestSigner::as(const QByteArray &kid, const QByteArray &alg) const
{
    TestSigner other = *this;
    other.m_kid = kid;
    other.m_alg = alg;
    return other;
}

QByteArray TestSigner::token(const QByteArray &claims) const
{
    return token(header(), claims);
}

QByteArray TestSigner::token(const QByteArray &header, const QByteArray &claims) const
{
    const QByteArray text = base64Url(header) + '.' + base64Url(claims);
    return text + '.' + base64Url(sign(text));
}

QByteArray TestSigner::header() const
{
    return R"({"alg":")" + m_alg + R"(","kid":")" + m_kid + R"("})";
}

QByteArray TestSigner::sign(const QByteArray &text) const
{
    if (!m_key)
        return QMessageAuthenticationCode::hash(text, m_secret, QCryptographicHash::Sha256);
    const DigestContextHandle context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr;
    EVP_DigestSignInit(context.get(), &keyContext, m_alg == "EdDSA" ? nullptr : EVP_sha256(),
                       nullptr, m_key.get());
    if (m_alg == "PS256") {
        EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, RSA_PSS_SALTLEN_DIGEST);
    }
    size_t size = 0;
    EVP_DigestSign(context.get(), nullptr, &size, opensslBytes(text), size_t(text.size()));
    QByteArray signature(qsizetype(size), '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                   opensslBytes(text), size_t(text.size()));
    signature.truncate(qsizetype(size));
    return m_alg == "ES256" ? joseSignature(signature) : signature;
}

QByteArray TestSigner::jwk() const
{
    return jwkWith(R"("alg":")" + m_alg + '"');
}

QByteArray TestSigner::jwkWith(const QByteArray &members) const
{
    QByteArray jwk
        = "{" + members + (members.isEmpty() ? "" : ",") + R"("kid":")" + m_kid + R"(","kty":)";
    if (!m_key)
        return jwk + R"("oct")" + member("k", m_secret) + '}';
    if (EVP_PKEY_is_a(m_key.get(), "RSA")) {
        return jwk + R"("RSA")" + member("n", numberOf(m_key.get(), OSSL_PKEY_PARAM_RSA_N, 0))
            + member("e", numberOf(m_key.get(), OSSL_PKEY_PARAM_RSA_E, 0)) + '}';
    }
    if (EVP_PKEY_is_a(m_key.get(), "EC")) {
        return jwk + R"("EC","crv":"P-256")"
            + member("x", numberOf(m_key.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32))
            + member("y", numberOf(m_key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32)) + '}';
    }
    QByteArray x(32, '\0');
    size_t size = 32;
    EVP_PKEY_get_raw_public_key(m_key.get(), reinterpret_cast<unsigned char *>(x.data()), &size);
    return jwk + R"("OKP","crv":"Ed25519")" + member("x", x) + '}';
}

QByteArray TestSigner::publicPem() const
{
    const std::unique_ptr<BIO, HandleDeleter<BIO_free>> memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(memory.get(), m_key.get());
    char *text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return QByteArray(text, size);
}

QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray keySetOf(const QList<QByteArray> &jwks)
{
    return R"({"keys":[)" + jwks.join(',') + "]}";
}

} // namespace pushpoint::access
