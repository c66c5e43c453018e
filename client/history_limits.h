#pragma once

#include <QtGlobal>

namespace pushpoint {

/// How much is kept. What is older, or more, is forgotten. A value.
struct HistoryLimits
{
    int linesMax = 1'000'000;
    int daysMax = 0;     ///< 0: however old
    qint64 bytesMax = 0; ///< of the file, as far as it is in use; 0: however large

    friend bool operator==(const HistoryLimits &, const HistoryLimits &) = default;
};

} // namespace pushpoint
