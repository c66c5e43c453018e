#pragma once

#include "server/protocol/result.h"
#include "ui/ring/traffic_ring.h"

#include <QByteArrayView>

#include <memory>

namespace pushpoint::ui {

/// Reads the lines of a recording; see NdjsonWriter for the format. Any bytes may be given to it.
/// One thread.
class RecordingParser
{
public:
    RecordingParser();
    ~RecordingParser();

    /// The first line's version. Errors: BadRequest for one that is no recording's, BadNumber for a
    /// version that is newer than this program.
    Result<int> parseHeader(QByteArrayView line);
    /// Any other line. Error: BadJson.
    Result<TrafficRow> parseRow(QByteArrayView line);

private:
    class Json; ///< keeps the JSON library out of here
    const std::unique_ptr<Json> m_json;
};

} // namespace pushpoint::ui
