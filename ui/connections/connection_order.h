#pragma once

#include "ui/connections/connection_columns.h"

namespace pushpoint::ui {

/// Which of the rows comes first, second, … sorted by this column; equal ones by the age of their
/// connection, so that they never change places. A pure function, any thread.
std::vector<int> connectionOrder(const std::vector<const ConnectionFigures *> &rows, int column,
                                 Qt::SortOrder order);

} // namespace pushpoint::ui
