#pragma once

#include <QtGlobal>

namespace pushpoint::net {

/// What the system says about this process. Zero where it does not say. A value; any thread.
struct ProcessFacts
{
    double startTimeSeconds = 0; ///< since the epoch
    double cpuSeconds = 0;       ///< user and system time of all threads
    qint64 residentBytes = 0;
};

/// Reads them anew; takes some tens of microseconds.
ProcessFacts readProcessFacts();

} // namespace pushpoint::net
