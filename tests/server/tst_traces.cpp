#include "tests/server/frame_client.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using std::chrono::milliseconds;

/// What the running server tells about a message to whoever looks closely.
class TestTraces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void postIsTracedFromItsFirstByteToTheKernel();
    void slowBodyIsSeenAsSuch();
    void itemsOfABatchShareTheRequest();
    void socketPublishIsTracedWithoutARequest();
    void copyForOneWhoDoesNotReadIsNotWritten();
    void pongsTellTheRoundTrip();
    void pipelinedRequestsHaveTheirOwnHeads();
};

namespace {

/// Collects what the server tells from now on.
class Looker
{
public:
    explicit Looker(LiveServer &server) : m_feed(server.server().feed())
    {
        m_feed.setWatched(true);
    }
    /// The first event of the kind, when it comes; else one without a name.
    TrafficEvent next(TrafficKind kind)
    {
        TrafficEvent found;
        waitUntil([&] {
            for (TrafficEvent &event : m_feed.take().events.all())
                m_events.push_back(std::move(event));
            const auto event = std::ranges::find(m_events, kind, &TrafficEvent::kind);
            if (event == m_events.end())
                return false;
            found = *event;
            m_events.erase(event);
            return true;
        });
        return found;
    }

private:
    TrafficFeed &m_feed;
    std::vector<TrafficEvent> m_events;
};

void checkTimes(const MessageTrace &trace, bool answered)
{
    std::vector<qint64> times{1, trace.acceptedNs, trace.receivedNs, trace.parsedNs,
                              trace.routedNs};
    if (answered)
        times.push_back(trace.answeredNs);
    QVERIFY(std::ranges::is_sorted(times));
    for (const DeliveryTrace &delivery : trace.deliveries) {
        QVERIFY(delivery.queuedNs >= trace.routedNs);
        QVERIFY(delivery.writtenNs >= delivery.queuedNs);
        QVERIFY(delivery.connectionId > 0);
    }
}

} // namespace

void TestTraces::postIsTracedFromItsFirstByteToTheKernel()
{
    LiveServer server;
    SocketClient first(server.port(), "Bob");
    SocketClient second(server.port(), "Bob");
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 2; }));
    Looker looker(server);
    RawClient client(server.port());
    const QByteArray content = '"' + QByteArray(5'000, 'x') + '"';
    const QByteArray bytes
        = post("{\"from\":\"Alice\",\"to\":\"Bob\",\"content\":" + content + '}');
    QCOMPARE(client.ask(bytes).status, 200);
    const TrafficEvent event = looker.next(TrafficKind::Delivered);
    QVERIFY(event.trace != nullptr);
    QCOMPARE(event.trace->requestHead, bytes.first(bytes.indexOf("\r\n\r\n") + 4));
    QCOMPARE(event.trace->contentJson, content);
    QCOMPARE(event.trace->deliveries.size(), size_t(2));
    QVERIFY(event.trace->deliveries[0].connectionId != event.trace->deliveries[1].connectionId);
    checkTimes(*event.trace, true);
    QVERIFY(event.latencyNs > 0);
}

void TestTraces::slowBodyIsSeenAsSuch()
{
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    Looker looker(server);
    const quint64 sweepsBefore = server.totals().eventLoopLags.total();
    RawClient client(server.port());
    const QByteArray bytes = post("{\"to\":\"Bob\",\"content\":1}");
    client.send(bytes.chopped(5));
    // A while, told by the server's own clock.
    QVERIFY(waitUntil([&] { return server.totals().eventLoopLags.total() > sweepsBefore + 2; }));
    client.send(bytes.last(5));
    QCOMPARE(client.reply().status, 200);
    const TrafficEvent event = looker.next(TrafficKind::Delivered);
    QVERIFY(event.trace != nullptr);
    checkTimes(*event.trace, true);
    const qint64 uploadNs = event.trace->receivedNs - event.trace->acceptedNs;
    QVERIFY2(uploadNs > 50'000'000, QByteArray::number(uploadNs));
    QVERIFY(event.latencyNs < uploadNs); // which is the server's, not the sender's
}

void TestTraces::itemsOfABatchShareTheRequest()
{
    LiveServer server;
    Looker looker(server);
    RawClient client(server.port());
    QCOMPARE(client
                 .ask(request("POST", "/rest/messages", "Content-Type: application/json\r\n",
                              "[{\"to\":\"Bob\",\"content\":1},{\"to\":\"Bob\",\"content\":2}]"))
                 .status,
             200);
    for (const char *content : {"1", "2"}) {
        const TrafficEvent event = looker.next(TrafficKind::Offline);
        QVERIFY(event.trace != nullptr);
        QCOMPARE(event.trace->contentJson, QByteArray(content));
        QVERIFY(event.trace->requestHead.startsWith("POST /rest/messages "));
        checkTimes(*event.trace, true);
    }
}

void TestTraces::socketPublishIsTracedWithoutARequest()
{
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    Looker looker(server);
    bob.socket().sendTextMessage(QStringLiteral("{\"to\":\"Bob\",\"content\":[1]}"));
    const TrafficEvent event = looker.next(TrafficKind::Delivered);
    QVERIFY(event.trace != nullptr);
    QCOMPARE(event.trace->contentJson, "[1]");
    QVERIFY(event.trace->requestHead.isEmpty());
    QCOMPARE(event.trace->answeredNs, qint64(0));
    QCOMPARE(event.trace->deliveries.size(), size_t(1));
    checkTimes(*event.trace, false);
}

void TestTraces::copyForOneWhoDoesNotReadIsNotWritten()
{
    LiveServer server;
    FrameClient deaf(server.port(), "Bob");
    deaf.raw().socket().setReadBufferSize(1);
    Looker looker(server);
    RawClient sender(server.port());
    const QByteArray bytes
        = post("{\"to\":\"Bob\",\"content\":\"" + QByteArray(90'000, 'x') + "\"}");
    bool stuck = false;
    for (int i = 0; i < 200 && !stuck; ++i) {
        QCOMPARE(sender.ask(bytes).body, "{\"succeed\":true}");
        const TrafficEvent event = looker.next(TrafficKind::Delivered);
        QVERIFY(event.trace != nullptr);
        stuck = event.trace->deliveries.at(0).writtenNs == 0;
    }
    QVERIFY(stuck);
}

void TestTraces::pongsTellTheRoundTrip()
{
    ServerOptions options = quickOptions();
    options.limits.pingInterval = milliseconds(50);
    LiveServer server(options);
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    Looker looker(server);
    const TrafficEvent event = looker.next(TrafficKind::Pong);
    QCOMPARE(event.to, "Bob");
    QVERIFY(event.connectionId > 0);
    QVERIFY(event.latencyNs > 0);
}

void TestTraces::pipelinedRequestsHaveTheirOwnHeads()
{
    LiveServer server;
    Looker looker(server);
    RawClient client(server.port());
    QByteArray both;
    for (const char *agent : {"one", "two"})
        both += request("POST", "/rest/message",
                        QByteArray("Content-Type: application/json\r\nUser-Agent: ") + agent
                            + "\r\n",
                        "{\"to\":\"Bob\",\"content\":1}");
    client.send(both);
    QCOMPARE(client.reply().status, 200);
    QCOMPARE(client.reply().status, 200);
    for (const char *agent : {"one", "two"}) {
        const TrafficEvent event = looker.next(TrafficKind::Offline);
        QVERIFY(event.trace != nullptr);
        QVERIFY(event.trace->requestHead.contains(agent));
        QVERIFY(event.trace->requestHead.endsWith("\r\n\r\n"));
        checkTimes(*event.trace, true);
    }
}

QTEST_GUILESS_MAIN(TestTraces)
#include "tst_traces.moc"
