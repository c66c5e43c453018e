#include "tests/broker/redis/redis_server.h"
#include "tests/cluster/checking_stream.h"
#include "tests/cluster/node_process.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// What a node may do to the others: be killed, frozen, stopped.
class TestNodeFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        m_redis = std::make_unique<RedisServer>();
        m_a = std::make_unique<NodeProcess>(m_redis->url(), u"a"_s);
    }

    void init()
    {
        m_b = std::make_unique<NodeProcess>(m_redis->url(), u"b"_s);
        QVERIFY(m_a->waitUntilCertain() && m_b->waitUntilCertain());
        m_stream = std::make_unique<CheckingStream>(m_a->port(), m_b->port());
        QVERIFY(m_stream->start());
    }

    void cleanup()
    {
        m_stream.reset();
        m_b.reset();
    }

    void cleanupTestCase()
    {
        m_a.reset();
        m_redis.reset();
    }

    void killedNodeIsForgottenAfterFiveAndAHalfSeconds()
    {
        QVERIFY(m_stream->settle());
        QCOMPARE(m_stream->complaints(), QStringList());
        m_stream.reset();
        SocketClient alice(m_b->port(), "Alice");
        QVERIFY(alice.isOpenInTime());
        QCOMPARE(m_a->verdict("Alice"), "true");
        m_b->kill();
        QElapsedTimer sinceKill;
        sinceKill.start();
        QByteArray said;
        // Whatever is said on the way: never "true".
        QVERIFY(waitUntil([&] {
            said = m_a->verdict("Alice");
            return said != "unknown";
        }));
        QCOMPARE(said, "offline");
        QVERIFY2(sinceKill.elapsed() < 5'500 + 1'200, "5.5 s, and one answer that waits");
        QCOMPARE(m_a->verdict("Alice"), "offline");
    }

    void killedNodeUnderLoadTakesNothingElseAlong()
    {
        m_stream->expectLoss();
        m_b->kill();
        QVERIFY(waitUntil([this] { return m_stream->offline() > 20; }));
        QVERIFY(m_stream->settle());
        QCOMPARE(m_stream->complaints(), QStringList());
    }

    void frozenNodeDeliversNothingStale()
    {
        m_b->freeze();
        const bool unknown = waitUntil([this] { return m_stream->unknown() > 40; });
        m_b->thaw();
        QVERIFY(unknown);
        QVERIFY(m_stream->deliversAgain());
        QVERIFY(m_stream->settle());
        QCOMPARE(m_stream->complaints(), QStringList());
    }

    void stoppedNodeAnswersAllThatWaits()
    {
        m_stream->expectLoss();
        QVERIFY(m_b->stop());
        QVERIFY(waitUntil([this] { return m_stream->offline() > 20; }));
        QVERIFY(m_stream->settle());
        QCOMPARE(m_stream->complaints(), QStringList());
    }

    // A stop while answers of other nodes are waited for: it is clean, and nobody hangs.
    void stopWithAnswersPendingIsClean()
    {
        QVERIFY(m_stream->settle());
        m_stream.reset();
        NodeProcess asked(m_redis->url(), u"asked"_s);
        SocketClient alice(m_b->port(), "Alice");
        QVERIFY(alice.isOpenInTime());
        QTRY_COMPARE_WITH_TIMEOUT(asked.verdict("Alice"), "true", 15'000);
        m_b->freeze();
        RawClient waiting(asked.port()), gone(asked.port());
        gone.send(post("{\"to\":\"Alice\",\"content\":1}"));
        gone.socket().abort();
        waiting.send(post("{\"to\":\"Alice\",\"content\":1}")
                     + post("{\"to\":\"Alice\",\"content\":2}"));
        RawClient other(asked.port());
        for (int turn = 0; turn < 3; ++turn) // one may be for each of the two
            QCOMPARE(other.ask(get("/healthz")).status, 200);
        const bool clean = asked.stop();
        m_b->thaw();
        QVERIFY(clean);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(waiting.reply().status, 503);
    }

private:
    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<NodeProcess> m_a;
    std::unique_ptr<NodeProcess> m_b;
    std::unique_ptr<CheckingStream> m_stream;
};

QTEST_GUILESS_MAIN(TestNodeFaults)
#include "tst_node_faults.moc"
