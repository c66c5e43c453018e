#include "server/access/jwk.h"

#include "server/access/base64url.h"
#include "server/access/public_key.h"

#include <algorithm>

namespace pushpoint::access {

namespace {

using simdjson::dom::object;

constexpr qsizetype secretBytesMin = 32;    // RFC 7518 §3.2
constexpr qsizetype rsaBytesMin = 2048 / 8; // RFC 7518 §3.3
constexpr qsizetype rsaBytesMax = 8192 / 8; // more would only be slow
constexpr qsizetype exponentBytesMax = 8;   // OpenSSL's for large keys

using Algorithms = QList<Algorithm>;

Error unusable(const char *reason)
{
    return {ErrorCode::BadOption, QString::fromUtf8(reason)};
}

/// Whether "use" and "key_ops", where they are there, allow signatures. Owners of secrets and of
/// private keys may list "sign" alone: whoever can sign can verify.
bool isForSignatures(object jwk)
{
    if (hasMember(jwk, "use") && stringMember(jwk, "use") != QByteArrayView("sig"))
        return false;
    if (!hasMember(jwk, "key_ops"))
        return true;
    simdjson::dom::array operations;
    if (jwk.at_key("key_ops").get(operations) != simdjson::SUCCESS)
        return false;
    return std::any_of(operations.begin(), operations.end(), [](simdjson::dom::element each) {
        std::string_view word;
        return each.get(word) == simdjson::SUCCESS && (word == "verify" || word == "sign");
    });
}

/// What a key of this kind can do; empty for kinds that are not for us.
Algorithms algorithmsOf(object jwk)
{
    const auto type = stringMember(jwk, "kty");
    const auto curve = stringMember(jwk, "crv");
    if (type == QByteArrayView("oct"))
        return {Algorithm::Hs256};
    if (type == QByteArrayView("RSA"))
        return {Algorithm::Rs256, Algorithm::Ps256};
    if (type == QByteArrayView("EC") && curve == QByteArrayView("P-256"))
        return {Algorithm::Es256};
    if (type == QByteArrayView("OKP") && curve == QByteArrayView("Ed25519"))
        return {Algorithm::EdDsa};
    return {};
}

/// The bytes of a member in base64url; empty where there are none.
QByteArray bytesMember(object jwk, std::string_view name)
{
    const auto text = stringMember(jwk, name);
    return text ? fromBase64Url(*text).value_or(QByteArray()) : QByteArray();
}

QByteArray withoutLeadingZeros(const QByteArray &number)
{
    const auto first = std::ranges::find_if(number, [](char c) { return c != '\0'; });
    return QByteArray(first, number.end() - first);
}

bool isOdd(const QByteArray &number)
{
    return (number.back() & 1) != 0;
}

Result<VerificationKey> readSecret(object jwk, VerificationKey key)
{
    key.secret = bytesMember(jwk, "k");
    if (key.secret.isEmpty())
        return unusable("its secret \"k\" is missing or not base64url");
    if (key.secret.size() < secretBytesMin)
        return unusable("its secret is shorter than 32 bytes");
    return key;
}

Result<VerificationKey> readRsa(object jwk, VerificationKey key)
{
    const QByteArray modulus = withoutLeadingZeros(bytesMember(jwk, "n"));
    const QByteArray exponent = withoutLeadingZeros(bytesMember(jwk, "e"));
    if (modulus.isEmpty() || exponent.isEmpty())
        return unusable("its \"n\" or \"e\" is missing or not base64url");
    const bool isFull = (uchar(modulus[0]) & 0x80) != 0;
    if (modulus.size() < rsaBytesMin || (modulus.size() == rsaBytesMin && !isFull))
        return unusable("an RSA key of fewer than 2048 bits is too weak");
    if (modulus.size() > rsaBytesMax)
        return unusable("an RSA key of more than 8192 bits is too slow");
    if (!isOdd(modulus) || !isOdd(exponent) || exponent == "\x01"
        || exponent.size() > exponentBytesMax) {
        return unusable("its \"n\" or \"e\" is none of an RSA key");
    }
    key.publicKey = rsaPublicKey(modulus, exponent);
    if (!key.publicKey)
        return unusable("it is no RSA key");
    return key;
}

Result<VerificationKey> readCurve(object jwk, VerificationKey key)
{
    const QByteArray x = bytesMember(jwk, "x");
    if (key.algorithms.contains(Algorithm::EdDsa))
        key.publicKey = ed25519PublicKey(x);
    else
        key.publicKey = p256PublicKey(x, bytesMember(jwk, "y"));
    if (!key.publicKey)
        return unusable("its \"x\" and \"y\" are no point of its curve");
    return key;
}

Result<VerificationKey> readMaterial(object jwk, VerificationKey key)
{
    if (key.algorithms.contains(Algorithm::Hs256))
        return readSecret(jwk, std::move(key));
    if (key.algorithms.contains(Algorithm::Rs256) || key.algorithms.contains(Algorithm::Ps256))
        return readRsa(jwk, std::move(key));
    return readCurve(jwk, std::move(key));
}

} // namespace

Result<std::optional<VerificationKey>> readJwk(object jwk)
{
    if (repeatsMember(jwk))
        return unusable("it has a member twice");
    VerificationKey key;
    key.algorithms = algorithmsOf(jwk);
    if (hasMember(jwk, "alg")) {
        const auto only = algorithmNamed(stringMember(jwk, "alg").value_or(QByteArrayView()));
        const bool isOurs = only && key.algorithms.contains(*only);
        key.algorithms = isOurs ? Algorithms{*only} : Algorithms();
    }
    if (key.algorithms.isEmpty() || !isForSignatures(jwk))
        return std::optional<VerificationKey>();
    if (hasMember(jwk, "kid")) {
        const auto id = stringMember(jwk, "kid");
        if (!id || id->isEmpty())
            return unusable("its \"kid\" is no text");
        key.id = id->toByteArray();
    }
    auto full = readMaterial(jwk, std::move(key));
    if (!full)
        return full.error();
    return std::optional(std::move(full).value());
}

bool isSecretJwk(object jwk)
{
    return hasMember(jwk, "k") || hasMember(jwk, "d") || hasMember(jwk, "p") || hasMember(jwk, "q");
}

} // namespace pushpoint::access
