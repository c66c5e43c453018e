#pragma once

#include "server/traffic/traffic_totals.h"

#include <deque>

namespace pushpoint::ui {

/// How fast the totals grow, each a second.
struct TrafficRates
{
    double publishes = 0;
    double deliveries = 0;
    double offline = 0;
    double refused = 0;
    double bytesIn = 0;
    double bytesOut = 0;
};

/// Turns totals, sampled now and then, into rates over the last two seconds or so. A value without
/// a clock of its own. One thread.
class RateMeter
{
public:
    /// @param steadyMs a clock that never jumps.
    void sample(qint64 steadyMs, const TrafficTotals &totals);
    /// Zero until two samples are there, and after the totals have begun anew.
    TrafficRates rates() const;

private:
    struct Sample
    {
        qint64 steadyMs;
        TrafficTotals totals;
    };
    std::deque<Sample> m_samples; ///< oldest first; bounded by its time and the sampling interval
};

} // namespace pushpoint::ui
