#include "server/broker/redis/redis_broker.h"
#include "tests/broker/redis/redis_server.h"
#include "tests/cluster/checking_stream.h"
#include "tests/cluster/node_process.h"
#include "tests/cluster/sentinel.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// A failover between two real Redis by a real Sentinel, while the checking stream runs.
class TestSentinel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
    }

    void cleanup()
    {
        m_stream.reset();
        m_b.reset();
        m_a.reset();
        m_sentinel.reset();
        m_replica.reset();
        m_master.reset();
    }

    void killedMasterIsReplaced()
    {
        startRedis({});
        QVERIFY(startNodes({}));
        m_master->stop();
        QVERIFY(waitUntil([this] { return m_stream->unknown() > 0; }));
        QVERIFY(m_stream->deliversAgain());
        checkFailover();
    }

    // The old one lives, and becomes a replica. The Sentinel has a password, the Redis has none:
    // each would refuse what is the other's.
    void masterThatStepsDownIsLeft()
    {
        startRedis("of-the-sentinel");
        QVERIFY(startNodes(u"?sentinel_password=of-the-sentinel"_s));
        QVERIFY(m_sentinel->ask({"SENTINEL", "FAILOVER", "mymaster"}).startsWith("+OK"));
        QVERIFY(waitUntil([this] { return isMaster(*m_replica); }));
        QVERIFY(m_stream->deliversAgain(400));
        checkFailover();
    }

    void sentinelsRefusalIsSaid_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("word");
        QTest::newRow("none") << QString() << u"NOAUTH"_s;
        QTest::newRow("wrong") << u"?sentinel_password=wrong"_s << u"WRONGPASS"_s;
        QTest::newRow("wrong user")
            << u"?sentinel_username=me&sentinel_password=of-the-sentinel"_s << u"WRONGPASS"_s;
    }
    void sentinelsRefusalIsSaid()
    {
        QFETCH(QString, options);
        QFETCH(QString, word);
        startRedis("of-the-sentinel");
        RedisBroker broker(RedisAddress::parse(url() + options).value(), "pp:", "node");
        broker.start();
        QTRY_VERIFY2(broker.linkStatus().detail.contains(word),
                     qPrintable(broker.linkStatus().detail));
        QVERIFY(!broker.linkStatus().detail.contains(u"of-the-sentinel"_s));
    }

private:
    void startRedis(const QByteArray &sentinelPassword)
    {
        m_master = std::make_unique<RedisServer>();
        m_replica = std::make_unique<RedisServer>(
            QStringList{u"--replicaof"_s, u"127.0.0.1"_s, QString::number(m_master->port())});
        m_sentinel = std::make_unique<Sentinel>(m_master->port(), sentinelPassword);
        QVERIFY(m_sentinel->waitUntilKnows(m_replica->port()));
    }

    QString url() const
    {
        return u"redis+sentinel://127.0.0.1:%1/mymaster"_s.arg(m_sentinel->port());
    }

    bool startNodes(const QString &options)
    {
        m_a = std::make_unique<NodeProcess>(url() + options, u"a"_s);
        m_b = std::make_unique<NodeProcess>(url() + options, u"b"_s);
        m_stream = std::make_unique<CheckingStream>(m_a->port(), m_b->port());
        return m_a->waitUntilCertain() && m_b->waitUntilCertain() && m_stream->start();
    }

    static bool isMaster(RedisServer &redis)
    {
        return redis.ask({"ROLE"}).contains("\r\nmaster\r\n");
    }

    void checkFailover()
    {
        QVERIFY(isMaster(*m_replica));
        QTRY_VERIFY(m_replica->ask({"PUBSUB", "NUMSUB", "pp:u:receiver-0"}).contains(":1\r\n"));
        QVERIFY(m_stream->deliversAgain());
        const bool settled = m_stream->settle();
        QVERIFY2(m_stream->complaints().isEmpty(),
                 m_stream->complaints().join(u'\n').toUtf8().constData());
        QVERIFY(settled);
        QVERIFY(m_a->waitUntilCertain()); // "offline" is said again
    }

    std::unique_ptr<RedisServer> m_master;
    std::unique_ptr<RedisServer> m_replica;
    std::unique_ptr<Sentinel> m_sentinel;
    std::unique_ptr<NodeProcess> m_a;
    std::unique_ptr<NodeProcess> m_b;
    std::unique_ptr<CheckingStream> m_stream;
};

QTEST_GUILESS_MAIN(TestSentinel)
#include "tst_sentinel.moc"
