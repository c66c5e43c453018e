#include "ui/record/formats/ndjson_writer.h"

#include "server/protocol/json/json_text.h"
#include "ui/words/kind_word.h"

#include <QDateTime>

#include <simdjson.h>

namespace pushpoint::ui {

namespace {

bool isUtf8(const QByteArray &bytes)
{
    return simdjson::validate_utf8(bytes.constData(), static_cast<size_t>(bytes.size()));
}

/// An object while it is written; what is 0 or empty is left out.
class Object
{
public:
    explicit Object(QByteArray &out) : m_out(out) { m_out += '{'; }
    void end() { m_out += '}'; }

    void addValue(const char *name, QByteArrayView json)
    {
        addName(name);
        m_out += json;
    }
    template <typename Number>
    void add(const char *name, Number number)
    {
        if (number != 0)
            addValue(name, QByteArray::number(number));
    }
    void add(const char *name, const QByteArray &text)
    {
        if (text.isEmpty())
            return;
        if (isUtf8(text))
            addValue(name, jsonQuoted(text));
        else
            addValue(QByteArray(name) + "_base64", '"' + text.toBase64() + '"');
    }

private:
    void addName(const char *name)
    {
        if (!m_out.endsWith('{'))
            m_out += ',';
        m_out += '"';
        m_out += name;
        m_out += "\":";
    }

    QByteArray &m_out;
};

void addTrace(QByteArray &out, const MessageTrace &trace)
{
    Object object(out);
    object.add("request_head", trace.requestHead);
    object.add("accepted_ns", trace.acceptedNs);
    object.add("received_ns", trace.receivedNs);
    object.add("parsed_ns", trace.parsedNs);
    object.add("routed_ns", trace.routedNs);
    object.add("answered_ns", trace.answeredNs);
    if (!trace.deliveries.empty()) {
        object.addValue("deliveries", "[");
        for (const DeliveryTrace &delivery : trace.deliveries) {
            if (!out.endsWith('['))
                out += ',';
            Object one(out);
            one.add("connection", delivery.connectionId);
            one.add("queued_ns", delivery.queuedNs);
            one.add("written_ns", delivery.writtenNs);
            one.end();
        }
        out += ']';
    }
    object.end();
}

void addContent(Object &object, const QByteArray &json)
{
    if (json.isEmpty())
        return;
    if (json.contains('\n') || json.contains('\r'))
        object.add("content_text", json);
    else
        object.addValue("content", json);
}

void addEvent(QByteArray &out, Object &object, const TrafficRow &row)
{
    const TrafficEvent &event = row.event;
    visitFields([&object](const char *name, const auto &value) { object.add(name, value); }, event);
    if (row.traceLeft)
        object.addValue("trace_left", "true");
    if (event.trace) {
        object.addValue("trace", {});
        addTrace(out, *event.trace);
        addContent(object, event.trace->contentJson);
    }
}

} // namespace

QByteArray recordingLine(const TrafficRow &row)
{
    QByteArray line;
    line.reserve(512);
    Object object(line);
    if (row.isGap()) {
        object.addValue("kind", "\"gap\"");
        object.add("lost", row.lost);
    } else {
        object.addValue("kind", jsonQuoted(QByteArrayView(kindWord(row.event.kind))));
        addEvent(line, object, row);
    }
    object.end();
    return line;
}

void NdjsonWriter::begin(ByteSink &sink)
{
    const QByteArray saved = utcText(QDateTime::currentMSecsSinceEpoch());
    sink.write("{\"pushpoint_recording\":" + QByteArray::number(recordingVersion) + ",\"saved\":\""
               + saved + "\"}\n");
}

void NdjsonWriter::write(const TrafficRow &row, ByteSink &sink)
{
    sink.write(recordingLine(row) + '\n');
}

void NdjsonWriter::end(ByteSink &) { }

} // namespace pushpoint::ui
