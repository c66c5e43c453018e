#include "ui/ring/traffic_moment.h"

namespace pushpoint::ui {

quint64 firstSince(const TrafficRing &ring, qint64 wallClockMs)
{
    quint64 first = ring.first();
    quint64 end = ring.end();
    while (first < end) {
        const quint64 middle = first + (end - first) / 2;
        // A gap has no time of its own: it is as late as the row before it.
        quint64 timed = middle;
        while (timed > first && ring.at(timed).isGap())
            --timed;
        if (ring.at(timed).isGap() || ring.at(timed).event.wallClockMs < wallClockMs)
            first = middle + 1;
        else
            end = timed;
    }
    return first;
}

} // namespace pushpoint::ui
