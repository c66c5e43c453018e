#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace pushpoint::net {

struct OpensslFree
{
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
using BioPointer = std::unique_ptr<BIO, OpensslFree>;
using CertificatePointer = std::unique_ptr<X509, OpensslFree>;
using KeyPointer = std::unique_ptr<EVP_PKEY, OpensslFree>;

} // namespace pushpoint::net
