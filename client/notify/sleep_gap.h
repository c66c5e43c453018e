#pragma once

#include <QDateTime>
#include <QElapsedTimer>

#include <functional>

namespace pushpoint::client {

/// Tells whether the computer has slept since it was last asked: then the clock on the wall has
/// gone further than the steady one, which stands still meanwhile. Needs no timer and no system's
/// own interface. Where the steady clock goes on through sleep (Windows), it never tells; there the
/// lost connection does. A value.
class SleepGap
{
public:
    using Clock = std::function<std::chrono::milliseconds()>;

    /// More than clocks are put right by in daily life.
    static constexpr std::chrono::seconds gapMin{20};

    explicit SleepGap(Clock wall = wallClock, Clock steady = steadyClock())
        : m_wall(std::move(wall)), m_steady(std::move(steady)), m_difference(m_wall() - m_steady())
    { }

    bool hasSlept()
    {
        const auto difference = m_wall() - m_steady();
        return difference - std::exchange(m_difference, difference) >= gapMin;
    }

private:
    static std::chrono::milliseconds wallClock()
    {
        return std::chrono::milliseconds(QDateTime::currentMSecsSinceEpoch());
    }
    static Clock steadyClock()
    {
        QElapsedTimer timer;
        timer.start();
        return [timer] { return std::chrono::milliseconds(timer.elapsed()); };
    }

    Clock m_wall;
    Clock m_steady;
    std::chrono::milliseconds m_difference;
};

} // namespace pushpoint::client
