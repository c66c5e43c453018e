#include "ui/record/formats/csv_writer.h"

#include "ui/ring/traffic_fields.h"
#include "ui/ring/whole_message.h"
#include "ui/words/display_text.h"
#include "ui/words/kind_word.h"

namespace pushpoint::ui {

namespace {

QByteArray cellOf(const TrafficField &field, const TrafficEvent &event, QByteArrayView content)
{
    switch (field.value) {
    case TrafficField::Value::Moment:
        return utcText(field.of.figure(event));
    case TrafficField::Value::Kind:
        return kindWord(event.kind);
    case TrafficField::Value::Text:
        return csvCell(field.of.text(event));
    case TrafficField::Value::Content:
        return csvCell(content);
    case TrafficField::Value::Connection:
        return event.connectionId ? QByteArray::number(event.connectionId) : QByteArray();
    default:
        const qint64 figure = field.of.figure(event);
        return figure ? QByteArray::number(figure) : QByteArray();
    }
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
    for (const TrafficField &field : trafficFields) {
        if (field.heading != nullptr)
            sink.write(QByteArray(field.heading) + ',');
    }
    sink.write("content_whole,lost\r\n");
}

void CsvWriter::write(const TrafficRow &row, ByteSink &sink)
{
    const TrafficEvent &event = row.event;
    const QByteArray whole = wholeContent(event);
    const QByteArrayView content
        = whole.isEmpty() ? withoutHalfCharacter(event.preview) : QByteArrayView(whole);
    QByteArrayList cells;
    for (const TrafficField &field : trafficFields) {
        if (field.heading == nullptr)
            continue;
        if (row.isGap())
            cells += field.value == TrafficField::Value::Kind ? "gap" : QByteArray();
        else
            cells += cellOf(field, event, content);
    }
    cells += content.isEmpty() ? "" : whole.isEmpty() ? "no" : "yes";
    cells += row.isGap() ? QByteArray::number(row.lost) : QByteArray();
    sink.write(cells.join(',') + "\r\n");
}

void CsvWriter::end(ByteSink &) { }

} // namespace pushpoint::ui
