#pragma once

#include <QtGlobal>

#include <algorithm>

namespace pushpoint::net {

/// Whether a client publishes too fast: so many a second, all of a second's at once if it likes.
/// (The generic cell rate algorithm: one number instead of a list of times.) A value; one thread.
class PublishPace
{
public:
    /// False for the one that is too much; it does not count.
    /// @param nowNs a clock that never jumps.
    bool allows(qint64 nowNs, int perSecondMax)
    {
        constexpr qint64 secondNs = 1'000'000'000;
        const qint64 spacingNs = secondNs / perSecondMax;
        const qint64 due = std::max(m_dueNs, nowNs);
        if (due - nowNs > secondNs - spacingNs)
            return false;
        m_dueNs = due + spacingNs;
        return true;
    }

private:
    qint64 m_dueNs = 0; ///< when the next is due at an even pace
};

} // namespace pushpoint::net
