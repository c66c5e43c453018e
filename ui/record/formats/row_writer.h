#pragma once

#include "ui/record/formats/byte_sink.h"
#include "ui/ring/traffic_ring.h"

namespace pushpoint::ui {

/// One format of file. Gets the rows one after the other and keeps none. Made and used by one
/// thread after the other, not by two at once.
class RowWriter
{
public:
    virtual ~RowWriter() = default;

    virtual void begin(ByteSink &sink) = 0;
    virtual void write(const TrafficRow &row, ByteSink &sink) = 0;
    virtual void end(ByteSink &sink) = 0;
};

} // namespace pushpoint::ui
