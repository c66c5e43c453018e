#pragma once

#include "ui/record/formats/row_writer.h"

namespace pushpoint::ui {

/// A table for spreadsheets: RFC 4180, UTF-8 without a byte order mark, one line of headings.
///
/// What the network sent must not become a formula: a cell that begins with = + - @ or a tab or a
/// carriage return gets an apostrophe before it, as OWASP ("CSV Injection") has it; a reader
/// that wants the exact text takes NDJSON. A gap is a line of kind "gap" with its number under
/// `lost`. `content` is the whole one where it was kept, else its beginning; `content_whole` says
/// which.
class CsvWriter : public RowWriter
{
public:
    void begin(ByteSink &sink) override;
    void write(const TrafficRow &row, ByteSink &sink) override;
    void end(ByteSink &sink) override;
};

/// One cell: made harmless, and quoted where it needs to be.
QByteArray csvCell(QByteArrayView text);

} // namespace pushpoint::ui
