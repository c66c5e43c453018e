#include "tests/bench/client_tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <csignal>
#include <memory>

namespace pushpoint::bench {

namespace {

constexpr std::size_t recordBytesMax = 16 * 1024;

struct Free
{
    void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
};

SSL_CTX *sharedContext()
{
    static const std::unique_ptr<SSL_CTX, Free> context = [] {
        std::signal(SIGPIPE, SIG_IGN); // a server that has closed is an errno, too
        std::unique_ptr<SSL_CTX, Free> made(SSL_CTX_new(TLS_client_method()));
        SSL_CTX_set_mode(made.get(),
                         SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                             | SSL_MODE_RELEASE_BUFFERS);
        return made;
    }();
    return context.get();
}

} // namespace

ClientTls::ClientTls(int descriptor) : m_ssl(SSL_new(sharedContext()))
{
    SSL_set_fd(m_ssl, descriptor);
    SSL_set_connect_state(m_ssl);
}

ClientTls::~ClientTls()
{
    SSL_free(m_ssl);
}

ssize_t ClientTls::send(const void *bytes, std::size_t size)
{
    ERR_clear_error();
    std::size_t sent = 0;
    const int outcome = SSL_write_ex(m_ssl, bytes, size, &sent);
    if (outcome == 1)
        return ssize_t(sent);
    const int error = SSL_get_error(m_ssl, outcome);
    errno = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? EAGAIN : ECONNRESET;
    return -1;
}

// Poll knows nothing of what OpenSSL has read and not given out: so no record is begun that may not
// fit.
ssize_t ClientTls::receive(char *bytes, std::size_t size)
{
    std::size_t all = 0;
    for (;;) {
        ERR_clear_error();
        std::size_t got = 0;
        const int outcome = SSL_read_ex(m_ssl, bytes + all, size - all, &got);
        all += got;
        if (outcome == 1 && size - all >= recordBytesMax)
            continue;
        if (all > 0)
            return ssize_t(all);
        const int error = SSL_get_error(m_ssl, outcome);
        if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) {
            errno = EAGAIN;
            return -1;
        }
        return 0;
    }
}

bool ClientTls::awaitsInput() const
{
    return SSL_want_read(m_ssl);
}

} // namespace pushpoint::bench
