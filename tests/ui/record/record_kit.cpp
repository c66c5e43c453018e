#include "tests/ui/record/record_kit.h"

#include "server/protocol/json/json_text.h"

namespace pushpoint {

namespace {

QByteArray randomBytes(QRandomGenerator &random, int sizeMax)
{
    QByteArray bytes(random.bounded(sizeMax + 1), Qt::Uninitialized);
    for (char &c : bytes)
        c = static_cast<char>(random.bounded(256));
    return bytes;
}

QByteArray randomText(QRandomGenerator &random)
{
    static const QByteArrayList texts{
        "",     "Bob",     "李雷",         "a\"b\\c",   "\xF0\x9F\x98\x80",
        "=1+1", "a,b\r\n", "\xE2\x80\xA8", "O'Brien\t", "\xFF half \xE6\x9D"};
    return texts[random.bounded(texts.size())];
}

QByteArray randomJson(QRandomGenerator &random)
{
    static const QByteArrayList values{"null",
                                       "18446744073709551615",
                                       "-0",
                                       "1.0",
                                       "\"\\ud800\"",
                                       "[ ]",
                                       "{\"b\":1,\"a\":[{}]}",
                                       "{\n \"a\": \"x\"\r\n}",
                                       "\"\xE5\xAF\xB9\\u65b9\"",
                                       "{\"content\":\"content\"}",
                                       "1e300"};
    return values[random.bounded(values.size())];
}

std::shared_ptr<MessageTrace> randomTrace(QRandomGenerator &random)
{
    auto trace = std::make_shared<MessageTrace>();
    trace->requestHead
        = random.bounded(2) ? "POST /rest/message HTTP/1.1\r\nX: \xE4\r\n\r\n" : QByteArray();
    trace->contentJson = random.bounded(4) ? randomJson(random) : QByteArray();
    trace->acceptedNs = random.bounded(1'000'000);
    trace->receivedNs = trace->acceptedNs + random.bounded(1'000);
    trace->parsedNs = random.bounded(2);
    trace->routedNs = random.bounded(2);
    trace->answeredNs = std::numeric_limits<qint64>::max() - random.bounded(2);
    for (int i = random.bounded(4); i > 0; --i)
        trace->deliveries.push_back({random.generate64(), random.bounded(5), random.bounded(2)});
    return trace;
}

bool sameTraces(const MessageTrace *a, const MessageTrace *b)
{
    if (!a || !b)
        return a == b;
    const auto sameDelivery = [](const DeliveryTrace &x, const DeliveryTrace &y) {
        return x.connectionId == y.connectionId && x.queuedNs == y.queuedNs
            && x.writtenNs == y.writtenNs;
    };
    return a->requestHead == b->requestHead && a->contentJson == b->contentJson
        && a->acceptedNs == b->acceptedNs && a->receivedNs == b->receivedNs
        && a->parsedNs == b->parsedNs && a->routedNs == b->routedNs
        && a->answeredNs == b->answeredNs
        && std::equal(a->deliveries.begin(), a->deliveries.end(), b->deliveries.begin(),
                      b->deliveries.end(), sameDelivery);
}

} // namespace

ui::TrafficRow randomRow(QRandomGenerator &random)
{
    ui::TrafficRow row;
    if (random.bounded(20) == 0) {
        row.lost = random.generate64() | 1;
        return row;
    }
    TrafficEvent &event = row.event;
    event.kind = static_cast<TrafficKind>(random.bounded(6));
    event.wallClockMs = 1'790'000'000'000 + random.bounded(1'000'000);
    event.steadyNs = static_cast<qint64>(random.generate64() >> 1);
    event.connectionId = random.bounded(3) ? random.generate64() : 0;
    event.from = randomText(random);
    event.to = randomText(random);
    event.connections = random.bounded(3);
    event.sizeBytes = random.bounded(200);
    event.preview = random.bounded(2) ? randomBytes(random, 120) : randomJson(random);
    event.closeCode = random.bounded(2) ? 0 : 1000 + random.bounded(4000);
    event.note = randomText(random);
    event.latencyNs = random.bounded(1'000'000);
    event.nodes = random.bounded(4) ? QByteArray() : "north\n" + randomText(random);
    if (random.bounded(2))
        event.trace = randomTrace(random);
    else
        row.traceLeft = random.bounded(2) == 1;
    return row;
}

bool sameRows(const ui::TrafficRow &a, const ui::TrafficRow &b)
{
    if (a.isGap() || b.isGap())
        return a.lost == b.lost;
    const TrafficEvent &x = a.event;
    const TrafficEvent &y = b.event;
    return x.kind == y.kind && x.wallClockMs == y.wallClockMs && x.steadyNs == y.steadyNs
        && x.connectionId == y.connectionId && x.from == y.from && x.to == y.to
        && x.connections == y.connections && x.sizeBytes == y.sizeBytes && x.preview == y.preview
        && x.closeCode == y.closeCode && x.note == y.note && x.latencyNs == y.latencyNs
        && x.nodes == y.nodes && sameTraces(x.trace.get(), y.trace.get());
}

void MadeRows::next(std::vector<ui::TrafficRow> &rows)
{
    rows.clear();
    for (int i = 0; i < 4096 && m_at < m_rowsTotal; ++i)
        rows.push_back(m_make(m_at++));
}

ui::TrafficRow ordinaryRow(quint64 index)
{
    auto trace = std::make_shared<MessageTrace>();
    trace->requestHead = "POST /rest/message HTTP/1.1\r\nHost: localhost:3000\r\n\r\n";
    trace->contentJson = jsonQuoted(QByteArrayView(QByteArray(200, 'x')));
    trace->acceptedNs = qint64(index) * 10'000;
    trace->receivedNs = trace->acceptedNs + 900;
    trace->deliveries.push_back({1 + index % 1'000, trace->acceptedNs + 5'000, 0});
    ui::TrafficRow row;
    row.event.wallClockMs = 1'790'000'000'000 + qint64(index / 100);
    row.event.steadyNs = trace->acceptedNs + 9'000;
    row.event.from = "Bob";
    row.event.to = "user-" + QByteArray::number(index % 1'000);
    row.event.connections = 1;
    row.event.sizeBytes = trace->contentJson.size();
    row.event.preview = trace->contentJson.first(120);
    row.event.latencyNs = 9'000;
    row.event.trace = std::move(trace);
    return row;
}

} // namespace pushpoint
