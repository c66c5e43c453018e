#include "tests/broker/in_process_broker.h"
#include "tests/node/publish.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace Qt::StringLiterals;

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
        return Taken::Yes;
    }
    void close(CloseCode, const QByteArray &) override { }

    QList<QByteArray> frames;
};

/// One node of several.
struct Place
{
    Place(InProcessExchange &exchange, const QByteArray &name, bool refuseWhenCutOff = false)
        : broker(exchange, name), node(registry, feed, name, limits)
    {
        node.join(broker, refuseWhenCutOff);
        broker.start();
    }

    const Limits limits;
    Registry registry;
    TrafficFeed feed;
    InProcessBroker broker;
    Node node;
};

/// Two nodes, new for each test.
struct Pair
{
    InProcessExchange exchange;
    Place a{exchange, "a"};
    Place b{exchange, "b"};
};

constexpr qint64 farAwayMs = qint64(1) << 60;

Message message(const char *to, const QString &senderId = {})
{
    return {named("Bob"), named(to), "1", senderId};
}

} // namespace

class TestNodeElsewhere : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { pair.emplace(); }
    void cleanup() { pair.reset(); }
    void receiverElsewhereIsDelivered()
    {
        ListSession alice(1, "Alice");
        pair->b.registry.add(&alice);
        const PublishOutcome outcome = outcomeOf(pair->a.node.submit(message("Alice")));
        QVERIFY(outcome.known && outcome.delivered());
        QCOMPARE(outcome.node, "b");
        QCOMPARE(alice.frames.size(), 1);
        QCOMPARE(pair->a.feed.totals().publishes, quint64(1));
        QCOMPARE(pair->b.feed.totals().publishes, quint64(0));
        pair->b.registry.remove(&alice, 1000, {});
    }

    void receiverHereIsAnsweredAtOnceAndReachesOtherDevices()
    {
        ListSession here(1, "Alice"), there(1, "Alice");
        pair->a.registry.add(&here);
        pair->b.registry.add(&there);
        const Published published = pair->a.node.submit(message("Alice"));
        QVERIFY(!published.later);
        QCOMPARE(published.outcome.connections, 1);
        QTRY_COMPARE(there.frames.size(), 1);
        QCOMPARE(here.frames.size(), 1);
        pair->a.registry.remove(&here, 1000, {});
        pair->b.registry.remove(&there, 1000, {});
    }

    void nobodyAnywhereIsOffline()
    {
        const PublishOutcome outcome = outcomeOf(pair->a.node.submit(message("Alice")));
        QVERIFY(outcome.known && !outcome.delivered());
        QCOMPARE(pair->a.feed.totals().offline, quint64(1));
    }

    void whatCannotBeKnownIsNotOffline()
    {
        pair->b.broker.setCut(true);
        const PublishOutcome outcome = outcomeOf(pair->a.node.submit(message("Alice")));
        QVERIFY(!outcome.known);
        QCOMPARE(pair->a.feed.totals().offline, quint64(0));
        QCOMPARE(pair->a.feed.totals().publishes, quint64(0));
        pair->b.broker.setCut(false);
    }

    void repeatUnderWayGetsTheFirstOutcome()
    {
        ListSession alice(1, "Alice");
        pair->b.registry.add(&alice);
        const Published first = pair->a.node.submit(message("Alice", u"x"_s));
        const Published again = pair->a.node.submit(message("Alice", u"x"_s));
        QCOMPARE(first.later, again.later);
        QVERIFY(outcomeOf(first).delivered());
        QCOMPARE(alice.frames.size(), 1);
        QVERIFY(!pair->a.node.submit(message("Alice", u"x"_s)).later); // and remembered
        QCOMPARE(alice.frames.size(), 1);
        pair->b.registry.remove(&alice, 1000, {});
    }

    // The answer to the first was lost, or it was never given.
    void repeatByAnotherNodeIsAnsweredAndNotDelivered()
    {
        Place c(pair->exchange, "c");
        ListSession alice(1, "Alice");
        pair->b.registry.add(&alice);
        QVERIFY(outcomeOf(pair->a.node.submit(message("Alice", u"x"_s))).delivered());
        const PublishOutcome again = outcomeOf(c.node.submit(message("Alice", u"x"_s)));
        QVERIFY(again.known && again.delivered());
        QCOMPARE(again.node, "b");
        QCOMPARE(publish(pair->b.node, message("Alice", u"x"_s)).connections, 1);
        QCOMPARE(alice.frames.size(), 1);
        QVERIFY(outcomeOf(c.node.submit(message("Alice", u"y"_s))).delivered());
        QCOMPARE(alice.frames.size(), 2);
        pair->b.registry.remove(&alice, 1000, {});
    }

    // Each node hands its copy to the other: whichever is first counts.
    void repeatsOverBothNodesOfANameReachEachDeviceOnce()
    {
        ListSession here(1, "Alice"), there(1, "Alice");
        pair->a.registry.add(&here);
        pair->b.registry.add(&there);
        QVERIFY(publish(pair->a.node, message("Alice", u"x"_s)).delivered());
        QVERIFY(publish(pair->b.node, message("Alice", u"x"_s)).delivered());
        publish(pair->a.node, message("Alice", u"end"_s));
        publish(pair->b.node, message("Alice", u"end of b"_s));
        QTRY_COMPARE(there.frames.size(), 3);
        QTRY_COMPARE(here.frames.size(), 3);
        pair->a.registry.remove(&here, 1000, {});
        pair->b.registry.remove(&there, 1000, {});
    }

    void repeatWhoseReceiverHasComeHereMeanwhileReachesItOnce()
    {
        ListSession alice(1, "Alice");
        const Published first = pair->a.node.submit(message("Alice", u"x"_s));
        QVERIFY(first.later);
        pair->a.registry.add(&alice);
        const Published again = pair->a.node.submit(message("Alice", u"x"_s));
        QCOMPARE(again.later, first.later);
        QVERIFY(alice.frames.isEmpty());
        const PublishOutcome outcome = outcomeOf(again);
        QVERIFY(outcome.known && outcome.delivered()); // for it is here
        QCOMPARE(outcome.node, "a");
        QCOMPARE(alice.frames.size(), 1);
        QVERIFY(publish(pair->a.node, message("Alice", u"x"_s)).delivered());
        QCOMPARE(alice.frames.size(), 1);
        pair->a.registry.remove(&alice, 1000, {});
    }

    // Perhaps it was delivered elsewhere: then it must not be here as well.
    void repeatOfWhatCannotBeKnownIsNotDeliveredMeanwhile()
    {
        ListSession alice(1, "Alice");
        pair->b.broker.setCut(true);
        const Published first = pair->a.node.submit(message("Alice", u"x"_s));
        pair->a.registry.add(&alice);
        QVERIFY(!outcomeOf(pair->a.node.submit(message("Alice", u"x"_s))).known);
        QVERIFY(alice.frames.isEmpty());
        pair->a.registry.remove(&alice, 1000, {});
        pair->b.broker.setCut(false);
    }

    void copyOfAnotherNodeThatCameFirstIsTheOutcome()
    {
        ListSession alice(1, "Alice");
        const Published asked = pair->b.node.submit(message("Alice", u"x"_s));
        QVERIFY(asked.later);
        pair->b.registry.add(&alice);
        // Overtakes: the exchange carries it before b's own question is asked.
        pair->exchange.carry(named("Alice"),
                             encodeEnvelope({"c/0123456789abcdef", 1, 0, farAwayMs, false,
                                             message("Alice", u"x"_s)}));
        QCOMPARE(alice.frames.size(), 1);
        const PublishOutcome outcome = outcomeOf(asked);
        QVERIFY(outcome.known && outcome.delivered());
        QCOMPARE(alice.frames.size(), 1);
        pair->b.registry.remove(&alice, 1000, {});
    }

    void offlineOfAnotherNodeIsNotRemembered()
    {
        QVERIFY(!outcomeOf(pair->a.node.submit(message("Alice", u"x"_s))).delivered());
        ListSession alice(1, "Alice");
        pair->b.registry.add(&alice);
        QVERIFY(outcomeOf(pair->a.node.submit(message("Alice", u"x"_s))).delivered());
        QCOMPARE(alice.frames.size(), 1);
        pair->b.registry.remove(&alice, 1000, {});
    }

    void claimedNameIsReachedBeforeItsConnectionOpens()
    {
        bool ready = false;
        QVERIFY(!pair->b.node.claim(named("Alice"), [&] { ready = true; }));
        QTRY_VERIFY(ready);
        QVERIFY(pair->b.broker.isConfirmed(named("Alice")));
        QVERIFY(pair->b.node.claim(named("Alice"), [] { QFAIL("it was ready at once"); }));
        pair->b.node.release(named("Alice"));
        QVERIFY(pair->b.broker.isConfirmed(named("Alice")));
        pair->b.node.release(named("Alice"));
        QVERIFY(!pair->b.broker.isConfirmed(named("Alice")));
    }

    void nameStaysSubscribedWhileItsConnectionsChange()
    {
        ListSession first(1, "Alice");
        pair->b.registry.add(&first);
        QVERIFY(pair->b.node.claim(named("Alice"), [] {}));
        pair->b.registry.remove(&first, 1000, {});
        QVERIFY(pair->b.broker.isConfirmed(named("Alice")));
        ListSession second(2, "Alice");
        pair->b.registry.add(&second);
        pair->b.node.release(named("Alice"));
        QVERIFY(pair->b.broker.isConfirmed(named("Alice")));
        pair->b.registry.remove(&second, 1000, {});
        QVERIFY(!pair->b.broker.isConfirmed(named("Alice")));
    }

    void nodeCutOffIsShutOnlyWhereToldSo()
    {
        Place strict(pair->exchange, "c", true);
        QVERIFY(!strict.node.isShut());
        strict.broker.setCut(true);
        QVERIFY(strict.node.isShut());
        pair->a.broker.setCut(true);
        QVERIFY(!pair->a.node.isShut());
        pair->a.broker.setCut(false);
    }

private:
    static PublishOutcome outcomeOf(const Published &published)
    {
        if (!published.later)
            return published.outcome;
        auto outcome = std::make_shared<std::optional<PublishOutcome>>();
        published.later->then([outcome](const PublishOutcome &said) { *outcome = said; });
        if (!QTest::qWaitFor([&] { return outcome->has_value(); }))
            return {-1, {}, {}};
        return **outcome;
    }

    std::optional<Pair> pair;
};

QTEST_GUILESS_MAIN(TestNodeElsewhere)
#include "tst_node_elsewhere.moc"
