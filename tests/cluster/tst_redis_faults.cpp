#include "tests/broker/redis/redis_server.h"
#include "tests/cluster/checking_stream.h"
#include "tests/cluster/node_process.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// What a Redis may do to two nodes, under the checking stream.
class TestRedisFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        // DEBUG is for the test's own connections from this machine.
        m_redis
            = std::make_unique<RedisServer>(QStringList{u"--enable-debug-command"_s, u"local"_s});
        m_a = std::make_unique<NodeProcess>(m_redis->url(), u"a"_s);
        m_b = std::make_unique<NodeProcess>(m_redis->url(), u"b"_s);
    }

    void init()
    {
        QVERIFY(m_a->waitUntilCertain() && m_b->waitUntilCertain());
        m_stream = std::make_unique<CheckingStream>(m_a->port(), m_b->port());
        QVERIFY(m_stream->start());
    }

    void cleanup() { m_stream.reset(); }

    void cleanupTestCase()
    {
        m_a.reset();
        m_b.reset();
        m_redis.reset();
    }

    void quietNetworkLosesNothing()
    {
        QVERIFY(m_stream->deliversAgain(400));
        check();
        QCOMPARE(m_stream->unknown(), 0);
    }

    void restartIsOverWithinThreeSeconds()
    {
        m_redis->stop();
        QVERIFY(waitUntil([this] { return m_stream->unknown() > 5; }));
        QVERIFY(m_redis->start());
        QVERIFY(m_stream->deliversAgain(1, 3'000));
        QVERIFY(m_stream->deliversAgain());
        check();
    }

    void frozenRedisIsNotWaitedForLong()
    {
        m_redis->freeze();
        const bool unknown = waitUntil([this] { return m_stream->unknown() > 40; });
        m_redis->thaw();
        QVERIFY(unknown);
        QVERIFY(m_stream->deliversAgain());
        check();
        QVERIFY2(m_stream->slowestAnswerMs() < 1'500, "1.2 s, and some for a busy machine");
    }

    void redisThatSleepsMakesNobodyOffline()
    {
        // Its answer is not waited for.
        QTcpSocket admin;
        admin.connectToHost(QHostAddress(QHostAddress::LocalHost), m_redis->port());
        admin.write("DEBUG SLEEP 2\r\n");
        QVERIFY(waitUntil([this] { return m_stream->unknown() > 10; }));
        QVERIFY(m_stream->deliversAgain());
        check();
    }

    void cutSubscriptionsComeBack()
    {
        for (int i = 0; i < 3; ++i) {
            QVERIFY(m_redis->ask({"CLIENT", "KILL", "TYPE", "pubsub"}).startsWith(':'));
            QVERIFY(m_stream->deliversAgain());
        }
        check();
    }

    // Nothing in Redis tells that the receivers' node is there.
    void lostListOfNodesMakesNobodyOffline_data()
    {
        QTest::addColumn<QList<QByteArray>>("command");
        QTest::newRow("deleted") << QList<QByteArray>{"DEL", "pp:nodes"};
        QTest::newRow("of a wrong type") << QList<QByteArray>{"SET", "pp:nodes", "x"};
    }
    void lostListOfNodesMakesNobodyOffline()
    {
        QFETCH(const QList<QByteArray>, command);
        for (int i = 0; i < 5; ++i) {
            m_redis->ask(command);
            QVERIFY(m_redis->ask({"CLIENT", "KILL", "TYPE", "pubsub"}).startsWith(':'));
            QVERIFY(m_stream->deliversAgain());
        }
        check();
        m_redis->ask({"DEL", "pp:nodes"});
        QTRY_VERIFY(m_redis->ask({"ZCARD", "pp:nodes"}).startsWith(":2"));
    }

    void cutCommandsComeBack()
    {
        QVERIFY(m_redis->ask({"CLIENT", "KILL", "TYPE", "normal"}).startsWith(':'));
        QVERIFY(m_stream->deliversAgain());
        check();
    }

private:
    void check()
    {
        QVERIFY(m_stream->settle());
        QCOMPARE(m_stream->complaints(), QStringList());
    }

    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<NodeProcess> m_a;
    std::unique_ptr<NodeProcess> m_b;
    std::unique_ptr<CheckingStream> m_stream;
};

QTEST_GUILESS_MAIN(TestRedisFaults)
#include "tst_redis_faults.moc"
