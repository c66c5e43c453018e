#include "ui/record/formats/har_writer.h"

#include "server/protocol/json/json_text.h"
#include "ui/record/formats/har_request.h"
#include "ui/ring/whole_message.h"
#include "ui/words/display_text.h"
#include "ui/words/kind_word.h"

namespace pushpoint::ui {

namespace {

QByteArray text(QByteArrayView bytes)
{
    return jsonQuoted(QString::fromUtf8(bytes));
}

QByteArray millisecondsText(qint64 durationNs)
{
    return QByteArray::number(static_cast<double>(qMax<qint64>(0, durationNs)) / 1e6, 'f', 6);
}

QByteArray timings(const TrafficEvent &event)
{
    qint64 sendNs = 0;
    if (event.trace && event.trace->receivedNs > event.trace->acceptedNs)
        sendNs = qMin(event.trace->receivedNs - event.trace->acceptedNs, event.latencyNs);
    return "{\"blocked\":-1,\"dns\":-1,\"connect\":-1,\"ssl\":-1,\"send\":"
        + millisecondsText(sendNs) + ",\"wait\":" + millisecondsText(event.latencyNs - sendNs)
        + ",\"receive\":0}";
}

QByteArray response(int status, const char *statusText)
{
    return "{\"status\":" + QByteArray::number(status) + ",\"statusText\":\"" + statusText
        + "\",\"httpVersion\":\"HTTP/1.1\",\"cookies\":[],\"headers\":[],\"content\":{\"size\":0,"
          "\"mimeType\":\"application/json\",\"comment\":\"The answer is not recorded\"},"
          "\"redirectURL\":\"\",\"headersSize\":-1,\"bodySize\":-1}";
}

/// What the receiver was sent, as far as it was kept.
QByteArray pushedText(const TrafficEvent &event)
{
    QByteArray content = wholeContent(event);
    const bool whole = !content.isEmpty();
    if (!whole)
        content = withoutHalfCharacter(event.preview).toByteArray() + "\xE2\x80\xA6"; // …
    const QByteArray from
        = event.from.isEmpty() ? QByteArray() : "\"from\":" + jsonQuoted(event.from) + ',';
    return "\"data\":" + text('{' + from + "\"content\":" + content + '}')
        + (whole ? "" : ",\"_pushpoint\":{\"cut\":true}");
}

} // namespace

void HarWriter::begin(ByteSink &sink)
{
    sink.write("{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"Pushpoint\",\"version\":"
               "\"" PUSHPOINT_VERSION "\"},\"pages\":[],\"entries\":[\n");
}

void HarWriter::write(const TrafficRow &row, ByteSink &sink)
{
    m_lost += row.lost;
    const TrafficEvent &event = row.event;
    if (row.isGap() || event.kind == TrafficKind::Pong)
        return;
    if (event.kind == TrafficKind::Opened) {
        m_open.insert(event.connectionId, {event.to, event.wallClockMs, 0, 0});
        return;
    }
    if (event.kind != TrafficKind::Closed) {
        writePublish(event, sink);
        spoolDeliveries(event);
    } else {
        Connection connection = m_open.take(event.connectionId);
        connection.name = event.to;
        connection.closedWallClockMs = event.wallClockMs;
        connection.closeCode = event.closeCode;
        writeConnection(event.connectionId, connection, sink);
    }
    if (!m_spool.isGood())
        sink.fail(m_spool.error());
}

void HarWriter::writePublish(const TrafficEvent &event, ByteSink &sink)
{
    const qint64 startedMs = event.wallClockMs - event.latencyNs / 1'000'000;
    const int status = statusOf(event);
    writeComma(sink);
    sink.write("{\"startedDateTime\":\"" + utcText(startedMs) + "\",\"time\":"
               + millisecondsText(event.latencyNs) + ",\"request\":" + harRequest(event, m_server)
               + ",\"response\":" + response(status, status == 200 ? "OK" : "") + ",\"cache\":{}"
               + ",\"timings\":" + timings(event) + ",\"_resourceType\":\"fetch\",\"_pushpoint\":{"
               + "\"kind\":\"" + kindWord(event.kind) + "\",\"connections\":"
               + QByteArray::number(event.connections) + ",\"note\":" + text(event.note) + "}}");
}

void HarWriter::spoolDeliveries(const TrafficEvent &event)
{
    if (!event.trace || event.trace->deliveries.empty())
        return;
    const qint64 textAt = m_spool.addText(pushedText(event));
    for (const DeliveryTrace &delivery : event.trace->deliveries) {
        const qint64 sinceEventUs = (delivery.queuedNs - event.steadyNs) / 1000;
        m_spool.addTo(delivery.connectionId, event.wallClockMs * 1000 + sinceEventUs, textAt);
        Connection &connection = m_open[delivery.connectionId];
        if (connection.name.isEmpty())
            connection.name = event.to;
    }
}

void HarWriter::writeConnection(quint64 id, const Connection &connection, ByteSink &sink)
{
    const std::vector<qint64> places = m_spool.take(id);
    qint64 startedMs = connection.openedWallClockMs;
    if (startedMs == 0) // it was open before the first row
        startedMs = places.empty() ? connection.closedWallClockMs
                                   : m_spool.read(places.front()).wallClockUs / 1000;
    const qint64 openMs = qMax<qint64>(0, connection.closedWallClockMs - startedMs);
    const QByteArray openText = QByteArray::number(openMs);
    writeComma(sink);
    sink.write("{\"startedDateTime\":\"" + utcText(startedMs) + "\",\"time\":" + openText
               + ",\"request\":" + harSocketRequest(connection.name, m_server)
               + ",\"response\":" + response(101, "Switching Protocols")
               + ",\"cache\":{},\"timings\":{\"send\":0,\"wait\":" + openText
               + ",\"receive\":0},\"_resourceType\":\"websocket\",\"_pushpoint\":{\"connection\":"
               + QByteArray::number(id) + ",\"closeCode\":"
               + QByteArray::number(connection.closeCode) + "},\"_webSocketMessages\":[");
    for (size_t i = 0; i < places.size() && sink.isGood() && m_spool.isGood(); ++i) {
        const MessageSpool::Item item = m_spool.read(places[i]);
        const double seconds = static_cast<double>(item.wallClockUs) / 1e6;
        sink.write((i ? ",\n" : "\n")
                   + ("{\"type\":\"receive\",\"time\":" + QByteArray::number(seconds, 'f', 6))
                   + ",\"opcode\":1," + item.json + '}');
    }
    sink.write("]}");
}

void HarWriter::writeComma(ByteSink &sink)
{
    if (!m_isFirst)
        sink.write(",\n");
    m_isFirst = false;
}

void HarWriter::end(ByteSink &sink)
{
    for (auto it = m_open.cbegin(); it != m_open.cend() && sink.isGood(); ++it)
        writeConnection(it.key(), it.value(), sink);
    if (!m_spool.isGood())
        sink.fail(m_spool.error());
    const QByteArray comment
        = m_lost ? ",\"comment\":\"" + QByteArray::number(m_lost) + " rows are missing\"" : "";
    sink.write("\n]" + comment + "}}\n");
}

} // namespace pushpoint::ui
