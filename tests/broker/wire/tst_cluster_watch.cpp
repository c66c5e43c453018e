#include "server/broker/wire/cluster_watch.h"
#include "server/broker/wire/envelope.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;

namespace {

constexpr qint64 wallMs = 1'700'000'000'000;

ClusterWatch::Now at(qint64 ms)
{
    return {ms, wallMs + ms};
}

} // namespace

/// What is shown of each node.
class TestClusterWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsItselfFirst()
    {
        const QByteArray own = newNodeId("z"), other = newNodeId("a");
        ClusterWatch watch(own);
        watch.hear(own, {}, at(0));
        watch.hear(other, {1, 2, 0, 0}, at(0));
        const auto nodes = watch.nodes(true, at(0));
        QCOMPARE(nodes.size(), 2u);
        QVERIFY(nodes[0].isSelf && nodes[0].name == "z");
        QCOMPARE(nodes[1].name, "a");
        QCOMPARE(nodes[1].facts.connections, 2u);
    }

    void nodeThatSpeaksIsJoinedAndThenSilentAndThenGone()
    {
        using State = NodeView::State;
        const QByteArray own = newNodeId("own"), other = newNodeId("other");
        ClusterWatch watch(own);
        const auto other_ = [&](qint64 ms) { return watch.nodes(true, at(ms)).back(); };
        watch.see({other}, at(0));
        QCOMPARE(other_(0).state, State::Silent);
        QVERIFY(!other_(0).hasFacts);
        watch.hear(other, {}, at(10));
        QCOMPARE(other_(10).state, State::Joined);
        QCOMPARE(other_(10).stateSinceMs, wallMs + 10);
        watch.see({other}, at(5'000));
        QCOMPARE(other_(5'000).state, State::Silent);
        watch.see({}, at(6'000));
        QCOMPARE(other_(6'000).state, State::Gone);
        QCOMPARE(other_(6'000).stateSinceMs, wallMs + 6'000);
        watch.see({}, at(67'000));
        QVERIFY(watch.nodes(true, at(67'000)).empty());
    }

    void ratesAreOfTheTimeBetweenTwoBeats()
    {
        const QByteArray own = newNodeId("own");
        ClusterWatch watch(own);
        watch.hear(own, {0, 0, 100, 10}, at(0));
        watch.hear(own, {0, 0, 400, 10}, at(1'500));
        QCOMPARE(watch.nodes(true, at(1'500))[0].publishesPerSecond, 200.0);
        QCOMPARE(watch.nodes(true, at(1'500))[0].deliveriesPerSecond, 0.0);
        // A wire that counts backwards makes no negative rate.
        watch.hear(own, {0, 0, 1, 10}, at(3'000));
        QCOMPARE(watch.nodes(true, at(3'000))[0].publishesPerSecond, 0.0);
    }

    void nodeWithoutItsLinkIsNotJoined()
    {
        const QByteArray own = newNodeId("own");
        ClusterWatch watch(own);
        watch.hear(own, {}, at(0));
        QCOMPARE(watch.nodes(false, at(1))[0].state, NodeView::State::Silent);
    }

    void nodeOfAnotherVersionIsToldOnceAndShown()
    {
        const QByteArray own = newNodeId("own"), other = newNodeId("other");
        ClusterWatch watch(own);
        QVERIFY(watch.hearOther(other, wireVersion + 1, at(0)));
        QVERIFY(!watch.hearOther(other, wireVersion + 1, at(1'500)));
        const auto seen = watch.nodes(true, at(1'600));
        QCOMPARE(seen.size(), 1u);
        QCOMPARE(seen[0].name, "other");
        QCOMPARE(seen[0].state, NodeView::State::OtherVersion);
        QCOMPARE(seen[0].wireVersion, wireVersion + 1);
        QVERIFY(!seen[0].hasFacts);
        QCOMPARE(watch.nodes(true, at(10'000))[0].state, NodeView::State::Silent);
        watch.see({}, at(10'000));
        QCOMPARE(watch.nodes(true, at(10'000))[0].state, NodeView::State::Gone);
        QVERIFY(!watch.hearOther(own, wireVersion + 1, at(0)));
    }

    // Whatever another version says, it is never read as if it were ours; of its hello, who it is.
    void otherVersionsAreKnownAndNotRead()
    {
        const QByteArray id = newNodeId("north");
        QVERIFY(encodeHello({id, {}}).startsWith("PP" + QByteArray::number(wireVersion) + ' '));
        QByteArray hello = encodeHello({id, {1, 2, 3, 4}});
        hello.replace(0, wireWord.size(), "PP7").append(" and what else it may say");
        const auto item = decodeWireItem(hello);
        QVERIFY(item && std::holds_alternative<OtherVersion>(*item));
        QCOMPARE(std::get<OtherVersion>(*item).version, 7);
        QCOMPARE(std::get<OtherVersion>(*item).node, id);
        QByteArray acks = encodeAcks({{id, 1, 0, 1}});
        const auto before = decodeWireItem(acks.replace(0, wireWord.size(), "PP1"));
        QVERIFY(before && std::holds_alternative<OtherVersion>(*before));
        QVERIFY(std::get<OtherVersion>(*before).node.isEmpty());
        for (const char *neither :
             {"PP h x y", "PP02 h x y", "PP+1 h x y", "PP1000 h x y", "PPx h x"})
            QVERIFY2(!decodeWireItem(neither), neither);
    }

    void helloComesOverTheWireAsItWas()
    {
        const Hello hello{newNodeId("ein Knoten"), {1, 2, 3, 4}};
        const auto item = decodeWireItem(encodeHello(hello));
        QVERIFY(item && std::holds_alternative<Hello>(*item));
        const auto &read = std::get<Hello>(*item);
        QCOMPARE(read.node, hello.node);
        QCOMPARE(read.facts.names, 1u);
        QCOMPARE(read.facts.connections, 2u);
        QCOMPARE(read.facts.publishes, 3u);
        QCOMPARE(read.facts.deliveries, 4u);
        QVERIFY(!decodeWireItem("PP2 h x 1 2 3 4"));
        QVERIFY(!decodeWireItem(encodeHello(hello) + " 5"));
    }
};

QTEST_GUILESS_MAIN(TestClusterWatch)
#include "tst_cluster_watch.moc"
