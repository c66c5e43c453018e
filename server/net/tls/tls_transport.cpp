#include "server/net/tls/tls_transport.h"

#include <openssl/bio.h>

namespace pushpoint::net {

namespace {

TlsTransport &transportOf(BIO *bio)
{
    return *static_cast<TlsTransport *>(BIO_get_data(bio));
}

int readFrom(BIO *bio, char *bytes, int size)
{
    BIO_clear_retry_flags(bio);
    const qint64 taken = transportOf(bio).source.takeCiphertext(bytes, size);
    if (taken > 0)
        return int(taken);
    BIO_set_retry_read(bio);
    return -1;
}

int writeTo(BIO *bio, const char *bytes, int size)
{
    BIO_clear_retry_flags(bio);
    transportOf(bio).output.append(bytes, size);
    return size;
}

long control(BIO *, int command, long, void *)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

} // namespace

bio_method_st *TlsTransport::makeMethod()
{
    BIO_METHOD *method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "pushpoint");
    BIO_meth_set_read(method, readFrom);
    BIO_meth_set_write(method, writeTo);
    BIO_meth_set_ctrl(method, control);
    return method;
}

bio_st *TlsTransport::join(const bio_method_st *method)
{
    BIO *bio = BIO_new(method);
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    return bio;
}

} // namespace pushpoint::net
