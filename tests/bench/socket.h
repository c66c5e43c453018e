#pragma once

#include "tests/bench/client_tls.h"
#include "tests/bench/poller.h"

#include <sys/socket.h>

#include <memory>
#include <string>
#include <string_view>

namespace pushpoint::bench {

/// Where the server is, already looked up.
struct ServerAddress
{
    sockaddr_storage storage{};
    socklen_t bytes = 0;
    std::string host; ///< for the Host header line, with the port
    bool isLoopback = false;
    bool isEncrypted = false;
};

/// A TCP connection that never blocks: reads into one buffer shared by all sockets, keeps what was
/// read in part, and what could not be written yet. Owned by its connection; one thread.
class Socket
{
public:
    Socket(Poller &poller, Watcher *watcher) : m_poller(poller), m_watcher(watcher) { }
    ~Socket() { close(); }
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;

    /// Begins to connect. 0, or the errno of what went wrong at once.
    int open(const ServerAddress &server);
    bool isOpen() const { return m_descriptor >= 0; }
    void close();
    /// What became of connecting, once the socket is ready: 0 or an errno.
    int connectError() const;

    /// Sends as much as goes now; the rest when the watcher calls flush(). False: broken.
    bool write(std::string_view bytes);
    bool flush();

    enum class Read { Some, Nothing, Ended };
    /// Reads once; bytes() are then all those not yet consumed.
    Read read();
    std::string_view bytes() const { return m_unread; }
    /// Keeps what is behind the first `count` bytes for the next read.
    void consume(std::size_t count);

private:
    ssize_t send(const void *bytes, std::size_t size);
    void waitForRoom(bool waits);

    Poller &m_poller;
    Watcher *m_watcher;
    int m_descriptor = -1;
    std::unique_ptr<ClientTls> m_tls; ///< null: not encrypted
    std::string m_outgoing;
    std::string m_kept;        ///< the beginning of something that has not come in whole
    std::string_view m_unread; ///< in the shared buffer or in m_kept
    bool m_waitsForRoom = false;
};

} // namespace pushpoint::bench
