#pragma once

#include <QByteArray>

#include <memory>

struct evp_pkey_st;

namespace pushpoint::access {

// OpenSSL's keys from the bytes that stand in a JWK. Null where they are none: of a wrong length,
// or no point of the curve. Pure functions.

std::shared_ptr<evp_pkey_st> rsaPublicKey(const QByteArray &modulus, const QByteArray &exponent);
std::shared_ptr<evp_pkey_st> p256PublicKey(const QByteArray &x, const QByteArray &y);
std::shared_ptr<evp_pkey_st> ed25519PublicKey(const QByteArray &x);

} // namespace pushpoint::access
