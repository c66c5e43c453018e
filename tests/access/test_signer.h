#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <memory>

struct evp_pkey_st;

namespace pushpoint::access {

/// Signs what a test wants signed, good or bad, without the code under test.
class TestSigner
{
public:
    static TestSigner hs256(const QByteArray &kid, const QByteArray &secret = QByteArray(32, 's'));
    /// @param alg "RS256" or "PS256"
    static TestSigner rsa(const QByteArray &kid, const QByteArray &alg, int bits = 2048);
    static TestSigner es256(const QByteArray &kid);
    static TestSigner ed25519(const QByteArray &kid);

    /// The same key by another name, or for another algorithm.
    TestSigner as(const QByteArray &kid, const QByteArray &alg) const;

    /// A token with these claims, and with this signer's "alg" and "kid" in its header.
    QByteArray token(const QByteArray &claims) const;
    QByteArray token(const QByteArray &header, const QByteArray &claims) const;
    QByteArray header() const;
    QByteArray sign(const QByteArray &text) const;

    /// The key as a verifier gets it.
    QByteArray jwk() const;
    /// Without "alg", and with whatever else.
    QByteArray jwkWith(const QByteArray &members) const;
    /// A public key in the form that tools write, which is no secret.
    QByteArray publicPem() const;

private:
    QByteArray m_kid;
    QByteArray m_alg;
    QByteArray m_secret;
    std::shared_ptr<evp_pkey_st> m_key;
};

/// JSON that is written with ' for ", which is easier to read, and which moc can read.
QByteArray json(const char *text);
QByteArray base64Url(const QByteArray &bytes);
/// `{"keys":[…]}`
QByteArray keySetOf(const QList<QByteArray> &jwks);

} // namespace pushpoint::access
