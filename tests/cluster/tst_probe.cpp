#include "server/broker/redis/redis_broker.h"
#include "server/node/node.h"
#include "tests/broker/redis/redis_server.h"
#include "tests/cluster/fault_proxy.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

UserName named(QByteArrayView utf8)
{
    return UserName::parse(utf8).value();
}

class CountingSession : public Session
{
public:
    CountingSession(quint64 id, const UserName &name) : Session(id, name) { }
    Taken send(const Frame &) override
    {
        ++taken;
        return Taken::Yes;
    }
    void close(CloseCode, const QByteArray &) override { }

    int taken = 0;
};

/// One node of several, joined by a Redis or by what stands before it.
struct Place
{
    Place(const QString &url, const QByteArray &name)
        : broker(RedisAddress::parse(url).value(), "pp:", name), node(registry, feed, name, limits)
    {
        node.join(broker, false);
        broker.start();
    }
    ~Place()
    {
        for (Session *session : sessions)
            registry.remove(session, 1000, {});
        broker.stop();
    }
    void open(CountingSession &session)
    {
        registry.add(&session);
        sessions.append(&session);
    }

    const Limits limits;
    Registry registry;
    TrafficFeed feed;
    RedisBroker broker;
    Node node;
    QList<Session *> sessions;
};

} // namespace

/// A probe over a real Redis: each node says for itself what became of it.
class TestProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        m_redis = std::make_unique<RedisServer>();
        m_wire = std::make_unique<FaultProxy>(m_redis->port());
    }

    void cleanupTestCase()
    {
        m_wire.reset();
        m_redis.reset();
    }

    void eachNodeSaysWhatBecameOfIt()
    {
        const UserName alice = named("Alice");
        CountingSession here(1, alice), there(1, alice), alsoThere(2, alice), missed(1, alice),
            mute(1, alice);
        Place asks(m_redis->url(), "asks"), has(m_redis->url(), "has"),
            hasNot(m_redis->url(), "hasNot"), misses(m_redis->url(), "misses"),
            silent(m_wire->url(), "silent");
        asks.open(here);
        has.open(there);
        has.open(alsoThere);
        misses.open(missed);
        silent.open(mute);
        for (Place *place : {&asks, &has, &hasNot, &misses, &silent})
            QTRY_VERIFY_WITH_TIMEOUT(place->broker.isLinked(), 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(asks.broker.nodes().size(), size_t(5), 10'000);
        for (Place *place : {&has, &misses, &silent})
            QTRY_VERIFY(place->broker.isConfirmed(alice));

        // It has Alice, and its subscription is lost without anybody knowing.
        misses.broker.unsubscribe(alice);
        QTRY_VERIFY(m_redis->ask({"PUBSUB", "NUMSUB", "pp:u:Alice"}).contains(":3\r\n"));
        m_wire->swallowToNode(true); // up to its links' end it hears nothing

        asks.feed.setWatched(true);
        std::optional<ProbeOutcome> outcome;
        asks.node.probe({named("Bob"), alice, "\"probe\"", {}},
                        [&outcome](const ProbeOutcome &told) { outcome = told; });
        QTRY_VERIFY(outcome);
        QCOMPARE(outcome->rows.size(), size_t(5));
        QCOMPARE(shown(outcome->rows[0]), "asks, itself: 1 of 1");
        QCOMPARE(shown(outcome->rows[1]), "has: 2 of 2");
        QCOMPARE(shown(outcome->rows[2]), "hasNot: 0 of 0");
        QCOMPARE(shown(outcome->rows[3]), "misses: 0 of 1, missing");
        QCOMPARE(shown(outcome->rows[4]), "silent: silent");
        QVERIFY(outcome->rows[1].tookUs > 0);
        QCOMPARE(outcome->outcome.connections, 3);
        QVERIFY(!outcome->outcome.known); // who is silent may have her, too
        QCOMPARE(here.taken + there.taken + alsoThere.taken, 3);
        QCOMPARE(missed.taken + mute.taken, 0);
        const auto events = asks.feed.take().events.all();
        QCOMPARE(events.back().nodes, "asks\nhas"); // and traffic names both
    }

private:
    static QByteArray shown(const ProbeRow &row)
    {
        const QByteArray who = row.name + (row.isSelf ? ", itself: " : ": ");
        if (!row.answered)
            return who + "silent";
        return who + QByteArray::number(row.taken) + " of " + QByteArray::number(row.connections)
            + (row.isMissing() ? ", missing" : "");
    }

    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<FaultProxy> m_wire;
};

QTEST_GUILESS_MAIN(TestProbe)
#include "tst_probe.moc"
