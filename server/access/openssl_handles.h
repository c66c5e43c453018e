#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>

namespace pushpoint::access {

/// What OpenSSL gives to be freed. Stays inside this room.
template <auto freeHandle>
struct HandleDeleter
{
    template <typename T>
    void operator()(T *handle) const
    {
        freeHandle(handle);
    }
};

using PkeyHandle = std::unique_ptr<EVP_PKEY, HandleDeleter<EVP_PKEY_free>>;
using PkeyContextHandle = std::unique_ptr<EVP_PKEY_CTX, HandleDeleter<EVP_PKEY_CTX_free>>;
using DigestContextHandle = std::unique_ptr<EVP_MD_CTX, HandleDeleter<EVP_MD_CTX_free>>;
using NumberHandle = std::unique_ptr<BIGNUM, HandleDeleter<BN_free>>;
using EcdsaSignatureHandle = std::unique_ptr<ECDSA_SIG, HandleDeleter<ECDSA_SIG_free>>;
using ParamBuilderHandle = std::unique_ptr<OSSL_PARAM_BLD, HandleDeleter<OSSL_PARAM_BLD_free>>;
using ParamsHandle = std::unique_ptr<OSSL_PARAM, HandleDeleter<OSSL_PARAM_free>>;

/// Leaves the thread's queue of OpenSSL's errors as it found it: a TLS socket on the same thread
/// would take what a bad signature left there for an error of its own.
class OpensslErrorScope
{
public:
    OpensslErrorScope() { ERR_set_mark(); }
    ~OpensslErrorScope() { ERR_pop_to_mark(); }
    Q_DISABLE_COPY_MOVE(OpensslErrorScope)
};

inline const unsigned char *opensslBytes(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

} // namespace pushpoint::access
