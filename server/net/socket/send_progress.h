#pragma once

#include <QtGlobal>

#include <chrono>

namespace pushpoint::net {

/// How long a peer has taken nothing of what waits for it. Told by numbers that somebody looks at
/// now and then, so that sending costs nothing. Never says more than the truth. A value; one
/// thread.
class SendProgress
{
public:
    /// @param waits whether anything does; @param takenBytes a number that grows with what the peer
    /// has taken.
    std::chrono::milliseconds stalledTime(qint64 nowMs, bool waits, qint64 takenBytes)
    {
        if (!waits || !m_waited || takenBytes != m_takenBytes)
            m_sinceMs = nowMs;
        m_waited = waits;
        m_takenBytes = takenBytes;
        return std::chrono::milliseconds(nowMs - m_sinceMs);
    }

private:
    qint64 m_sinceMs = 0;
    qint64 m_takenBytes = 0;
    bool m_waited = false;
};

} // namespace pushpoint::net
