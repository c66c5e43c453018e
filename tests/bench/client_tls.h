#pragma once

#include <sys/types.h>

#include <cstddef>

struct ssl_st;

namespace pushpoint::bench {

/// TLS on a descriptor that never blocks; believes whatever certificate it is shown, for what is
/// measured is one's own server. Owned by its socket; one thread.
class ClientTls
{
public:
    explicit ClientTls(int descriptor);
    ~ClientTls();
    ClientTls(const ClientTls &) = delete;
    ClientTls &operator=(const ClientTls &) = delete;

    /// As ::send() and ::recv(), errno included. The handshake is done by either.
    ssize_t send(const void *bytes, std::size_t size);
    ssize_t receive(char *bytes, std::size_t size);
    /// What could not be sent waits for bytes to come, not for room.
    bool awaitsInput() const;

private:
    ssl_st *m_ssl;
};

} // namespace pushpoint::bench
