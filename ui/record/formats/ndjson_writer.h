#pragma once

#include "ui/record/formats/row_writer.h"

namespace pushpoint::ui {

/// Pushpoint's own format of recordings, which can be opened again: nothing is left out.
///
/// UTF-8, one JSON object a line (https://github.com/ndjson/ndjson-spec). The first line is
/// `{"pushpoint_recording":1,"saved":"2026-11-23T14:03:05.123Z"}`; the number goes up when an older
/// reader would misunderstand. Each further line is a row. Members that are 0, empty or false are
/// left out, readers ignore those that they do not know, and all are in this order:
///
/// | member | |
/// |---|---|
/// | kind | delivered, offline, refused, opened, closed, pong; or gap |
/// | lost | of a gap: how many rows are missing here. A gap has no further members |
/// | time_ms | since 1970, UTC |
/// | steady_ns | since the server's start |
/// | connection | number of the connection |
/// | from, to | names |
/// | connections | how many took it |
/// | size_bytes | of the content |
/// | preview | the content's beginning |
/// | close_code, note | of a closed connection; a refusal's word |
/// | latency_ns | |
/// | trace | an object: request_head, accepted_ns, received_ns, parsed_ns, routed_ns, answered_ns,
/// and deliveries, an array of `{connection, queued_ns, written_ns}` | | trace_left | true: it had
/// a trace, which was given up for want of memory | | content | the whole content as a JSON value,
/// to the letter | | content_text | the same as a string, where its JSON text has line breaks |
///
/// A text that is not valid UTF-8 (a preview may end within a character) stands under its name with
/// `_base64` behind it.
class NdjsonWriter : public RowWriter
{
public:
    void begin(ByteSink &sink) override;
    void write(const TrafficRow &row, ByteSink &sink) override;
    void end(ByteSink &sink) override;
};

inline constexpr int recordingVersion = 1;

/// One line without its end.
QByteArray recordingLine(const TrafficRow &row);

} // namespace pushpoint::ui
