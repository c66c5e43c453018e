#include "ui/record/replay/replay_timeline.h"

#include <algorithm>
#include <cmath>

namespace pushpoint::ui {

ReplayTimeline::ReplayTimeline(const std::vector<qint64> &atNs)
{
    m_offsetsNs.reserve(atNs.size());
    qint64 latestNs = atNs.empty() ? 0 : atNs.front();
    for (const qint64 at : atNs) {
        latestNs = std::max(latestNs, at);
        m_offsetsNs.push_back(latestNs - atNs.front());
    }
}

double ReplayTimeline::reachedNs(qint64 nowNs) const
{
    if (!m_runningSinceNs)
        return m_reachedNs;
    return m_reachedNs + static_cast<double>(nowNs - *m_runningSinceNs) * m_speed;
}

void ReplayTimeline::setSpeed(double speed, qint64 nowNs)
{
    Q_ASSERT(speed > 0);
    m_reachedNs = reachedNs(nowNs);
    if (m_runningSinceNs)
        m_runningSinceNs = nowNs;
    m_speed = speed;
}

void ReplayTimeline::run(qint64 nowNs)
{
    if (!m_runningSinceNs)
        m_runningSinceNs = nowNs;
}

void ReplayTimeline::pause(qint64 nowNs)
{
    m_reachedNs = reachedNs(nowNs);
    m_runningSinceNs.reset();
}

bool ReplayTimeline::takeDue(qint64 nowNs)
{
    const auto dueInNs = nextDueInNs(nowNs);
    if (!dueInNs || *dueInNs > 0)
        return false;
    ++m_position;
    return true;
}

void ReplayTimeline::step(qint64 nowNs)
{
    Q_ASSERT(!isAtEnd());
    m_reachedNs = static_cast<double>(m_offsetsNs[m_position]);
    if (m_runningSinceNs)
        m_runningSinceNs = nowNs;
    ++m_position;
}

std::optional<qint64> ReplayTimeline::nextDueInNs(qint64 nowNs) const
{
    if (!m_runningSinceNs || isAtEnd())
        return {};
    const double leftNs = static_cast<double>(m_offsetsNs[m_position]) - reachedNs(nowNs);
    // A day is enough for a timer that looks again, and no number that could run over.
    constexpr double dayNs = 86'400e9;
    return static_cast<qint64>(std::ceil(std::clamp(leftNs / m_speed, 0.0, dayNs)));
}

} // namespace pushpoint::ui
