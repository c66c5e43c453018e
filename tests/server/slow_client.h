#pragma once

#include <QByteArray>
#include <QDeadlineTimer>

#include <netinet/in.h>
#include <netinet/tcp.h>
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
    }
    ~SlowClient() { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(SlowClient)

    /// Returns when the kernel has all of it, or false where the connection has ended.
    bool send(QByteArrayView bytes) const
    {
        while (!bytes.isEmpty()) {
            const ssize_t sent
                = ::send(m_descriptor, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes = bytes.sliced(sent);
        }
        return true;
    }
    void endOurSide() const { ::shutdown(m_descriptor, SHUT_WR); }

    /// What comes next, and no more than so many bytes; nothing at the end, or when none comes in
    /// time.
    QByteArray read(qsizetype bytesMax, int timeMs = 10'000) const
    {
        pollfd readable{m_descriptor, POLLIN, 0};
        QByteArray bytes(bytesMax, Qt::Uninitialized);
        if (::poll(&readable, 1, timeMs) != 1)
            return {};
        bytes.truncate(
            std::max<ssize_t>(::recv(m_descriptor, bytes.data(), size_t(bytesMax), 0), 0));
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
    int m_descriptor;
};

} // namespace pushpoint::kit
