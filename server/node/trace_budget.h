#pragma once

#include <QtGlobal>

namespace pushpoint {

/// How many publishes of a second are told with their whole trace. A trace costs a tenth of a
/// publish, and whoever watches 70,000 messages a second shall not slow them: the others are told
/// without one. A value without a clock of its own.
class TraceBudget
{
public:
    /// True where this one may be traced.
    bool take(qint64 nowNs)
    {
        if (nowNs - m_secondBeganNs >= nsPerSecond) {
            m_secondBeganNs = nowNs;
            m_left = tracesPerSecondMax;
        }
        if (m_left == 0)
            return false;
        --m_left;
        return true;
    }

    static constexpr int tracesPerSecondMax = 2'000;

private:
    static constexpr qint64 nsPerSecond = 1'000'000'000;

    qint64 m_secondBeganNs = -nsPerSecond;
    int m_left = 0;
};

} // namespace pushpoint
