#pragma once

#include "server/protocol/close_code.h"
#include "server/protocol/frame.h"
#include "server/protocol/user_name.h"

#include <QByteArray>

#include <chrono>

namespace pushpoint {

/// One open connection of one name, as the registry sees it: something that takes frames. The net
/// room makes it of a WebSocket, tests of a list. Lives on the server thread; owned by whoever made
/// it, who adds it to the registry when it opens and removes it before it dies.
class Session
{
public:
    Session(quint64 id, UserName name) : m_id(id), m_name(std::move(name)) { }
    virtual ~Session() = default;
    Q_DISABLE_COPY_MOVE(Session)

    enum class Taken {
        Yes,       ///< in the queue to the peer
        QueueFull, ///< the peer reads too slowly; the registry will close the session
        Closing,   ///< a good-bye is under way
    };
    /// Queues a frame. Never blocks, and never closes: that would change the set being walked.
    virtual Taken send(const Frame &frame) = 0;
    /// Says good-bye and ends the connection. Returns at once; the session may be removed from the
    /// registry inside this call or later.
    virtual void close(CloseCode code, const QByteArray &reason) = 0;

    /// When the kernel took the last byte of all that was sent to the peer; the epoch where some
    /// of it waits, or where nobody asked for such times to be taken.
    virtual std::chrono::steady_clock::time_point wroteAllAt() const { return {}; }

    quint64 id() const { return m_id; }
    const UserName &name() const { return m_name; }

private:
    const quint64 m_id;
    const UserName m_name;
};

} // namespace pushpoint
