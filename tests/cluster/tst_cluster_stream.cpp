#include "tests/broker/redis_server.h"
#include "tests/cluster/checking_stream.h"
#include "tests/cluster/node_process.h"

#include <QTest>

using namespace pushpoint::kit;
using namespace Qt::StringLiterals;
using Answer = DeliveryLog::Answer;

/// Two real nodes and a real Redis under a stream that checks itself.
class TestClusterStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        m_redis = std::make_unique<RedisServer>();
        m_a = std::make_unique<NodeProcess>(m_redis->url(), u"a"_s);
        m_b = std::make_unique<NodeProcess>(m_redis->url(), u"b"_s);
        QVERIFY(m_a->isSureInTime() && m_b->isSureInTime());
    }

    void cleanupTestCase()
    {
        m_a.reset();
        m_b.reset();
        m_redis.reset();
    }

    // Alice is on both nodes, Bob on a, Carol on b, Nobody nowhere.
    void wholeStreamIsAnsweredRight()
    {
        CheckingStream stream;
        begin(stream);
        stream.flow(3'000);
        stream.finish();
        QCOMPARE(stream.log().complaints(), QStringList());
        QCOMPARE(stream.log().count(Answer::Unknown), 0);
        QVERIFY2(stream.log().sent() > 450, qPrintable(QString::number(stream.log().sent())));
        QVERIFY(stream.log().count(Answer::Offline) > 80);
        QCOMPARE(stream.log().count(Answer::Offline) + stream.log().count(Answer::Delivered),
                 stream.log().sent());
    }

    // Whoever has seen its socket open is reached; whoever closes is offline, and never in between.
    void receiversThatComeAndGoAreNeverFalselyOffline()
    {
        CheckingStream stream;
        begin(stream);
        const quint16 ports[] = {m_a->port(), m_b->port()};
        std::deque<int> open;
        for (int i = 0; i < 600; ++i) {
            open.push_back(stream.beginReceiver("Flap", ports[i % 2], i % 2));
            QVERIFY(waitUntil([&] { return stream.isOpen(open.back()); }));
            if (open.size() > size_t(i % 3)) {
                stream.closeReceiver(open.front());
                open.pop_front();
            }
        }
        stream.finish();
        QCOMPARE(stream.log().complaints(), QStringList());
        QCOMPARE(stream.log().count(Answer::Unknown), 0);
    }

    void restartOfRedisMakesNobodyOffline()
    {
        CheckingStream stream;
        begin(stream);
        stream.flow(500);
        const qint64 stoppedMs = stream.nowMs();
        m_redis->stop();
        stream.flow(2'000);
        const qint64 startedMs = stream.nowMs();
        QVERIFY(m_redis->start());
        stream.flow(3'500);
        stream.finish();
        DeliveryLog &log = stream.log();
        QCOMPARE(log.complaints(), QStringList());
        QVERIFY(log.firstAnsweredMs("Carol", Answer::Unknown, stoppedMs) > 0);
        const qint64 backMs = log.firstAnsweredMs("Carol", Answer::Delivered, startedMs);
        QVERIFY2(backMs > 0 && backMs - startedMs < 3'000,
                 qPrintable(QString::number(backMs - startedMs)));
        QVERIFY(log.lastSentMs("Carol", Answer::Unknown) < startedMs + 3'000);
    }

    void cutSubscriptionsComeBackByThemselves()
    {
        CheckingStream stream;
        begin(stream);
        for (int i = 0; i < 3; ++i) {
            stream.flow(700);
            QVERIFY(!m_redis->ask({"CLIENT", "KILL", "TYPE", "pubsub"}).isEmpty());
        }
        const qint64 lastMs = stream.nowMs();
        stream.flow(3'000);
        stream.finish();
        QCOMPARE(stream.log().complaints(), QStringList());
        QVERIFY(stream.log().lastSentMs("Carol", Answer::Unknown) < lastMs + 2'000);
        QVERIFY(stream.log().lastSentMs("Carol", Answer::Delivered) > lastMs + 2'000);
    }

    // A batch has many messages under way when a link breaks, and those that are tried again are
    // not to be overtaken by younger ones.
    void orderOfABatchIsKeptOverBreaks()
    {
        CheckingStream stream;
        stream.openReceiver("Carol", m_b->port(), 1);
        stream.addBatchSender("hot", 20, m_a->port(), "Carol");
        stream.addSenders("hot-", 2, m_a->port(), {"Carol"});
        stream.start();
        for (int i = 0; i < 6; ++i) {
            stream.flow(500);
            QVERIFY(!m_redis->ask({"CLIENT", "KILL", "TYPE", i % 2 == 0 ? "pubsub" : "normal"})
                         .isEmpty());
        }
        stream.flow(1'500);
        stream.finish();
        QCOMPARE(stream.log().complaints(), QStringList());
        QVERIFY(stream.log().count(Answer::Delivered) > 300);
    }

private:
    void begin(CheckingStream &stream)
    {
        stream.openReceiver("Alice", m_a->port(), 0);
        stream.openReceiver("Alice", m_b->port(), 1);
        stream.openReceiver("Bob", m_a->port(), 0);
        stream.openReceiver("Carol", m_b->port(), 1);
        const QList<QByteArray> names{"Alice", "Bob", "Carol", "Flap", "Nobody"};
        stream.addSenders("a-", 20, m_a->port(), names);
        stream.addSenders("b-", 20, m_b->port(), names);
        stream.start();
    }

    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<NodeProcess> m_a;
    std::unique_ptr<NodeProcess> m_b;
};

QTEST_GUILESS_MAIN(TestClusterStream)
#include "tst_cluster_stream.moc"
