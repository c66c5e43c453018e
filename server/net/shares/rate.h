#pragma once

#include <QtGlobal>

#include <algorithm>

namespace pushpoint::net {

/// So many a second, and so many at once after a rest: a token bucket, by the generic cell rate
/// algorithm. All that a bucket has to remember is one number, when it will be full again
/// ("fullAt"); a past one says that it is full. Times are nanoseconds of a clock that never jumps.
/// A value; any thread.
class Rate
{
public:
    Rate() = default;
    /// @param perSecondMax 0: no limit.
    /// @param burstMax at least 1 where there is a limit.
    Rate(int perSecondMax, int burstMax)
        : m_spacingNs(perSecondMax > 0 ? secondNs / perSecondMax : 0),
          m_burstNs(m_spacingNs * burstMax)
    { }

    bool isLimited() const { return m_spacingNs > 0; }

    /// How long until so many may be had at once; 0: now. More than a whole burst may be had
    /// whenever the bucket is full, and is paid for afterwards.
    qint64 waitNs(qint64 fullAtNs, int count, qint64 nowNs) const
    {
        const qint64 owedNs = std::max<qint64>(fullAtNs - nowNs, 0);
        const qint64 roomNs = std::max<qint64>(m_burstNs - m_spacingNs * count, 0);
        return std::max<qint64>(owedNs - roomNs, 0);
    }

    /// When the bucket will be full once so many were had.
    qint64 fullAtAfter(qint64 fullAtNs, int count, qint64 nowNs) const
    {
        return std::max(fullAtNs, nowNs) + m_spacingNs * count;
    }

private:
    static constexpr qint64 secondNs = 1'000'000'000;

    qint64 m_spacingNs = 0; ///< 0: no limit
    qint64 m_burstNs = 0;   ///< what may be owed at the most
};

} // namespace pushpoint::net
