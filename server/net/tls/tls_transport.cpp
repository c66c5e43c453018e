#include "server/net/tls/tls_transport.h"

namespace pushpoint::net {

BIO_METHOD *TlsTransport::makeMethod()
{
    BIO_METHOD *method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "pushpoint");
    BIO_meth_set_read(method, &TlsTransport::read);
    BIO_meth_set_write(method, &TlsTransport::write);
    BIO_meth_set_ctrl(method, &TlsTransport::control);
    return method;
}

BIO *TlsTransport::make(TlsEngine &engine, const BIO_METHOD *method)
{
    BIO *bio = BIO_new(method);
    BIO_set_data(bio, &engine);
    BIO_set_init(bio, 1);
    return bio;
}

int TlsTransport::read(BIO *bio, char *bytes, int size)
{
    BIO_clear_retry_flags(bio);
    const qint64 taken
        = static_cast<TlsEngine *>(BIO_get_data(bio))->m_source.takeCiphertext(bytes, size);
    if (taken > 0)
        return int(taken);
    BIO_set_retry_read(bio);
    return -1;
}

int TlsTransport::write(BIO *bio, const char *bytes, int size)
{
    BIO_clear_retry_flags(bio);
    static_cast<TlsEngine *>(BIO_get_data(bio))->m_output.append(bytes, size);
    return size;
}

long TlsTransport::control(BIO *, int command, long, void *)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

} // namespace pushpoint::net
