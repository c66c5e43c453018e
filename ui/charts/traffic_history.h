#pragma once

#include "server/traffic/traffic_totals.h"

#include <array>
#include <deque>
#include <optional>
#include <vector>

namespace pushpoint::ui {

/// What is drawn over time.
enum class Figure {
    Published, ///< a second
    Delivered, ///< a second
    Offline,   ///< a second
    Refused,   ///< a second
    BytesIn,   ///< a second
    BytesOut,  ///< a second
    Connections,
    Names,
    MedianLatencyMs, ///< from received to answered; not a number where nothing was published
    P99LatencyMs,    ///< the same
};
inline constexpr size_t figureCount = 10;

/// One step of the time, in figures.
struct HistoryPoint
{
    qint64 wallClockMs = 0; ///< its beginning
    std::array<double, figureCount> values{};

    double operator[](Figure figure) const { return values[static_cast<size_t>(figure)]; }
};

/// How far back one looks.
enum class Span { Minute, QuarterHour, Day };
qint64 spanMs(Span span);
/// The length of one point: a second, or a minute for a day.
qint64 stepMs(Span span);

/// What became of the totals over the last day: each second of the last quarter of an hour, each
/// minute before that. Bounded memory, whatever the load. A value without a clock of its own; one
/// thread.
class TrafficHistory
{
public:
    /// Call several times a second. Steps without a sample, as after a sleep, are left out.
    void sample(qint64 wallClockMs, const TrafficTotals &totals);
    /// Oldest first; the step that is under way is not among them.
    std::vector<HistoryPoint> points(Span span) const;

private:
    struct Series
    {
        explicit Series(qint64 step, size_t max) : stepMs(step), pointsMax(max) { }
        void sample(qint64 wallClockMs, const TrafficTotals &totals);

        qint64 stepMs;
        size_t pointsMax;
        std::deque<HistoryPoint> points;
        std::optional<qint64> beginMs; ///< of the step under way
        TrafficTotals atBegin;
    };

    Series m_seconds{1'000, 15 * 60};
    Series m_minutes{60'000, 24 * 60};
};

/// How long the fastest `share` (0 to 1) of what was counted between the two took, at the most; by
/// interpolation within a bucket. Nothing where nothing was counted.
std::optional<double> percentileMs(const DurationCounts &before, const DurationCounts &after,
                                   double share);

} // namespace pushpoint::ui
