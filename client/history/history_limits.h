#pragma once

#include <QtGlobal>

namespace pushpoint::client {

/// How much is kept. What is older, or more, is forgotten. A value.
struct HistoryLimits
{
    int linesMax = 1'000'000;
    int daysMax = 0; ///< 0: however old
    /// Of the file, as far as it is in use; 0: however large. Some million short lines by default.
    qint64 bytesMax = 1024LL * 1024 * 1024;

    friend bool operator==(const HistoryLimits &, const HistoryLimits &) = default;
};

} // namespace pushpoint::client
