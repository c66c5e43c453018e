#include "tests/broker/redis_server.h"
#include "tests/cluster/checking_stream.h"
#include "tests/cluster/fault_proxy.h"
#include "tests/cluster/node_process.h"

#include <QTest>

using namespace pushpoint::kit;
using namespace Qt::StringLiterals;
using Answer = DeliveryLog::Answer;

/// Node b's links to the Redis go through a proxy that misbehaves; node a's do not. Each time the
/// stream checks itself, and b is back soon after the proxy behaves again.
class TestClusterFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        m_redis = std::make_unique<RedisServer>();
        m_proxy = std::make_unique<FaultProxy>(m_redis->port());
        m_a = std::make_unique<NodeProcess>(m_redis->url(), u"a"_s);
        m_b = std::make_unique<NodeProcess>(m_proxy->url(), u"b"_s);
        QVERIFY(m_a->isSureInTime() && m_b->isSureInTime());
    }

    void cleanupTestCase()
    {
        m_a.reset();
        m_b.reset();
        m_proxy.reset();
        m_redis.reset();
    }

    void resetLinksComeBackByThemselves()
    {
        CheckingStream stream;
        begin(stream);
        for (int i = 0; i < 3; ++i) {
            stream.flow(500);
            m_proxy->reset();
        }
        endWell(stream);
    }

    void slowLinksOnlyTakeLonger()
    {
        CheckingStream stream;
        m_proxy->setDelay(60);
        begin(stream);
        stream.flow(2'000);
        const qint64 mendedMs = stream.nowMs();
        m_proxy->mend();
        stream.flow(500);
        stream.finish();
        QCOMPARE(stream.log().complaints(), QStringList());
        QCOMPARE(stream.log().count(Answer::Unknown), 0);
        QVERIFY(stream.log().firstAnsweredMs("Carol", Answer::Delivered, 0) < mendedMs);
    }

    // After 3.5 s at the earliest, 5 s at the latest, it counts as gone: that is what is promised.
    void cutNodeIsUnknownAndThenGone()
    {
        CheckingStream stream;
        begin(stream);
        stream.flow(300);
        const qint64 cutMs = stream.nowMs();
        m_proxy->cut();
        stream.flow(6'500);
        const qint64 mendedMs = stream.nowMs();
        m_proxy->mend();
        stream.log().noteGone(1, cutMs + goneMinMs, mendedMs + backMaxMs);
        endWell(stream);
        DeliveryLog &log = stream.log();
        const qint64 goneMs = log.firstAnsweredMs("Carol", Answer::Offline, cutMs);
        QVERIFY2(goneMs > cutMs + goneMinMs && goneMs < cutMs + 6'000,
                 qPrintable(QString::number(goneMs - cutMs)));
    }

    void whatIsHeldBackOnTheWayToTheNodeDoesNotComeLate() { hold(&FaultProxy::holdToNode); }
    void whatIsHeldBackOnTheWayToRedisDoesNotComeLate() { hold(&FaultProxy::holdToRedis); }

private:
    // A node's life in the list is 5 s, and it is renewed each 1.5 s.
    static constexpr qint64 goneMinMs = 3'400;
    static constexpr qint64 backMaxMs = 5'000;

    void begin(CheckingStream &stream)
    {
        stream.openReceiver("Alice", m_a->port(), 0);
        stream.openReceiver("Alice", m_b->port(), 1);
        stream.openReceiver("Bob", m_a->port(), 0);
        stream.openReceiver("Carol", m_b->port(), 1);
        const QList<QByteArray> names{"Alice", "Bob", "Carol", "Nobody"};
        stream.addSenders("a-", 30, m_a->port(), names);
        stream.addSenders("b-", 30, m_b->port(), names);
        stream.start();
    }

    // Goes on until it has all come back, and looks at what came of it.
    static void endWell(CheckingStream &stream)
    {
        const qint64 mendedMs = stream.nowMs();
        const auto reaches = [&](const QByteArray &name) {
            return stream.log().firstAnsweredMs(name, Answer::Delivered, mendedMs + 100) > 0;
        };
        QVERIFY(waitUntil([&] { return reaches("Carol") && reaches("Bob"); }, backMaxMs));
        stream.flow(1'500);
        stream.finish();
        QCOMPARE(stream.log().complaints(), QStringList());
        QVERIFY(stream.log().lastSentMs("Carol", Answer::Unknown) < mendedMs + backMaxMs);
    }

    void hold(void (FaultProxy::*direction)())
    {
        CheckingStream stream;
        begin(stream);
        stream.flow(300);
        const qint64 heldMs = stream.nowMs();
        ((*m_proxy).*direction)();
        stream.flow(3'000);
        const qint64 releasedMs = stream.nowMs();
        m_proxy->mend();
        stream.log().noteGone(1, heldMs + goneMinMs, releasedMs + backMaxMs);
        endWell(stream);
        QVERIFY(stream.log().firstAnsweredMs("Carol", Answer::Unknown, heldMs) > 0);
    }

    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<NodeProcess> m_a;
    std::unique_ptr<NodeProcess> m_b;
};

QTEST_GUILESS_MAIN(TestClusterFaults)
#include "tst_cluster_faults.moc"
