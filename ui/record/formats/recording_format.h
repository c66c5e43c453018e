#pragma once

#include "ui/record/formats/row_writer.h"

#include <QUrl>

#include <memory>

namespace pushpoint::ui {

enum class RecordingFormat { Ndjson, Csv, Har };

/// @param server the page's address, for the addresses that HAR wants.
std::unique_ptr<RowWriter> makeRowWriter(RecordingFormat format, const QUrl &server);
/// By the end of the file's name; NDJSON where it says nothing.
RecordingFormat formatOfFile(const QString &path);

} // namespace pushpoint::ui
