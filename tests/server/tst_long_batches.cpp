#include "tests/json_elements.h"
#include "tests/server/kit.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

const int itemsMax = Limits().batchItemsMax;

QByteArray batch(const QByteArray &body, const QByteArray &query = {})
{
    return request("POST", "/rest/messages" + query, "Content-Type: application/json\r\n", body);
}

QByteArray messages(const QByteArray &to, int count)
{
    QByteArrayList all;
    for (int i = 0; i < count; ++i)
        all.append("{\"to\":\"" + to + "\",\"content\":" + QByteArray::number(i) + '}');
    return '[' + all.join(',') + ']';
}

qsizetype resultsIn(const Reply &reply)
{
    const auto results = jsonElements(reply.body);
    return results ? qsizetype(results->size()) : -1;
}

/// As messages() arrive.
QStringList pushes(int count)
{
    QStringList all;
    for (int i = 0; i < count; ++i)
        all.append(QStringLiteral("{\"content\":%1}").arg(i));
    return all;
}

} // namespace

/// Batches that take more than a turn of the event loop, over real sockets.
class TestLongBatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAsManyMessagesAsItsLimit();
    void takesAsManyLinesAsItsLimit();
    void halfAMillionItemsDeliverNothingAndHurtNobody();
    void whatIsNoMessageHurtsNobody();
    void requestBehindABatchIsAnsweredBehindIt();
    void batchGoesOnWhenTheClientHangsUp();
    void slowReaderGetsTheWholeAnswer();
    void olderClientGetsTheWholeAnswer();
};

void TestLongBatches::takesAsManyMessagesAsItsLimit()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    RawClient client(server.port());
    const Reply over = client.ask(batch(messages("Alice", itemsMax + 1)));
    QCOMPARE(over.status, 413);
    QCOMPARE(over.word(), "body_too_large");
    const Reply reply = client.ask(batch(messages("Alice", itemsMax)));
    QCOMPARE(reply.status, 200);
    QCOMPARE(resultsIn(reply), itemsMax);
    QCOMPARE(reply.body.count("{\"succeed\":true}"), itemsMax);
    QVERIFY(alice.hasTextsInTime(itemsMax));
    QCOMPARE(alice.texts, pushes(itemsMax)); // nothing of the one too many
}

void TestLongBatches::takesAsManyLinesAsItsLimit()
{
    ServerOptions options = quickOptions();
    options.limits.batchItemsMax = 2;
    LiveServer server(options);
    RawClient client(server.port());
    const auto ask = [&client](const QByteArray &body) {
        return client.ask(
            request("POST", "/rest/messages", "Content-Type: application/x-ndjson\r\n", body));
    };
    QCOMPARE(ask("1\n\n2\n").body.count('\n'), 2);
    QCOMPARE(ask("1\n2\n3").status, 413);
}

void TestLongBatches::halfAMillionItemsDeliverNothingAndHurtNobody()
{
    LiveServer server;
    HealthyPair pair(server.port());
    QVERIFY(pair.isOpenInTime());
    QByteArray body("[{\"to\":\"Bob\",\"content\":0}");
    body += QByteArray(",1").repeated((Limits().batchBytesMax - body.size() - 1) / 2) + ']';
    RawClient client(server.port());
    QCOMPARE(client.ask(batch(body)).status, 413);
    QCOMPARE(pair.complaint(), QByteArray());
    QVERIFY(client.staysOpen());
}

void TestLongBatches::whatIsNoMessageHurtsNobody()
{
    LiveServer server;
    HealthyPair pair(server.port());
    QVERIFY(pair.isOpenInTime());
    RawClient client(server.port());
    client.send(batch('[' + QByteArrayList(itemsMax, "1").join(',') + ']'));
    QCOMPARE(pair.complaint(), QByteArray());
    const Reply reply = client.reply();
    QCOMPARE(reply.status, 200);
    QCOMPARE(resultsIn(reply), itemsMax);
    QCOMPARE(pair.complaint(), QByteArray());
}

void TestLongBatches::requestBehindABatchIsAnsweredBehindIt()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    RawClient client(server.port());
    client.send(batch(messages("Alice", itemsMax)) + post("{\"to\":\"Alice\",\"content\":\"last\"}")
                + get("/healthz"));
    QCOMPARE(resultsIn(client.reply()), itemsMax);
    QCOMPARE(client.reply().body, "{\"succeed\":true}");
    QCOMPARE(client.reply().body, "{\"status\":\"ok\"}");
    QVERIFY(alice.hasTextsInTime(itemsMax + 1));
    QCOMPARE(alice.texts, pushes(itemsMax) << QStringLiteral("{\"content\":\"last\"}"));
}

void TestLongBatches::batchGoesOnWhenTheClientHangsUp()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    RawClient client(server.port());
    client.send(batch(messages("Alice", itemsMax), "?detail=1"));
    QVERIFY(alice.hasTextsInTime(1)); // all of it was taken in
    client.socket().abort();
    QVERIFY(alice.hasTextsInTime(itemsMax));
    QCOMPARE(alice.texts, pushes(itemsMax));
}

void TestLongBatches::slowReaderGetsTheWholeAnswer()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    RawClient client(server.port());
    client.socket().setReadBufferSize(1'000);
    client.send(batch(messages("Alice", itemsMax), "?detail=1"));
    QVERIFY(alice.hasTextsInTime(1'000));
    const Reply reply = client.reply();
    QCOMPARE(reply.status, 200);
    QCOMPARE(resultsIn(reply), itemsMax);
    QVERIFY(alice.hasTextsInTime(itemsMax));
    QVERIFY(client.staysOpen());
}

void TestLongBatches::olderClientGetsTheWholeAnswer()
{
    LiveServer server;
    RawClient client(server.port());
    const QByteArray body = messages("Nobody", itemsMax);
    client.send("POST /rest/messages HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Type: "
                "application/json\r\nContent-Length: "
                + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    const QByteArray head = client.readUntil("\r\n\r\n");
    QVERIFY(head.startsWith("HTTP/1.1 200 "));
    QVERIFY(!head.contains("chunked"));
    const QByteArray answer = client.readUntil("]");
    QCOMPARE(jsonElements(answer)->size(), size_t(itemsMax));
    QVERIFY(client.isClosedInTime());
}

QTEST_GUILESS_MAIN(TestLongBatches)
#include "tst_long_batches.moc"
