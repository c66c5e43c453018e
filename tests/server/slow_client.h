#pragma once

#include "tests/server/kit.h"

#include <QByteArray>
#include <QDeadlineTimer>

#include <memory>
#include <mutex>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pushpoint::kit {

/// A TCP client whose kernel holds next to nothing for it, so that the server sees at once how fast
/// it reads: by bytes, when it is told to. Blocks; the server has a thread of its own.
class SlowClient
{
public:
    explicit SlowClient(quint16 port) : m_descriptor(::socket(AF_INET, SOCK_STREAM, 0))
    {
        const int bytes = 4096;
        const int segmentBytes = 536;
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
        ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_MAXSEG, &segmentBytes, sizeof segmentBytes);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            qFatal("cannot connect to port %d", int(port));
        if (!goesByTls())
            return;
        m_context.reset(SSL_CTX_new(TLS_client_method()));
        m_tls.reset(SSL_new(m_context.get()));
        SSL_set_fd(m_tls.get(), m_descriptor);
        if (SSL_connect(m_tls.get()) != 1)
            qFatal("no TLS at port %d", int(port));
        SSL_set_mode(m_tls.get(),
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        ::fcntl(m_descriptor, F_SETFL, O_NONBLOCK);
    }
    ~SlowClient() { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(SlowClient)

    /// Returns when the kernel has all of it, or false where the connection has ended.
    bool send(QByteArrayView bytes) const
    {
        while (m_tls && !bytes.isEmpty()) {
            size_t sent = 0;
            if (const short awaited = step(POLLOUT, [&] {
                    return SSL_write_ex(m_tls.get(), bytes.data(), size_t(bytes.size()), &sent);
                }))
                wait(awaited, -1);
            else if (sent == 0)
                return false;
            bytes = bytes.sliced(qsizetype(sent));
        }
        while (!bytes.isEmpty()) {
            const ssize_t sent
                = ::send(m_descriptor, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes = bytes.sliced(sent);
        }
        return true;
    }
    void endOurSide() const
    {
        if (m_tls)
            step(0, [&] { return SSL_shutdown(m_tls.get()); });
        ::shutdown(m_descriptor, SHUT_WR);
    }

    /// What comes next, and no more than so many bytes; nothing at the end, or when none comes in
    /// time.
    QByteArray read(qsizetype bytesMax, int timeMs = 10'000) const
    {
        QByteArray bytes(bytesMax, Qt::Uninitialized);
        size_t size = 0;
        if (m_tls) {
            while (const short awaited = step(POLLIN, [&] {
                       return SSL_read_ex(m_tls.get(), bytes.data(), size_t(bytesMax), &size);
                   })) {
                if (!wait(awaited, timeMs))
                    return {};
            }
        } else {
            if (!wait(POLLIN, timeMs))
                return {};
            size = size_t(
                std::max<ssize_t>(::recv(m_descriptor, bytes.data(), size_t(bytesMax), 0), 0));
        }
        bytes.truncate(qsizetype(size));
        return bytes;
    }
    /// All that comes until the server ends, or until so much is there.
    QByteArray readAll(qsizetype bytesMax = 1'000'000'000) const
    {
        QByteArray all;
        while (all.size() < bytesMax) {
            const QByteArray more = read(64 * 1024);
            if (more.isEmpty())
                break;
            all += more;
        }
        return all;
    }

private:
    struct Free
    {
        void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
        void operator()(SSL *tls) const { SSL_free(tls); }
    };

    bool wait(short events, int timeMs) const
    {
        pollfd descriptor{m_descriptor, events, 0};
        return ::poll(&descriptor, 1, timeMs) == 1;
    }
    /// What has to be waited for before it is done again; 0: nothing.
    template <typename Step>
    short step(short usual, const Step &once) const
    {
        const std::scoped_lock lock(m_tlsMutex);
        const int outcome = once();
        switch (outcome == 1 ? SSL_ERROR_NONE : SSL_get_error(m_tls.get(), outcome)) {
        case SSL_ERROR_WANT_READ:
        case SSL_ERROR_WANT_WRITE:
            return usual;
        default:
            return 0;
        }
    }

    int m_descriptor;
    std::unique_ptr<SSL_CTX, Free> m_context;
    std::unique_ptr<SSL, Free> m_tls; ///< null: not encrypted
    mutable std::mutex m_tlsMutex;    ///< some send on a thread of their own
};

} // namespace pushpoint::kit
