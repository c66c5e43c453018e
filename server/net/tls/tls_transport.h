#pragma once

#include <QByteArray>

struct bio_method_st;
struct bio_st;

namespace pushpoint::net {

/// Where the peer's ciphertext comes from.
class CiphertextSource
{
public:
    /// Takes at most `size` of the bytes that have come; 0 where there are none.
    virtual qint64 takeCiphertext(char *bytes, qint64 size) = 0;

protected:
    ~CiphertextSource() = default;
};

/// What stands under OpenSSL instead of a socket. A value that must not be moved once it is joined.
struct TlsTransport
{
    CiphertextSource &source;
    QByteArray output{}; ///< what is to be sent

    /// How OpenSSL calls all of them; whoever asks for it owns it.
    static bio_method_st *makeMethod();
    /// For OpenSSL, which owns it then.
    bio_st *join(const bio_method_st *method);
};

} // namespace pushpoint::net
