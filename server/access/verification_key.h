#pragma once

#include "server/access/algorithm.h"

#include <QByteArray>
#include <QList>

#include <memory>

struct evp_pkey_st;

namespace pushpoint::access {

/// A key that tells whether a signature is good. A value; any thread.
struct VerificationKey
{
    QByteArray id;                          ///< "kid"; empty: it has none
    QList<Algorithm> algorithms;            ///< what it may be used for: one, or two with RSA
    QByteArray secret;                      ///< of Hs256
    std::shared_ptr<evp_pkey_st> publicKey; ///< of the others

    bool isSymmetric() const { return !publicKey; }
};

/// Whether this key made the signature of the text, by one of its own algorithms.
bool isSignatureGood(const VerificationKey &key, Algorithm algorithm, QByteArrayView text,
                     QByteArrayView signature);

} // namespace pushpoint::access
