#pragma once

#include <QtGlobal>

#include <chrono>
#include <vector>

namespace pushpoint::net {

/// How long the oldest byte waits that a peer has not taken. Told by two numbers that somebody
/// looks at now and then, so that sending costs nothing; holds memory only while bytes wait. Never
/// says more than the truth, and less by an eighth of the limit or the time between two looks,
/// whichever is longer. A value; one thread.
class SendBacklog
{
public:
    /// @param queuedBytes all that ever had to wait; @param waitingBytes those of them that still
    /// do.
    /// @param ageMax the limit, which says how finely to look.
    std::chrono::milliseconds oldestAge(qint64 nowMs, quint64 queuedBytes, quint64 waitingBytes,
                                        std::chrono::milliseconds ageMax);

private:
    /// All bytes before `end` had been queued at that time.
    struct Mark
    {
        quint64 end;
        qint64 sinceMs;
    };
    std::vector<Mark> m_marks; ///< oldest first; nine or so at the most
};

} // namespace pushpoint::net
