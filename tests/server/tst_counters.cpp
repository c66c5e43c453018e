#include "tests/server/frame_client.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

quint64 refusals(LiveServer &server, ErrorCode cause)
{
    return server.totals().refusedBy[size_t(cause)];
}

quint64 closes(LiveServer &server, CloseCode code)
{
    const auto found = std::ranges::find(closeCodes, code);
    return server.totals().closedByServer[size_t(found - closeCodes.begin())];
}

} // namespace

class TestCounters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusalsAreCountedByCause_data();
    void refusalsAreCountedByCause();
    void eachItemOfABatchIsCountedForItself();
    void socketMessagesAreCountedByCause();
    void goodbyesOfTheServerAreCountedByCode();
    void goodbyesOfClientsAreCountedApart();
    void publishesHaveADurationEach();
    void theLoopsLagIsMeasured();
    void plainConnectionsAreCounted();
    void theOneTurnedAwayIsCounted();
};

void TestCounters::refusalsAreCountedByCause_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("cause");
    QTest::newRow("malformed") << QByteArray("bad\r\n\r\n") << QByteArray("bad_request");
    QTest::newRow("json") << post("{") << QByteArray("bad_json");
    QTest::newRow("no to") << post("{\"content\":1}") << QByteArray("to_missing");
    QTest::newRow("no content") << post("{\"to\":\"Bob\"}") << QByteArray("content_missing");
    QTest::newRow("path") << get("/nothing/here") << QByteArray("not_found");
    QTest::newRow("method") << request("DELETE", "/rest/message")
                            << QByteArray("method_not_allowed");
    QTest::newRow("host") << QByteArray("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")
                          << QByteArray("wrong_host");
    QTest::newRow("origin") << request("POST", "/rest/message",
                                       "Origin: https://example.org\r\n"
                                       "Content-Type: application/json\r\n",
                                       "{}")
                            << QByteArray("foreign_origin");
    QTest::newRow("batch") << request("POST", "/rest/messages",
                                      "Content-Type: application/json\r\n", "{}")
                           << QByteArray("bad_json");
    QTest::newRow("paging") << get("/rest/connections?limit=x") << QByteArray("bad_request");
}

void TestCounters::refusalsAreCountedByCause()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, cause);
    LiveServer server;
    RawClient client(server.port());
    QCOMPARE(client.ask(bytes).word(), cause);
    const TrafficTotals totals = server.totals();
    QCOMPARE(totals.refused, quint64(1));
    const auto causes = totals.refusalsByCause();
    QCOMPARE(causes.size(), size_t(1));
    QCOMPARE(causes.front().cause, cause);
    QCOMPARE(causes.front().count, quint64(1));
}

void TestCounters::eachItemOfABatchIsCountedForItself()
{
    LiveServer server;
    RawClient client(server.port());
    const Reply reply = client.ask(
        request("POST", "/rest/messages", "Content-Type: application/json\r\n",
                "[{\"to\":\"Bob\",\"content\":1},{\"to\":\"Bob\"},{\"content\":1},{\"to\":1}]"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(refusals(server, ErrorCode::ContentMissing) + refusals(server, ErrorCode::ToMissing)
                 + refusals(server, ErrorCode::BadName),
             quint64(3));
    QCOMPARE(server.totals().refused, quint64(3));
    QCOMPARE(server.totals().publishes, quint64(1));
}

void TestCounters::socketMessagesAreCountedByCause()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    alice.socket().sendTextMessage(QStringLiteral("{\"to\":\"Bob\"}"));
    QVERIFY(waitUntil([&] { return refusals(server, ErrorCode::ContentMissing) == 1; }));
}

void TestCounters::goodbyesOfTheServerAreCountedByCode()
{
    ServerOptions options = quickOptions();
    options.limits.connectionsPerNameMax = 1;
    LiveServer server(options);
    SocketClient first(server.port(), "Bob");
    QVERIFY(first.isOpenInTime());
    SocketClient second(server.port(), "Bob");
    QVERIFY(second.isClosedInTime());
    QVERIFY(waitUntil([&] { return closes(server, CloseCode::TooManyOfThisName) == 1; }));
    first.socket().sendBinaryMessage("x");
    QVERIFY(first.isClosedInTime());
    QVERIFY(waitUntil([&] { return closes(server, CloseCode::BinaryRefused) == 1; }));
    QCOMPARE(server.totals().closedByNetwork, quint64(0));
    QCOMPARE(server.totals().connectionsOpened, quint64(1));
}

void TestCounters::goodbyesOfClientsAreCountedApart()
{
    LiveServer server;
    SocketClient polite(server.port(), "Bob");
    SocketClient leaving(server.port(), "Bob");
    SocketClient rude(server.port(), "Bob");
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 3; }));
    polite.socket().close();
    leaving.socket().close(QWebSocketProtocol::CloseCodeGoingAway);
    rude.socket().abort();
    QVERIFY(waitUntil([&] { return server.totals().closedByNetwork == 1; }));
    const auto byClient
        = [&](ClientClose how) { return server.totals().closedByClient[size_t(how)]; };
    QVERIFY(waitUntil([&] { return byClient(ClientClose::Normal) == 1; }));
    QVERIFY(waitUntil([&] { return byClient(ClientClose::GoingAway) == 1; }));
    QCOMPARE(byClient(ClientClose::Other), quint64(0));
}

void TestCounters::publishesHaveADurationEach()
{
    LiveServer server;
    SocketClient alice(server.port(), "Alice");
    QVERIFY(alice.isOpenInTime());
    RawClient client(server.port());
    QCOMPARE(client.ask(post("{\"to\":\"Alice\",\"content\":1}")).status, 200);
    QCOMPARE(client
                 .ask(request("POST", "/rest/messages", "Content-Type: application/json\r\n",
                              "[{\"to\":\"Bob\",\"content\":1},{\"to\":\"Bob\",\"content\":2}]"))
                 .status,
             200);
    alice.socket().sendTextMessage(QStringLiteral("{\"to\":\"Alice\",\"content\":2}"));
    QVERIFY(alice.hasTextsInTime(2));
    const TrafficTotals totals = server.totals();
    QCOMPARE(totals.publishes, quint64(4));
    QCOMPARE(totals.publishDurations.total(), quint64(4));
    QVERIFY(totals.publishDurations.sumNs > 0);
}

void TestCounters::theLoopsLagIsMeasured()
{
    LiveServer server;
    QVERIFY(waitUntil([&] { return server.totals().eventLoopLags.total() >= 3; }));
}

void TestCounters::plainConnectionsAreCounted()
{
    LiveServer server;
    RawClient first(server.port());
    RawClient second(server.port());
    QVERIFY(waitUntil([&] { return server.totals().httpConnectionsOpen == 2; }));
}

void TestCounters::theOneTurnedAwayIsCounted()
{
    ServerOptions options = quickOptions();
    options.limits.connectionsMax = 1;
    LiveServer server(options);
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient client(server.port());
    QCOMPARE(client.reply().status, 503);
    QCOMPARE(refusals(server, ErrorCode::TooManyConnections), quint64(1));
}

QTEST_GUILESS_MAIN(TestCounters)
#include "tst_counters.moc"
