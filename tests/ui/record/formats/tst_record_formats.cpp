#include "tests/ui/record/record_kit.h"
#include "ui/record/formats/csv_writer.h"
#include "ui/record/formats/har_writer.h"
#include "ui/record/formats/ndjson_writer.h"
#include "ui/record/formats/recording_parser.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

QByteArray written(RowWriter &writer, const std::vector<TrafficRow> &rows)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const std::atomic<bool> stopped{false};
    ByteSink sink(buffer, stopped);
    writer.begin(sink);
    for (const TrafficRow &row : rows)
        writer.write(row, sink);
    writer.end(sink);
    sink.flush();
    return buffer.data();
}

QJsonArray harEntries(const std::vector<TrafficRow> &rows)
{
    HarWriter writer(QUrl(u"http://localhost:3000/"_s));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(written(writer, rows), &error);
    if (error.error != QJsonParseError::NoError)
        qWarning("no JSON: %s", qPrintable(error.errorString()));
    return document[u"log"_s][u"entries"_s].toArray();
}

TrafficRow connectionRow(TrafficKind kind, quint64 id, qint64 wallClockMs)
{
    TrafficRow row;
    row.event.kind = kind;
    row.event.connectionId = id;
    row.event.to = "李雷";
    row.event.wallClockMs = wallClockMs;
    row.event.closeCode = kind == TrafficKind::Closed ? 1001 : 0;
    return row;
}

/// Published at 1.5 s, queued for connections 7 and 9 one millisecond before.
TrafficRow publishRow()
{
    auto trace = std::make_shared<MessageTrace>();
    trace->requestHead = "POST /rest/message?detail=1 HTTP/1.1\r\nHost: localhost:3000\r\n"
                         "Cookie: secret\r\nAuthorization: Basic secret\r\n\r\n";
    trace->contentJson = "[1.0,\"a\\\"b\"]";
    trace->acceptedNs = 1'000'000;
    trace->receivedNs = 3'000'000;
    trace->deliveries = {{7, 4'000'000, 0}, {9, 4'000'000, 0}};
    TrafficRow row;
    row.event.wallClockMs = 1'500;
    row.event.steadyNs = 5'000'000;
    row.event.latencyNs = 4'000'000;
    row.event.from = "Bob";
    row.event.to = "李雷";
    row.event.connections = 2;
    row.event.sizeBytes = trace->contentJson.size();
    row.event.trace = std::move(trace);
    return row;
}

} // namespace

class TestRecordFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowComesBackAsItWas()
    {
        QRandomGenerator random(20261123);
        RecordingParser parser;
        for (int i = 0; i < 20'000; ++i) {
            const TrafficRow row = randomRow(random);
            const QByteArray line = recordingLine(row);
            QVERIFY2(!line.contains('\n') && !line.contains('\r'), line);
            const auto back = parser.parseRow(line);
            QVERIFY2(back.ok(), line);
            QVERIFY2(sameRows(row, *back), line);
            QCOMPARE(back->traceLeft, row.traceLeft);
        }
    }

    void contentsStayToTheLetter()
    {
        const QByteArray line = recordingLine(publishRow());
        QVERIFY(line.endsWith(",\"content\":[1.0,\"a\\\"b\"]}"));
    }

    void garbageIsRefusedAndNeverACrash()
    {
        QRandomGenerator random(4);
        RecordingParser parser;
        int refused = 0;
        for (int i = 0; i < 20'000; ++i) {
            QByteArray line = recordingLine(randomRow(random));
            switch (random.bounded(4)) {
            case 0:
                line.truncate(random.bounded(line.size()));
                break;
            case 1:
                line[random.bounded(line.size())] = static_cast<char>(random.bounded(256));
                break;
            case 2:
                line.insert(random.bounded(line.size()), line.mid(random.bounded(line.size()), 9));
                break;
            default:
                line.fill(static_cast<char>(random.bounded(256)), random.bounded(40));
            }
            refused += parser.parseRow(line).ok() ? 0 : 1;
        }
        QVERIFY(refused > 10'000);
    }

    void wrongMembersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("line");
        const QByteArrayList lines{
            "",
            "[]",
            "{}",
            "null",
            "\xEF\xBB\xBF{\"kind\":\"offline\"}",
            "{\"kind\":1}",
            "{\"kind\":\"unheard-of\"}",
            "{\"kind\":\"gap\"}",
            "{\"kind\":\"gap\",\"lost\":-1}",
            "{\"kind\":\"offline\",\"time_ms\":\"1\"}",
            "{\"kind\":\"offline\",\"time_ms\":1.5}",
            "{\"kind\":\"offline\",\"connections\":2147483648}",
            "{\"kind\":\"offline\",\"connections\":-2147483649}",
            "{\"kind\":\"offline\",\"from\":5}",
            "{\"kind\":\"offline\",\"from_base64\":\"!!\"}",
            "{\"kind\":\"offline\",\"trace\":[]}",
            "{\"kind\":\"offline\",\"trace\":{\"deliveries\":{}}}",
            "{\"kind\":\"offline\",\"trace\":{\"deliveries\":[1]}}",
            "{\"kind\":\"offline\",\"trace\":{},\"content_text\":1}",
            "{\"kind\":\"offline\"} {\"kind\":\"offline\"}",
        };
        for (const QByteArray &line : lines)
            QTest::newRow(line.constData()) << line;
    }
    void wrongMembersAreRefused()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!RecordingParser().parseRow(line).ok());
    }

    void membersOfLaterVersionsAreIgnored()
    {
        const auto row = RecordingParser().parseRow(" {\"new\":[1],\"kind\":\"offline\"}\r");
        QVERIFY(row.ok());
        QCOMPARE(row->event.kind, TrafficKind::Offline);
    }

    void firstLineSaysWhatItIs()
    {
        NdjsonWriter writer;
        const QByteArray text = written(writer, {});
        RecordingParser parser;
        QCOMPARE(parser.parseHeader(text.trimmed()).value(), recordingVersion);
        QCOMPARE(parser.parseHeader("{\"kind\":\"offline\"}").error().code, ErrorCode::BadRequest);
        QCOMPARE(parser.parseHeader("{\"pushpoint_recording\":2}").error().code,
                 ErrorCode::BadNumber);
        QCOMPARE(parser.parseHeader("\x89PNG").error().code, ErrorCode::BadRequest);
    }

    void csvQuotesByRfc4180()
    {
        QCOMPARE(csvCell("plain text"), "plain text");
        QCOMPARE(csvCell("a,b"), "\"a,b\"");
        QCOMPARE(csvCell("say \"hi\""), "\"say \"\"hi\"\"\"");
        QCOMPARE(csvCell("a\r\nb"), "\"a\r\nb\"");
        QCOMPARE(csvCell(""), "");
    }

    void csvCellsNeverAreFormulas_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1",
                                 "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")"})
            QTest::newRow(text) << QByteArray(text);
    }
    void csvCellsNeverAreFormulas()
    {
        QFETCH(QByteArray, text);
        const QByteArray cell = csvCell(text);
        QVERIFY(cell.startsWith('\'') || cell.startsWith("\"'"));
    }

    void csvHasOneLineForEachRowAndAllItsColumns()
    {
        TrafficRow gap;
        gap.lost = 1204;
        CsvWriter writer;
        const QByteArray text = written(writer, {publishRow(), gap});
        const QByteArrayList lines = text.split('\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0],
                 "time,kind,from,to,connection,connections,size_bytes,latency_ns,close_code,note,"
                 "content,content_whole,lost\r");
        QCOMPARE(lines[1],
                 "1970-01-01T00:00:01.500Z,delivered,Bob,李雷,,2,12,4000000,,,"
                 "\"[1.0,\"\"a\\\"\"b\"\"]\",yes,\r");
        QCOMPARE(lines[2], ",gap,,,,,,,,,,,1204\r");
    }

    void harHasAPostForEachPublish()
    {
        const QJsonArray entries = harEntries({publishRow()});
        const QJsonObject post = entries[0].toObject();
        QCOMPARE(post[u"startedDateTime"_s].toString(), u"1970-01-01T00:00:01.496Z"_s);
        QCOMPARE(post[u"time"_s].toDouble(), 4.0);
        QCOMPARE(post[u"timings"_s][u"send"_s].toDouble(), 2.0);
        QCOMPARE(post[u"timings"_s][u"wait"_s].toDouble(), 2.0);
        QCOMPARE(post[u"request"_s][u"method"_s].toString(), u"POST"_s);
        QCOMPARE(post[u"request"_s][u"url"_s].toString(),
                 u"http://localhost:3000/rest/message?detail=1"_s);
        QCOMPARE(post[u"request"_s][u"queryString"_s][0][u"name"_s].toString(), u"detail"_s);
        QCOMPARE(post[u"request"_s][u"postData"_s][u"text"_s].toString(),
                 u"{\"from\":\"Bob\",\"to\":\"李雷\",\"content\":[1.0,\"a\\\"b\"]}"_s);
        QCOMPARE(post[u"response"_s][u"status"_s].toInt(), 200);
        // Secrets do not leave.
        QCOMPARE(post[u"request"_s][u"headers"_s].toArray().size(), 1);
    }

    void harHasTheReceiversSocketsAndTheirMessages()
    {
        const QJsonArray entries
            = harEntries({connectionRow(TrafficKind::Opened, 7, 1'000), publishRow(), publishRow(),
                          connectionRow(TrafficKind::Closed, 7, 3'000)});
        QCOMPARE(entries.size(), 4); // two posts, connection 7, and 9, which was open before
        const QJsonObject socket = entries[2].toObject();
        QCOMPARE(socket[u"_resourceType"_s].toString(), u"websocket"_s);
        QCOMPARE(socket[u"request"_s][u"url"_s].toString(),
                 u"ws://localhost:3000/ws/%E6%9D%8E%E9%9B%B7"_s);
        QCOMPARE(socket[u"time"_s].toDouble(), 2000.0);
        QCOMPARE(socket[u"response"_s][u"status"_s].toInt(), 101);
        const QJsonArray messages = socket[u"_webSocketMessages"_s].toArray();
        QCOMPARE(messages.size(), 2);
        QCOMPARE(messages[0][u"type"_s].toString(), u"receive"_s);
        QCOMPARE(messages[0][u"opcode"_s].toInt(), 1);
        QCOMPARE(messages[0][u"time"_s].toDouble(), 1.499);
        QCOMPARE(messages[0][u"data"_s].toString(),
                 u"{\"from\":\"Bob\",\"content\":[1.0,\"a\\\"b\"]}"_s);
        QCOMPARE(entries[3][u"_webSocketMessages"_s].toArray().size(), 2);
    }

    void harSaysHowARefusalWasAnswered()
    {
        TrafficRow row;
        row.event.kind = TrafficKind::Refused;
        row.event.note = "body_too_large";
        QCOMPARE(harEntries({row})[0][u"response"_s][u"status"_s].toInt(), 413);
    }

    void harIsJsonWhateverIsInTheRows()
    {
        QRandomGenerator random(7);
        std::vector<TrafficRow> rows;
        for (int i = 0; i < 2'000; ++i)
            rows.push_back(randomRow(random));
        QVERIFY(harEntries(rows).size() > 1'000);
    }
};

QTEST_GUILESS_MAIN(TestRecordFormats)
#include "tst_record_formats.moc"
