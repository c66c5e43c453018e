#include "tests/server/kit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

constexpr char json[] = "Content-Type: application/json\r\n";
constexpr char lines[] = "Content-Type: application/x-ndjson\r\n";

QByteArray batch(const QByteArray &type, const QByteArray &body, const QByteArray &query = {})
{
    return request("POST", "/rest/messages" + query, type, body);
}

} // namespace

/// POST /rest/messages over real sockets.
class TestBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersOneResultAMessageInTheirOrder();
    void takesOneObjectALine();
    void aBadMessageDoesNotSpoilTheRest();
    void aBrokenArrayPublishesNothing_data();
    void aBrokenArrayPublishesNothing();
    void tellsDetailsOfEach();
    void emptyBatchesAreAnswered();
    void takesABodyUpToItsOwnLimit();
    void oneMessageHasTheLimitOfABody();
    void refusesOtherTypesAndMethods();
};

void TestBatch::answersOneResultAMessageInTheirOrder()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    RawClient client(server.port());
    const Reply reply = client.ask(batch(json,
                                         "[{\"from\":\"Bob\",\"to\":\"Alice\",\"content\":1},"
                                         "{\"to\":\"Nobody\",\"content\":2},"
                                         "{\"to\":\"Alice\",\"content\":\"3\"}]"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body,
             QByteArray("[{\"succeed\":true},"
                        "{\"succeed\":false,\"msg\":\"对方不在线\"},"
                        "{\"succeed\":true}]"));
    QVERIFY(alice.hasTextsInTime(2));
    QCOMPARE(alice.texts,
             (QStringList{QStringLiteral("{\"from\":\"Bob\",\"content\":1}"),
                          QStringLiteral("{\"content\":\"3\"}")}));
}

void TestBatch::takesOneObjectALine()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    RawClient client(server.port());
    const Reply reply = client.ask(batch(lines,
                                         "{\"to\":\"Alice\",\"content\":1}\r\n\n"
                                         "{\"to\":\"Alice\",\n"
                                         "{\"to\":\"Alice\",\"content\":2}"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("Content-Type"), QByteArray("application/x-ndjson; charset=utf-8"));
    const QList<QByteArray> results = reply.body.split('\n');
    QCOMPARE(results.size(), 4); // three, and nothing behind the last line's end
    QCOMPARE(results[0], QByteArray("{\"succeed\":true}"));
    QVERIFY(results[1].contains("\"error\":\"bad_json\""));
    QCOMPARE(results[2], QByteArray("{\"succeed\":true}"));
    QVERIFY(alice.hasTextsInTime(2));
}

void TestBatch::aBadMessageDoesNotSpoilTheRest()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    RawClient client(server.port());
    const Reply reply = client.ask(batch(json,
                                         "[{\"content\":1},7,{\"to\":},"
                                         "{\"to\":\"Alice\",\"content\":1e400},"
                                         "{\"to\":\"Alice\",\"content\":\"good\"}]"));
    QCOMPARE(reply.status, 200);
    for (const char *word : {"to_missing", "bad_json", "bad_number"})
        QVERIFY2(reply.body.contains(word), word);
    QCOMPARE(reply.body.count("\"succeed\":true"), 1);
    QVERIFY(alice.hasTextsInTime(1));
    QCOMPARE(alice.texts.size(), 1);
}

void TestBatch::aBrokenArrayPublishesNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray good("{\"to\":\"Alice\",\"content\":1}");
    QTest::newRow("not closed") << '[' + good;
    QTest::newRow("two commas") << '[' + good + ",," + good + ']';
    QTest::newRow("no comma") << '[' + good + ' ' + good + ']';
    QTest::newRow("one more") << '[' + good + "]]";
    QTest::newRow("no array") << good;
    QTest::newRow("nothing") << QByteArray("");
}

void TestBatch::aBrokenArrayPublishesNothing()
{
    QFETCH(QByteArray, body);
    LiveServer server;
    HealthyPair pair(server.port(), "Alice");
    QVERIFY(pair.isOpenInTime());
    RawClient client(server.port());
    const Reply reply = client.ask(batch(json, body));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.word(), QByteArray("bad_json"));
    QCOMPARE(pair.complaint(), QByteArray());
}

void TestBatch::tellsDetailsOfEach()
{
    LiveServer server;
    RawClient client(server.port());
    const Reply reply = client.ask(
        batch(json, "[{\"to\":\"a\",\"content\":1},{\"to\":\"a\",\"content\":1}]", "?detail=1"));
    QCOMPARE(reply.body.count("\"connections\":0"), 2);
    QCOMPARE(reply.body.count("\"id\":"), 2);
}

void TestBatch::emptyBatchesAreAnswered()
{
    LiveServer server;
    RawClient client(server.port());
    QCOMPARE(client.ask(batch(json, "[]")).body, QByteArray("[]"));
    QCOMPARE(client.ask(batch(lines, "\n\n")).body, QByteArray());
}

void TestBatch::takesABodyUpToItsOwnLimit()
{
    const Limits limits;
    LiveServer server;
    const QByteArray message("{\"to\":\"Nobody\",\"content\":1}");
    const qsizetype padding = limits.batchBytesMax - message.size() - 2;
    const QByteArray atTheLimit = '[' + message + QByteArray(padding, ' ') + ']';
    QCOMPARE(RawClient(server.port()).ask(batch(json, atTheLimit)).status, 200);
    const Reply over = RawClient(server.port()).ask(batch(json, ' ' + atTheLimit));
    QCOMPARE(over.status, 413);
    QCOMPARE(over.word(), QByteArray("body_too_large"));
}

// As long as it could be alone; the others are not held liable for it.
void TestBatch::oneMessageHasTheLimitOfABody()
{
    const Limits limits;
    LiveServer server;
    const auto sized = [](qsizetype bytes) {
        const QByteArray rest("{\"to\":\"Nobody\",\"content\":\"\"}");
        return QByteArray(rest).insert(rest.size() - 2, QByteArray(bytes - rest.size(), 'x'));
    };
    const QByteArray array = '[' + sized(limits.bodyBytesMax) + ',' + sized(limits.bodyBytesMax + 1)
        + ',' + sized(50) + ']';
    const QJsonArray results
        = QJsonDocument::fromJson(RawClient(server.port()).ask(batch(json, array)).body).array();
    QCOMPARE(results.size(), 3);
    QCOMPARE(results[0].toObject().value("error"_L1), QJsonValue(QJsonValue::Undefined));
    QCOMPARE(results[1].toObject().value("error"_L1), QJsonValue(u"body_too_large"_s));
    QCOMPARE(results[2].toObject().value("msg"_L1), QJsonValue(u"对方不在线"_s));
}

void TestBatch::refusesOtherTypesAndMethods()
{
    LiveServer server;
    const QByteArray form("Content-Type: application/x-www-form-urlencoded\r\n");
    QCOMPARE(RawClient(server.port()).ask(batch(form, "to=a&content=b")).status, 415);
    const Reply got = RawClient(server.port()).ask(get("/rest/messages"));
    QCOMPARE(got.status, 405);
    QCOMPARE(got.header("Allow"), QByteArray("POST"));
}

QTEST_GUILESS_MAIN(TestBatch)
#include "tst_batch.moc"
