#pragma once

#include "ui/ring/traffic_ring.h"

namespace pushpoint::ui {

/// The number of the first row that happened at this moment or later; ring.end() if none did. A
/// pure function; few rows are looked at.
quint64 firstSince(const TrafficRing &ring, qint64 wallClockMs);

} // namespace pushpoint::ui
