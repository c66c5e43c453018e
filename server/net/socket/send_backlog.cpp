#include "server/net/socket/send_backlog.h"

namespace pushpoint::net {

std::chrono::milliseconds SendBacklog::oldestAge(qint64 nowMs, quint64 queuedBytes,
                                                 quint64 waitingBytes,
                                                 std::chrono::milliseconds ageMax)
{
    using std::chrono::milliseconds;
    if (waitingBytes == 0) {
        if (m_marks.capacity() > 0)
            std::vector<Mark>().swap(m_marks);
        return milliseconds(0);
    }
    const quint64 takenBytes = queuedBytes - waitingBytes;
    std::erase_if(m_marks, [&](const Mark &mark) { return mark.end <= takenBytes; });
    const bool mayMark = m_marks.empty() || nowMs - m_marks.back().sinceMs >= ageMax.count() / 8;
    if (mayMark && (m_marks.empty() || queuedBytes > m_marks.back().end))
        m_marks.push_back({queuedBytes, nowMs});
    return milliseconds(nowMs - m_marks.front().sinceMs);
}

} // namespace pushpoint::net
