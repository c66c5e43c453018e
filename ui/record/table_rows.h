#pragma once

#include "ui/record/formats/row_source.h"

#include <functional>
#include <memory>

namespace pushpoint::ui {

class TrafficPanel;

/// Where rows to be saved or used again come from: a table. Each call makes a new source of what
/// is there now.
struct RecordRows
{
    using Make = std::function<std::unique_ptr<RowSource>()>;
    Make shown;
    Make selected;
};

/// The rows of a panel, which must outlive what is returned, but not the sources. GUI thread.
RecordRows recordRowsOf(const TrafficPanel *panel);

} // namespace pushpoint::ui
