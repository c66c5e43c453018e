#include "tests/node/publish.h"

#include <QCoreApplication>
#include <QTest>

using namespace pushpoint;

namespace {

UserName named(QByteArrayView utf8)
{
    return UserName::parse(utf8).value();
}

class ListSession : public Session
{
public:
    ListSession(quint64 id, QByteArrayView name) : Session(id, named(name)) { }
    Taken send(const Frame &frame) override
    {
        frames.append(frame.wireBytes);
        return answer;
    }
    void close(CloseCode code, const QByteArray &) override { closedWith = int(code); }

    Taken answer = Taken::Yes;
    QList<QByteArray> frames;
    int closedWith = 0;
};

Message message(const char *from, const char *to, const QByteArray &contentJson,
                const QString &senderId = {})
{
    return {from == nullptr ? std::optional<UserName>() : named(from), named(to), contentJson,
            senderId};
}

/// A node with nothing around it but what it is made of.
struct Fixture
{
    explicit Fixture(const Limits &chosen = {}) : limits(chosen) { }

    const Limits limits;
    Registry registry;
    TrafficFeed feed;
    Node node{registry, feed, "node-1", limits};

    /// What the feed was told, once the turn of the event loop is over.
    std::vector<TrafficEvent> told()
    {
        QCoreApplication::sendPostedEvents();
        return feed.take().events.all();
    }
};

} // namespace

class TestNode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allReceiversShareTheSameBytes();
    void pushHasFromAndContentInThatOrder();
    void pushWithoutSenderHasNoFrom();
    void saysOfflineAndMakesNoFrame();
    void outcomeNamesIdAndNode();
    void idsSortInTheOrderOfTheirMaking();
    void repeatGetsTheFirstAnswerAndIsNotDelivered();
    void sameIdOfAnotherSenderIsNoRepeat();
    void sameIdToAnotherReceiverIsNoRepeat();
    void sameIdWithoutSenderIsRememberedToo();
    void sameIdOfTwoWithoutNameLosesNothing();
    void keysOfDifferentMessagesDiffer();
    void offlineAnswerIsNotRemembered();
    void repeatIsForgottenAfterTheWindow();
    void rememberedIdsAreBounded();
    void nothingIsRememberedWhereNoneMayBe();
    void fullQueueIsNotDelivered();
    void countersCountWithoutALooker();
    void repeatCountsOnce();
    void looksOfEventsWhenWatched();
    void previewIsBounded();
    void refusalIsToldWithItsWord();
};

void TestNode::allReceiversShareTheSameBytes()
{
    Fixture f;
    ListSession a(1, "Bob"), b(2, "Bob"), c(3, "Bob");
    for (ListSession *session : {&a, &b, &c})
        f.registry.add(session);
    QCOMPARE(publish(f.node, message("Alice", "Bob", "\"hi\"")).connections, 3);
    QCOMPARE(a.frames.first().constData(), b.frames.first().constData());
    QCOMPARE(b.frames.first().constData(), c.frames.first().constData());
}

void TestNode::pushHasFromAndContentInThatOrder()
{
    Fixture f;
    ListSession bob(1, "Bob");
    f.registry.add(&bob);
    publish(f.node, message("Alice", "Bob", "{\"z\":1,\"a\":2}"));
    QCOMPARE(bob.frames.first(),
             textFrame("{\"from\":\"Alice\",\"content\":{\"z\":1,\"a\":2}}").wireBytes);
}

void TestNode::pushWithoutSenderHasNoFrom()
{
    Fixture f;
    ListSession bob(1, "Bob");
    f.registry.add(&bob);
    publish(f.node, message(nullptr, "Bob", "null"));
    QCOMPARE(bob.frames.first(), textFrame("{\"content\":null}").wireBytes);
}

void TestNode::saysOfflineAndMakesNoFrame()
{
    Fixture f;
    ListSession alice(1, "Alice");
    f.registry.add(&alice);
    const PublishOutcome outcome = publish(f.node, message("Alice", "Bob", "1"));
    QVERIFY(!outcome.delivered());
    QCOMPARE(outcome.connections, 0);
    QVERIFY(alice.frames.isEmpty());
}

void TestNode::outcomeNamesIdAndNode()
{
    Fixture f;
    const PublishOutcome outcome = publish(f.node, message("Alice", "Bob", "1"));
    QCOMPARE(outcome.node, "node-1");
    QCOMPARE(outcome.id.size(), 26);
}

void TestNode::idsSortInTheOrderOfTheirMaking()
{
    MessageIds ids;
    QByteArray last;
    for (int i = 0; i < 50'000; ++i) {
        // Forwards, standing still, and back: none of it may disturb the order.
        const QByteArray id = ids.next(1'700'000'000'000 + (i / 100) - (i % 7 == 0 ? 5000 : 0));
        QVERIFY2(last < id, (last + " then " + id).constData());
        last = id;
    }
}

void TestNode::repeatGetsTheFirstAnswerAndIsNotDelivered()
{
    Fixture f;
    ListSession bob(1, "Bob");
    f.registry.add(&bob);
    const auto once = message("Alice", "Bob", "1", QStringLiteral("x1"));
    const PublishOutcome first = publish(f.node, once);
    ListSession bob2(2, "Bob"); // the answer stays the first one though more are here now
    f.registry.add(&bob2);
    const PublishOutcome again = publish(f.node, once);
    QCOMPARE(bob.frames.size(), 1);
    QCOMPARE(bob2.frames.size(), 0);
    QCOMPARE(again.id, first.id);
    QCOMPARE(again.connections, 1);
    f.registry.remove(&bob, 1000, {});
    f.registry.remove(&bob2, 1000, {});
    QVERIFY(publish(f.node, once).delivered()); // it was, whoever is here now
}

void TestNode::sameIdOfAnotherSenderIsNoRepeat()
{
    Fixture f;
    ListSession bob(1, "Bob");
    f.registry.add(&bob);
    const auto id = QStringLiteral("x1");
    publish(f.node, message("Alice", "Bob", "1", id));
    publish(f.node, message("Jack", "Bob", "2", id));
    publish(f.node, message("Alice", "Bob", "3", QStringLiteral("X1")));
    QCOMPARE(bob.frames.size(), 3);
}

void TestNode::sameIdToAnotherReceiverIsNoRepeat()
{
    Fixture f;
    ListSession alice(1, "Alice"), jack(2, "Jack");
    f.registry.add(&alice);
    f.registry.add(&jack);
    const auto id = QStringLiteral("7");
    const PublishOutcome first = publish(f.node, message("Bob", "Alice", "1", id));
    const PublishOutcome second = publish(f.node, message("Bob", "Jack", "1", id));
    QCOMPARE(alice.frames.size(), 1);
    QCOMPARE(jack.frames.size(), 1);
    QVERIFY(first.id != second.id);
}

void TestNode::sameIdOfTwoWithoutNameLosesNothing()
{
    Fixture f;
    ListSession bob(1, "Bob");
    f.registry.add(&bob);
    const auto id = QStringLiteral("1");
    publish(f.node, message(nullptr, "Bob", "\"disk full\"", id));
    publish(f.node, message(nullptr, "Bob", "\"backup done\"", id));
    QCOMPARE(bob.frames.size(), 2);
}

void TestNode::keysOfDifferentMessagesDiffer()
{
    QSet<RememberedIds::Key> keys;
    for (const Message &one :
         {message("a", "b", "1", QStringLiteral("c")), message("ab", "b", "1", QStringLiteral("c")),
          message("a", "bc", "1", QStringLiteral("c")),
          message("a", "b", "1", QStringLiteral("bc")), message("b", "a", "1", QStringLiteral("c")),
          message(nullptr, "b", "1", QStringLiteral("c")),
          message("a", "b", "1", QStringView(u"\0c", 2).toString())})
        keys.insert(RememberedIds::keyOf(one));
    QCOMPARE(keys.size(), 7);
}

void TestNode::sameIdWithoutSenderIsRememberedToo()
{
    Fixture f;
    ListSession bob(1, "Bob");
    f.registry.add(&bob);
    const auto id = QStringLiteral("x1");
    publish(f.node, message(nullptr, "Bob", "1", id));
    publish(f.node, message(nullptr, "Bob", "1", id));
    QCOMPARE(bob.frames.size(), 1);
    publish(f.node, message("Alice", "Bob", "1", id));
    QCOMPARE(bob.frames.size(), 2);
}

void TestNode::offlineAnswerIsNotRemembered()
{
    Fixture f;
    const auto once = message("Alice", "Bob", "1", QStringLiteral("x1"));
    QVERIFY(!publish(f.node, once).delivered());
    ListSession bob(1, "Bob");
    f.registry.add(&bob);
    QVERIFY(publish(f.node, once).delivered());
    QCOMPARE(bob.frames.size(), 1);
}

void TestNode::repeatIsForgottenAfterTheWindow()
{
    Limits limits;
    limits.repeatWindow = std::chrono::milliseconds(1000);
    RememberedIds remembered(limits);
    const auto once = message("Alice", "Bob", "1", QStringLiteral("x1"));
    const auto key = RememberedIds::keyOf(once);
    remembered.add(key, {1, "id", "node"}, 5000);
    QVERIFY(remembered.find(key, 5000));
    QVERIFY(remembered.find(key, 5999));
    QVERIFY(!remembered.find(key, 6000));
    QCOMPARE(remembered.size(), 0);
}

void TestNode::rememberedIdsAreBounded()
{
    Limits limits;
    limits.rememberedIdsMax = 10;
    RememberedIds remembered(limits);
    const auto numbered = [](int i) {
        return RememberedIds::keyOf(message("Alice", "Bob", "1", QString::number(i)));
    };
    for (int i = 0; i < 25; ++i) {
        remembered.add(numbered(i), {i + 1, "id", "node"}, i);
        QVERIFY(remembered.size() <= 10);
    }
    QVERIFY(!remembered.find(numbered(14), 25)); // the oldest went first
    QCOMPARE(remembered.find(numbered(15), 25)->connections, 16);
    QCOMPARE(remembered.find(numbered(24), 25)->connections, 25);
}

void TestNode::nothingIsRememberedWhereNoneMayBe()
{
    Limits limits;
    limits.rememberedIdsMax = 0;
    Fixture f(limits);
    ListSession bob(1, "Bob");
    f.registry.add(&bob);
    const auto once = message("Alice", "Bob", "1", QStringLiteral("x1"));
    publish(f.node, once);
    publish(f.node, once);
    QCOMPARE(bob.frames.size(), 2);
}

void TestNode::fullQueueIsNotDelivered()
{
    Fixture f;
    ListSession bob(1, "Bob");
    bob.answer = Session::Taken::QueueFull;
    f.registry.add(&bob);
    QVERIFY(!publish(f.node, message("Alice", "Bob", "1")).delivered());
    QCOMPARE(bob.closedWith, int(CloseCode::TooSlow));
    QCOMPARE(f.feed.totals().offline, quint64(1));
    QCOMPARE(f.feed.totals().deliveries, quint64(0));
}

void TestNode::countersCountWithoutALooker()
{
    Fixture f;
    ListSession bob(1, "Bob"), bob2(2, "Bob");
    f.registry.add(&bob);
    f.registry.add(&bob2);
    publish(f.node, message("Alice", "Bob", "\"123\""));
    publish(f.node, message("Alice", "Nobody", "\"1\""));
    f.node.log().noteRefusal({ErrorCode::BadJson, {}});
    const TrafficTotals totals = f.feed.totals();
    QCOMPARE(totals.publishes, quint64(2));
    QCOMPARE(totals.deliveries, quint64(2));
    QCOMPARE(totals.offline, quint64(1));
    QCOMPARE(totals.refused, quint64(1));
    QCOMPARE(totals.bytesIn, quint64(8));
    QCOMPARE(totals.bytesOut, quint64(10));
    QCOMPARE(totals.connectionsOpen, quint64(2));
    QCOMPARE(totals.namesOnline, quint64(1));
    QVERIFY(f.feed.take().events.isEmpty());
    f.registry.remove(&bob, 1000, {});
    f.registry.remove(&bob2, 1000, {});
    QCOMPARE(f.feed.totals().connectionsOpen, quint64(0));
    QCOMPARE(f.feed.totals().namesOnline, quint64(0));
}

void TestNode::repeatCountsOnce()
{
    Fixture f;
    ListSession bob(1, "Bob");
    f.registry.add(&bob);
    const auto once = message("Alice", "Bob", "1", QStringLiteral("x1"));
    publish(f.node, once);
    publish(f.node, once);
    QCOMPARE(f.feed.totals().publishes, quint64(1));
    QCOMPARE(f.feed.totals().deliveries, quint64(1));
}

void TestNode::looksOfEventsWhenWatched()
{
    Fixture f;
    f.feed.setWatched(true);
    ListSession bob(9, "Bob");
    f.registry.add(&bob);
    publish(f.node, message("Alice", "Bob", "\"hi\""));
    publish(f.node, message(nullptr, "Jack", "1"));
    f.registry.remove(&bob, 1001, "bye");
    const auto events = f.told();
    QCOMPARE(events.size(), size_t(4));
    QCOMPARE(events[0].kind, TrafficKind::Opened);
    QCOMPARE(events[0].connectionId, quint64(9));
    QCOMPARE(events[0].to, "Bob");
    QCOMPARE(events[1].kind, TrafficKind::Delivered);
    QCOMPARE(events[1].from, "Alice");
    QCOMPARE(events[1].to, "Bob");
    QCOMPARE(events[1].connections, 1);
    QCOMPARE(events[1].sizeBytes, qint64(4));
    QCOMPARE(events[1].preview, "\"hi\"");
    QVERIFY(events[1].wallClockMs > 1'600'000'000'000);
    QVERIFY(events[1].latencyNs >= 0);
    QCOMPARE(events[2].kind, TrafficKind::Offline);
    QVERIFY(events[2].from.isEmpty());
    QCOMPARE(events[2].connections, 0);
    QCOMPARE(events[3].kind, TrafficKind::Closed);
    QCOMPARE(events[3].closeCode, 1001);
    QCOMPARE(events[3].note, "bye");
    for (size_t i = 1; i < events.size(); ++i)
        QVERIFY(events[i - 1].steadyNs <= events[i].steadyNs);
}

void TestNode::previewIsBounded()
{
    Fixture f;
    f.feed.setWatched(true);
    const QByteArray content = '"' + QByteArray(5000, 'x') + '"';
    publish(f.node, message("Alice", "Bob", content));
    const auto events = f.told();
    QCOMPARE(events.at(0).preview.size(), previewBytesMax);
    QCOMPARE(events.at(0).sizeBytes, qint64(5002));
}

void TestNode::refusalIsToldWithItsWord()
{
    Fixture f;
    f.feed.setWatched(true);
    f.node.log().noteRefusal({ErrorCode::BodyTooLarge, {}}, "Alice", "Bob");
    const auto events = f.told();
    QCOMPARE(events.size(), size_t(1));
    QCOMPARE(events[0].kind, TrafficKind::Refused);
    QCOMPARE(events[0].note, "body_too_large");
    QCOMPARE(events[0].from, "Alice");
    QCOMPARE(events[0].to, "Bob");
}

QTEST_GUILESS_MAIN(TestNode)
#include "tst_node.moc"
