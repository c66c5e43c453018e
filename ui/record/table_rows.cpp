#include "ui/record/table_rows.h"

#include "ui/record/formats/slice_row_source.h"
#include "ui/traffic/traffic_model.h"
#include "ui/traffic/traffic_panel.h"

#include <algorithm>

namespace pushpoint::ui {

namespace {

constexpr quint64 sliceRows = 4096;

std::unique_ptr<RowSource> sourceOf(const TrafficRing &ring, std::vector<quint64> sequences)
{
    std::deque<TrafficSnapshot> slices;
    if (!sequences.empty()) {
        const quint64 end = sequences.back() + 1;
        for (quint64 first = sequences.front(); first < end; first += sliceRows)
            slices.push_back(ring.snapshot(first, std::min(first + sliceRows, end)));
    }
    return std::make_unique<SliceRowSource<TrafficSnapshot>>(std::move(slices),
                                                             std::move(sequences));
}

} // namespace

RecordRows recordRowsOf(const TrafficPanel *panel)
{
    const auto make = [panel](std::vector<quint64> sequences) {
        return sourceOf(panel->model()->ring(), std::move(sequences));
    };
    return {[=] { return make(panel->model()->shownSequences()); },
            [=] { return make(panel->selectedSequences()); }};
}

} // namespace pushpoint::ui
