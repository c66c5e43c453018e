#pragma once

#include "ui/record/formats/byte_sink.h"
#include "ui/ring/traffic_ring.h"

#include <QUrl>

#include <memory>

namespace pushpoint {

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

enum class RecordingFormat { Ndjson, Csv, Har };

/// @param server the page's address, for the addresses that HAR wants.
std::unique_ptr<RowWriter> makeRowWriter(RecordingFormat format, const QUrl &server);
/// By the end of the file's name; NDJSON where it says nothing.
RecordingFormat formatOfFile(const QString &path);

} // namespace pushpoint
