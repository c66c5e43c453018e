#pragma once

#include "server/traffic/traffic_event.h"

namespace pushpoint::ui {

/// One line of the traffic: something that happened, or the place where things are missing.
struct TrafficRow
{
    TrafficEvent event;
    quint64 lost = 0; ///< above zero: a gap, and `event` says nothing
    /// It was told with its trace, which has left since to keep the ring within its bytes.
    bool traceLeft = false;

    bool isGap() const { return lost > 0; }
};

/// How much of the traffic is kept. A value.
struct TrafficBounds
{
    size_t rows = 1'000'000;
    qint64 bytes = qint64(512) * 1024 * 1024; ///< rows and whole contents together
};

} // namespace pushpoint::ui
