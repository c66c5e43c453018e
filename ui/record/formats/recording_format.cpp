#include "ui/record/formats/recording_format.h"

#include "ui/record/formats/csv_writer.h"
#include "ui/record/formats/har_writer.h"
#include "ui/record/formats/ndjson_writer.h"

namespace pushpoint::ui {

std::unique_ptr<RowWriter> makeRowWriter(RecordingFormat format, const QUrl &server)
{
    switch (format) {
    case RecordingFormat::Ndjson:
        return std::make_unique<NdjsonWriter>();
    case RecordingFormat::Csv:
        return std::make_unique<CsvWriter>();
    case RecordingFormat::Har:
        return std::make_unique<HarWriter>(server);
    }
    Q_UNREACHABLE();
}

RecordingFormat formatOfFile(const QString &path)
{
    if (path.endsWith(QLatin1StringView(".csv"), Qt::CaseInsensitive))
        return RecordingFormat::Csv;
    if (path.endsWith(QLatin1StringView(".har"), Qt::CaseInsensitive))
        return RecordingFormat::Har;
    return RecordingFormat::Ndjson;
}

} // namespace pushpoint::ui
