#pragma once

#include "ui/ring/traffic_ring.h"

#include <vector>

namespace pushpoint::ui {

/// Rows to be saved, handed out a few thousand at a time, oldest first, so that nobody needs all of
/// them in memory. Made on the GUI thread, then read by one other thread only; never touches the
/// model.
class RowSource
{
public:
    virtual ~RowSource() = default;

    /// The next rows in the place of those in `rows`; none at the end. What left before it could be
    /// read is handed out as a gap.
    virtual void next(std::vector<TrafficRow> &rows) = 0;
    /// How many it will hand out in all; for the progress.
    virtual quint64 rowsTotal() const = 0;
};

} // namespace pushpoint::ui
