#include "tests/bench/socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace pushpoint::bench {

namespace {

// One for all sockets: what is read is looked at before the next socket reads.
std::array<char, 256 * 1024> &sharedBuffer()
{
    static std::array<char, 256 * 1024> buffer;
    return buffer;
}

} // namespace

int Socket::open(const ServerAddress &server)
{
    close();
    m_descriptor = socket(server.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_descriptor < 0)
        return errno;
    const int on = 1;
    setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const auto *address = reinterpret_cast<const sockaddr *>(&server.storage);
    if (connect(m_descriptor, address, server.bytes) < 0 && errno != EINPROGRESS) {
        const int error = errno;
        close();
        return error;
    }
    if (server.isEncrypted)
        m_tls = std::make_unique<ClientTls>(m_descriptor);
    m_waitsForRoom = true;
    m_poller.add(m_descriptor, EPOLLIN | EPOLLOUT, m_watcher);
    return 0;
}

void Socket::close()
{
    if (m_descriptor < 0)
        return;
    m_tls.reset();
    ::close(m_descriptor);
    m_descriptor = -1;
    m_outgoing.clear();
    m_kept.clear();
    m_unread = {};
}

int Socket::connectError() const
{
    int error = 0;
    socklen_t bytes = sizeof error;
    if (getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &bytes) < 0)
        return errno;
    return error;
}

ssize_t Socket::send(const void *bytes, std::size_t size)
{
    return m_tls ? m_tls->send(bytes, size) : ::send(m_descriptor, bytes, size, MSG_NOSIGNAL);
}

void Socket::waitForRoom(bool waits)
{
    if (std::exchange(m_waitsForRoom, waits) != waits)
        m_poller.change(m_descriptor, waits ? EPOLLIN | EPOLLOUT : EPOLLIN, m_watcher);
}

bool Socket::write(std::string_view bytes)
{
    if (!m_outgoing.empty()) {
        m_outgoing += bytes;
        return true;
    }
    const ssize_t sent = send(bytes.data(), bytes.size());
    if (sent < 0 && errno != EAGAIN && errno != EINTR)
        return false;
    const std::size_t done = sent < 0 ? 0 : std::size_t(sent);
    if (done < bytes.size()) {
        m_outgoing.assign(bytes.substr(done));
        waitForRoom(!m_tls || !m_tls->awaitsInput());
    }
    return true;
}

bool Socket::flush()
{
    if (!m_outgoing.empty()) {
        const ssize_t sent = send(m_outgoing.data(), m_outgoing.size());
        if (sent < 0) {
            const bool goesOn = errno == EAGAIN || errno == EINTR;
            waitForRoom(!m_tls || !m_tls->awaitsInput());
            return goesOn;
        }
        m_outgoing.erase(0, std::size_t(sent));
    }
    waitForRoom(!m_outgoing.empty());
    return true;
}

Socket::Read Socket::read()
{
    auto &buffer = sharedBuffer();
    const ssize_t got = m_tls ? m_tls->receive(buffer.data(), buffer.size())
                              : recv(m_descriptor, buffer.data(), buffer.size(), 0);
    const int error = errno;
    if (m_tls && !m_outgoing.empty() && !flush()) // which may have waited for the handshake
        return Read::Ended;
    errno = error;
    if (got < 0)
        return errno == EAGAIN || errno == EINTR ? Read::Nothing : Read::Ended;
    if (got == 0)
        return Read::Ended;
    if (m_kept.empty()) {
        m_unread = {buffer.data(), std::size_t(got)};
    } else {
        m_kept.append(buffer.data(), std::size_t(got));
        m_unread = m_kept;
    }
    return Read::Some;
}

void Socket::consume(std::size_t count)
{
    const std::string_view rest = m_unread.substr(count);
    // A string of its own first: the rest may lie inside m_kept.
    if (rest.empty())
        m_kept.clear();
    else
        m_kept = std::string(rest);
    m_unread = m_kept;
}

} // namespace pushpoint::bench
