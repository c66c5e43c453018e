#include "tests/broker/redis_server.h"
#include "tests/cluster/checking_stream.h"
#include "tests/cluster/node_process.h"

#include <QTest>

using namespace pushpoint::kit;
using namespace Qt::StringLiterals;
using Answer = DeliveryLog::Answer;

/// Node b ends, is killed, or is frozen, and node a goes on under the checking stream.
class TestClusterEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        m_redis = std::make_unique<RedisServer>();
        m_a = std::make_unique<NodeProcess>(m_redis->url(), u"a"_s);
        QVERIFY(m_a->isSureInTime());
    }

    void init()
    {
        m_b = std::make_unique<NodeProcess>(m_redis->url(), u"b"_s);
        QVERIFY(m_b->isSureInTime());
    }

    void cleanup() { m_b.reset(); }

    void cleanupTestCase()
    {
        m_a.reset();
        m_redis.reset();
    }

    // Meanwhile nobody on a is hurt.
    void killedNodesNamesAreUnknownAndThenOfflineForCertain()
    {
        CheckingStream stream;
        begin(stream);
        stream.flow(500);
        const qint64 killedMs = stream.nowMs();
        m_b->kill();
        stream.flow(7'000);
        stream.finish();
        DeliveryLog &log = stream.log();
        QCOMPARE(log.complaints(), QStringList());
        QVERIFY(log.firstAnsweredMs("Carol", Answer::Unknown, killedMs) > 0);
        QVERIFY(log.lastSentMs("Carol", Answer::Unknown) < killedMs + exactMs);
        QVERIFY(log.lastSentMs("Nobody", Answer::Unknown) < killedMs + exactMs);
        QVERIFY(log.firstAnsweredMs("Carol", Answer::Offline, killedMs + exactMs) > 0);
        QVERIFY(log.lastSentMs("Bob", Answer::Unknown) < 0);
    }

    // It says good-bye: there is nothing to wait for.
    void nodeThatEndsCleanlyLeavesNoDoubt()
    {
        CheckingStream stream;
        begin(stream);
        stream.flow(500);
        const qint64 endedMs = stream.nowMs();
        QVERIFY(m_b->endCleanly());
        stream.flow(2'500);
        stream.finish();
        DeliveryLog &log = stream.log();
        QCOMPARE(log.complaints(), QStringList());
        QVERIFY2(log.lastSentMs("Carol", Answer::Unknown) < endedMs + 1'500,
                 qPrintable(QString::number(log.lastSentMs("Carol", Answer::Unknown) - endedMs)));
        QVERIFY(log.lastSentMs("Carol", Answer::Offline) > endedMs + 1'500);
        QVERIFY(log.lastSentMs("Bob", Answer::Unknown) < 0);
    }

    void frozenNodeDeliversNothingStale()
    {
        CheckingStream stream;
        begin(stream);
        stream.flow(500);
        const qint64 frozenMs = stream.nowMs();
        m_b->freeze();
        stream.flow(3'000);
        const qint64 thawedMs = stream.nowMs();
        m_b->thaw();
        stream.flow(2'500);
        stream.finish();
        DeliveryLog &log = stream.log();
        QCOMPARE(log.complaints(), QStringList());
        QVERIFY(log.firstAnsweredMs("Carol", Answer::Unknown, frozenMs) > 0);
        QVERIFY(log.firstAnsweredMs("Carol", Answer::Delivered, thawedMs) < thawedMs + 1'500);
        QVERIFY(log.lastSentMs("Bob", Answer::Unknown) < 0);
    }

    void frozenRedisHurtsNobodyHere()
    {
        CheckingStream stream;
        begin(stream);
        stream.flow(500);
        const qint64 frozenMs = stream.nowMs();
        m_redis->freeze();
        stream.flow(2'500);
        const qint64 thawedMs = stream.nowMs();
        m_redis->thaw();
        stream.flow(2'500);
        stream.finish();
        DeliveryLog &log = stream.log();
        QCOMPARE(log.complaints(), QStringList());
        QVERIFY(log.firstAnsweredMs("Carol", Answer::Unknown, frozenMs) < frozenMs + 1'400);
        QVERIFY(log.firstAnsweredMs("Carol", Answer::Delivered, thawedMs) < thawedMs + 2'000);
        QVERIFY(log.lastSentMs("Bob", Answer::Unknown) < 0);
    }

private:
    static constexpr qint64 exactMs = 5'500;

    // All senders are at a, and most of what they write goes elsewhere.
    void begin(CheckingStream &stream)
    {
        stream.openReceiver("Alice", m_a->port(), 0);
        stream.openReceiver("Alice", m_b->port(), 1);
        stream.openReceiver("Bob", m_a->port(), 0);
        stream.openReceiver("Carol", m_b->port(), 1);
        stream.addSenders("a-", 80, m_a->port(), {"Alice", "Bob", "Carol", "Nobody"});
        stream.start();
    }

    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<NodeProcess> m_a;
    std::unique_ptr<NodeProcess> m_b;
};

QTEST_GUILESS_MAIN(TestClusterEnds)
#include "tst_cluster_ends.moc"
