#include "tests/node/publish.h"

#include <QCoreApplication>
#include <QTest>

using namespace pushpoint;
using std::chrono::steady_clock;

namespace {

UserName named(QByteArrayView utf8)
{
    return UserName::parse(utf8).value();
}

/// Takes every frame, and says what it is told to about when the kernel had it.
class TimedSession : public Session
{
public:
    TimedSession(quint64 id, QByteArrayView name) : Session(id, named(name)) { }
    Taken send(const Frame &) override { return answer; }
    void close(CloseCode, const QByteArray &) override { }
    steady_clock::time_point wroteAllAt() const override { return wroteAt; }

    Taken answer = Taken::Yes;
    steady_clock::time_point wroteAt{};
};

struct Fixture
{
    Fixture() { feed.setWatched(true); }

    const Limits limits;
    Registry registry;
    TrafficFeed feed;
    Node node{registry, feed, "node-1", limits};

    std::vector<TrafficEvent> told()
    {
        QCoreApplication::sendPostedEvents();
        return feed.take().events.all();
    }
};

const Message toBob{named("Alice"), named("Bob"), "\"a content that is long enough\"", {}};

} // namespace

/// Traces of messages, and that they are told when they are whole.
class TestTrafficLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishIsToldAtTheTurnsEndAndNotBefore();
    void whatHappensAfterItIsToldAfterIt();
    void withoutAPublishNothingWaits();
    void timesFollowEachOther();
    void copyThatTheKernelDidNotTakeHasNoTime();
    void writeBeforeItIsNotItsWrite();
    void receiverWhoDidNotTakeItHasNoEntry();
    void receiverWhoLeftMeanwhileHasNoTime();
    void onlyTheFirstReceiversAreTraced();
    void contentIsSharedAndHeadIsKept();
    void answerIsTimedForRequestsOnly();
    void offlineHasATraceToo();
    void nothingIsTracedUnwatched();
    void pongIsTold();
};

void TestTrafficLog::publishIsToldAtTheTurnsEndAndNotBefore()
{
    Fixture f;
    TimedSession bob(1, "Bob");
    f.registry.add(&bob);
    QCOMPARE(f.feed.take().events.size(), size_t(1)); // opened
    publish(f.node, toBob);
    QVERIFY(f.feed.take().events.isEmpty());
    bob.wroteAt = steady_clock::now();
    const auto events = f.told();
    QCOMPARE(events.size(), size_t(1));
    QVERIFY(events[0].trace != nullptr);
    QVERIFY(events[0].trace->deliveries.at(0).writtenNs > 0);
}

void TestTrafficLog::whatHappensAfterItIsToldAfterIt()
{
    Fixture f;
    TimedSession bob(1, "Bob");
    f.registry.add(&bob);
    publish(f.node, toBob);
    f.node.log().noteRefusal({ErrorCode::BadJson, {}});
    publish(f.node, toBob);
    f.registry.remove(&bob, 1001, {});
    const auto events = f.told();
    QCOMPARE(events.size(), size_t(5));
    const QList<TrafficKind> kinds{TrafficKind::Opened, TrafficKind::Delivered,
                                   TrafficKind::Refused, TrafficKind::Delivered,
                                   TrafficKind::Closed};
    for (size_t i = 0; i < events.size(); ++i) {
        QCOMPARE(events[i].kind, kinds[qsizetype(i)]);
        QCOMPARE(events[i].trace != nullptr, kinds[qsizetype(i)] == TrafficKind::Delivered);
        QVERIFY(i == 0 || events[i - 1].steadyNs <= events[i].steadyNs);
    }
}

void TestTrafficLog::withoutAPublishNothingWaits()
{
    Fixture f;
    f.node.log().noteRefusal({ErrorCode::BadJson, {}});
    QCOMPARE(f.feed.take().events.size(), size_t(1));
    publish(f.node, toBob);
    QCOMPARE(f.told().size(), size_t(1));
    f.node.log().noteRefusal({ErrorCode::BadJson, {}}); // and again, in the next turn
    QCOMPARE(f.feed.take().events.size(), size_t(1));
}

void TestTrafficLog::timesFollowEachOther()
{
    Fixture f;
    TimedSession bob(1, "Bob");
    f.registry.add(&bob);
    const qint64 acceptedNs = f.node.log().nowNs();
    const qint64 receivedNs = f.node.log().nowNs();
    publish(f.node, toBob, {acceptedNs, receivedNs, "POST / HTTP/1.1\r\n\r\n"});
    f.node.log().noteAnswersWritten();
    bob.wroteAt = steady_clock::now();
    const auto events = f.told();
    const MessageTrace &trace = *events.back().trace;
    const DeliveryTrace &delivery = trace.deliveries.at(0);
    QCOMPARE(delivery.connectionId, quint64(1));
    const std::vector<qint64> times{1,
                                    trace.acceptedNs,
                                    trace.receivedNs,
                                    trace.parsedNs,
                                    trace.routedNs,
                                    delivery.queuedNs,
                                    trace.answeredNs,
                                    delivery.writtenNs,
                                    f.node.log().nowNs()};
    QVERIFY(std::ranges::is_sorted(times));
    QCOMPARE(trace.acceptedNs, acceptedNs);
    QVERIFY(events.back().latencyNs <= trace.answeredNs - trace.receivedNs);
    QVERIFY(events.back().latencyNs >= delivery.queuedNs - trace.receivedNs);
}

void TestTrafficLog::copyThatTheKernelDidNotTakeHasNoTime()
{
    Fixture f;
    TimedSession bob(1, "Bob"), slow(2, "Bob");
    f.registry.add(&bob);
    f.registry.add(&slow);
    publish(f.node, toBob);
    bob.wroteAt = steady_clock::now();
    const auto trace = f.told().back().trace;
    QCOMPARE(trace->deliveries.size(), size_t(2));
    QVERIFY(trace->deliveries[0].writtenNs > 0);
    QCOMPARE(trace->deliveries[1].writtenNs, qint64(0));
    QVERIFY(trace->deliveries[1].queuedNs > 0);
}

void TestTrafficLog::writeBeforeItIsNotItsWrite()
{
    Fixture f;
    TimedSession bob(1, "Bob");
    f.registry.add(&bob);
    bob.wroteAt = steady_clock::now(); // of an earlier message
    publish(f.node, toBob);
    QCOMPARE(f.told().back().trace->deliveries.at(0).writtenNs, qint64(0));
}

void TestTrafficLog::receiverWhoDidNotTakeItHasNoEntry()
{
    Fixture f;
    TimedSession closing(1, "Bob"), bob(2, "Bob");
    closing.answer = Session::Taken::Closing;
    f.registry.add(&closing);
    f.registry.add(&bob);
    publish(f.node, toBob);
    const auto event = f.told().back();
    QCOMPARE(event.connections, 1);
    QCOMPARE(event.trace->deliveries.size(), size_t(1));
    QCOMPARE(event.trace->deliveries[0].connectionId, quint64(2));
}

void TestTrafficLog::receiverWhoLeftMeanwhileHasNoTime()
{
    Fixture f;
    TimedSession bob(1, "Bob");
    f.registry.add(&bob);
    publish(f.node, toBob);
    bob.wroteAt = steady_clock::now();
    f.registry.remove(&bob, 1006, {});
    const auto events = f.told();
    QCOMPARE(events.at(1).trace->deliveries.at(0).writtenNs, qint64(0));
}

void TestTrafficLog::onlyTheFirstReceiversAreTraced()
{
    Fixture f;
    std::vector<std::unique_ptr<TimedSession>> sessions;
    const int count = MessageTrace::traceDeliveriesMax + 1;
    for (int i = 1; i <= count; ++i) {
        sessions.push_back(std::make_unique<TimedSession>(quint64(i), "Bob"));
        f.registry.add(sessions.back().get());
    }
    publish(f.node, toBob);
    const auto event = f.told().back();
    QCOMPARE(event.connections, count);
    QCOMPARE(event.trace->deliveries.size(), size_t(MessageTrace::traceDeliveriesMax));
}

void TestTrafficLog::contentIsSharedAndHeadIsKept()
{
    Fixture f;
    QByteArray head("POST /rest/message HTTP/1.1\r\nHost: x\r\n\r\n");
    publish(f.node, toBob, {1, 2, head});
    head.fill('?'); // the buffer is used again
    const auto trace = f.told().back().trace;
    QCOMPARE(trace->requestHead, "POST /rest/message HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(static_cast<const void *>(trace->contentJson.constData()),
             static_cast<const void *>(toBob.contentJson.constData()));
}

void TestTrafficLog::answerIsTimedForRequestsOnly()
{
    Fixture f;
    publish(f.node, toBob); // by WebSocket
    publish(f.node, toBob, {1, 2, "head"});
    publish(f.node, toBob, {1, 2, "head"});
    f.node.log().noteAnswersWritten();
    const qint64 between = f.node.log().nowNs();
    publish(f.node, toBob, {1, 2, "head"});
    publish(f.node, toBob, {1, 2, "head"});
    f.node.log().noteAnswersWritten();
    const auto events = f.told();
    QCOMPARE(events.size(), size_t(5));
    QCOMPARE(events[0].trace->answeredNs, qint64(0));
    for (const size_t early : {1, 2})
        QVERIFY(events[early].trace->answeredNs > 0 && events[early].trace->answeredNs <= between);
    for (const size_t late : {3, 4})
        QVERIFY(events[late].trace->answeredNs >= between);
}

void TestTrafficLog::offlineHasATraceToo()
{
    Fixture f;
    publish(f.node, toBob);
    const auto event = f.told().back();
    QCOMPARE(event.kind, TrafficKind::Offline);
    QVERIFY(event.trace->routedNs >= event.trace->parsedNs && event.trace->parsedNs > 0);
    QVERIFY(event.trace->deliveries.empty());
}

void TestTrafficLog::nothingIsTracedUnwatched()
{
    Fixture f;
    f.feed.setWatched(false);
    publish(f.node, toBob);
    f.feed.setWatched(true);
    QVERIFY(f.told().empty());
}

void TestTrafficLog::pongIsTold()
{
    Fixture f;
    TimedSession bob(7, "Bob");
    f.node.log().notePong(bob, 1'234'567);
    const auto events = f.told();
    QCOMPARE(events.size(), size_t(1));
    QCOMPARE(events[0].kind, TrafficKind::Pong);
    QCOMPARE(events[0].connectionId, quint64(7));
    QCOMPARE(events[0].to, "Bob");
    QCOMPARE(events[0].latencyNs, qint64(1'234'567));
}

QTEST_GUILESS_MAIN(TestTrafficLog)
#include "tst_traffic_log.moc"
