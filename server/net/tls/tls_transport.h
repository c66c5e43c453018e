#pragma once

#include "server/net/tls/tls_engine.h"

#include <openssl/bio.h>

namespace pushpoint::net {

/// What stands under OpenSSL instead of a socket: reads from the engine's source, and writes into
/// its output.
class TlsTransport
{
public:
    /// Null where there is no memory left.
    static BIO_METHOD *makeMethod();
    static BIO *make(TlsEngine &engine, const BIO_METHOD *method);

private:
    static int read(BIO *bio, char *bytes, int size);
    static int write(BIO *bio, const char *bytes, int size);
    static long control(BIO *bio, int command, long number, void *pointer);
};

} // namespace pushpoint::net
