#include "tests/broker/redis/redis_server.h"
#include "tests/cluster/checking_stream.h"
#include "tests/cluster/fault_proxy.h"
#include "tests/cluster/node_process.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// What a network may do between the nodes and their Redis, under the checking stream. The sender's
/// node and the receivers' have a wire each.
class TestWireFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        m_redis = std::make_unique<RedisServer>();
        m_wireA = std::make_unique<FaultProxy>(m_redis->port());
        m_wireB = std::make_unique<FaultProxy>(m_redis->port());
        m_a = std::make_unique<NodeProcess>(m_wireA->url(), u"a"_s);
        m_b = std::make_unique<NodeProcess>(m_wireB->url(), u"b"_s);
    }

    void init()
    {
        QVERIFY(waitForLinks());
        m_stream = std::make_unique<CheckingStream>(m_a->port(), m_b->port());
        QVERIFY(m_stream->start());
    }

    void cleanup() { m_stream.reset(); }

    void cleanupTestCase()
    {
        m_a.reset();
        m_b.reset();
        m_wireA.reset();
        m_wireB.reset();
        m_redis.reset();
    }

    void slowWireLosesNothing()
    {
        m_wireA->setDelay(60);
        m_wireB->setDelay(60);
        const bool delivers = m_stream->deliversAgain(200);
        m_wireA->setDelay(0);
        m_wireB->setDelay(0);
        QVERIFY(delivers);
        check();
    }

    void resetOfTheSendersWire() { resetOften(*m_wireA); }
    void resetOfTheReceiversWire() { resetOften(*m_wireB); }

    void cutReceiverComesBack()
    {
        m_wireB->setRefusing(true);
        QVERIFY(waitUntil([this] { return m_stream->unknown() > 10; }));
        m_wireB->setRefusing(false);
        QVERIFY(m_stream->deliversAgain());
        check();
    }

    void swallowedAnswersToTheSender() { swallow(*m_wireA, true); }
    void swallowedCommandsOfTheSender() { swallow(*m_wireA, false); }
    void swallowedMessagesToTheReceiver() { swallow(*m_wireB, true); }
    void swallowedAnswersOfTheReceiver() { swallow(*m_wireB, false); }

private:
    bool waitForLinks()
    {
        return waitUntil([this] { return m_a->verdict("nobody") == "offline"; }, 20'000)
            && waitUntil([this] { return m_b->verdict("nobody") == "offline"; }, 20'000);
    }

    void resetOften(FaultProxy &wire)
    {
        for (int i = 0; i < 3; ++i) {
            wire.reset();
            QVERIFY(m_stream->deliversAgain());
        }
        check();
    }

    // Two seconds are less than what makes a node count as gone.
    void swallow(FaultProxy &wire, bool toNode)
    {
        toNode ? wire.swallowToNode(true) : wire.swallowToRedis(true);
        const int before = m_stream->unknown();
        const bool unknown = waitUntil([&] { return m_stream->unknown() > before + 30; });
        wire.swallowToNode(false);
        wire.swallowToRedis(false);
        wire.reset(); // what was lost inside a link's bytes cannot be mended
        QVERIFY(unknown);
        QVERIFY(m_stream->deliversAgain());
        check();
    }

    void check()
    {
        QVERIFY(m_stream->settle());
        QCOMPARE(m_stream->complaints(), QStringList());
    }

    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<FaultProxy> m_wireA;
    std::unique_ptr<FaultProxy> m_wireB;
    std::unique_ptr<NodeProcess> m_a;
    std::unique_ptr<NodeProcess> m_b;
    std::unique_ptr<CheckingStream> m_stream;
};

QTEST_GUILESS_MAIN(TestWireFaults)
#include "tst_wire_faults.moc"
