#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

namespace pushpoint::ui {

/// When each recorded event is due again. Pure: the caller passes the time, in nanoseconds of any
/// clock that never jumps. Starts paused at the first event. A value; one thread.
class ReplayTimeline
{
public:
    /// @param atNs when each happened, by any clock. What went backwards counts as at the same
    /// time.
    explicit ReplayTimeline(const std::vector<qint64> &atNs);

    size_t size() const { return m_offsetsNs.size(); }
    /// How many have been taken: the index of the next one.
    size_t position() const { return m_position; }
    bool isAtEnd() const { return m_position == size(); }
    bool isRunning() const { return m_runningSinceNs.has_value(); }

    /// @param speed above 0: 2 is twice as fast as it was.
    void setSpeed(double speed, qint64 nowNs);
    void run(qint64 nowNs);
    void pause(qint64 nowNs);
    /// Takes the next one if it is due.
    bool takeDue(qint64 nowNs);
    /// Takes the next one whether due or not; what follows keeps its distance from it.
    /// Only while not at the end.
    void step(qint64 nowNs);

    /// How long until the next one is due, not below 0. Nothing while paused or at the end.
    std::optional<qint64> nextDueInNs(qint64 nowNs) const;

private:
    double reachedNs(qint64 nowNs) const;

    std::vector<qint64> m_offsetsNs; ///< since the first one, never falling
    size_t m_position = 0;
    double m_speed = 1;
    double m_reachedNs = 0;                 ///< of the record's time, when last set
    std::optional<qint64> m_runningSinceNs; ///< when m_reachedNs was set
};

} // namespace pushpoint::ui
