#include "ui/record/formats/csv_writer.h"

#include "ui/ring/whole_message.h"
#include "ui/words/display_text.h"
#include "ui/words/kind_word.h"

namespace pushpoint {

namespace {

QByteArray numberOrNothing(qint64 number)
{
    return number == 0 ? QByteArray() : QByteArray::number(number);
}

} // namespace

QByteArray csvCell(QByteArrayView text)
{
    QByteArray cell = text.toByteArray();
    if (!cell.isEmpty() && QByteArrayView("=+-@\t\r").contains(cell.front()))
        cell.prepend('\'');
    const bool plain = std::none_of(cell.cbegin(), cell.cend(), [](char c) {
        return c == '"' || c == ',' || c == '\r' || c == '\n';
    });
    return plain ? cell : '"' + cell.replace('"', "\"\"") + '"';
}

void CsvWriter::begin(ByteSink &sink)
{
    sink.write("time,kind,from,to,connection,connections,size_bytes,latency_ns,close_code,note,"
               "content,content_whole,lost\r\n");
}

void CsvWriter::write(const TrafficRow &row, ByteSink &sink)
{
    if (row.isGap()) {
        sink.write(",gap,,,,,,,,,,," + QByteArray::number(row.lost) + "\r\n");
        return;
    }
    const TrafficEvent &event = row.event;
    const QByteArray whole = wholeContent(event);
    const QByteArrayView content
        = whole.isEmpty() ? withoutHalfCharacter(event.preview) : QByteArrayView(whole);
    const QByteArray wholeWord = content.isEmpty() ? "" : whole.isEmpty() ? "no" : "yes";
    const QByteArrayList cells{utcText(event.wallClockMs),
                               kindWord(event.kind),
                               csvCell(event.from),
                               csvCell(event.to),
                               event.connectionId ? QByteArray::number(event.connectionId)
                                                  : QByteArray(),
                               numberOrNothing(event.connections),
                               numberOrNothing(event.sizeBytes),
                               numberOrNothing(event.latencyNs),
                               numberOrNothing(event.closeCode),
                               csvCell(event.note),
                               csvCell(content),
                               wholeWord,
                               QByteArray()};
    sink.write(cells.join(',') + "\r\n");
}

void CsvWriter::end(ByteSink &) { }

} // namespace pushpoint
