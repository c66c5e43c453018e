#include "tests/broker/redis_server.h"
#include "tests/cluster/node_process.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// Two real nodes and a real Redis.
class TestCluster : public QObject
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
        // Linked, and the Redis old enough: nobody is missed.
        QTRY_COMPARE_WITH_TIMEOUT(m_a->publish("nobody").status, 200, 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_b->publish("nobody").status, 200, 15'000);
    }

    void cleanupTestCase()
    {
        m_a.reset();
        m_b.reset();
        m_redis.reset();
    }

    void receiverOnTheOtherNodeIsReached()
    {
        SocketClient alice(m_b->port(), "Alice");
        QVERIFY(alice.isOpenInTime());
        const Reply reply = m_a->publish("Alice");
        QCOMPARE(reply.json().value("succeed"_L1), QJsonValue(true));
        QCOMPARE(reply.json().value("node"_L1).toString(), u"b"_s);
        QVERIFY(alice.hasTextsInTime(1));
        QCOMPARE(alice.texts.first(), u"{\"from\":\"Bob\",\"content\":1}"_s);
    }

    void receiverOnBothNodesGetsItOnBoth()
    {
        SocketClient here(m_a->port(), "Alice"), there(m_b->port(), "Alice");
        QVERIFY(here.isOpenInTime() && there.isOpenInTime());
        QCOMPARE(m_a->publish("Alice").json().value("node"_L1).toString(), u"a"_s);
        QVERIFY(here.hasTextsInTime(1) && there.hasTextsInTime(1));
        QCOMPARE(here.texts.size() + there.texts.size(), 2);
    }

    void nobodyAnywhereIsOffline()
    {
        const Reply reply = m_a->publish("Nobody");
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json().value("msg"_L1).toString(), u"对方不在线"_s);
    }

    // Whoever has seen its socket open can be reached from every node at once.
    void openedSocketIsNeverOffline()
    {
        for (int i = 0; i < 200; ++i) {
            const QByteArray name = "open-" + QByteArray::number(i);
            SocketClient client(m_b->port(), name);
            QVERIFY(client.isOpenInTime());
            QCOMPARE(m_a->publish(name).json().value("succeed"_L1), QJsonValue(true));
        }
    }

    void pipelinedAnswersKeepTheirOrder()
    {
        SocketClient alice(m_b->port(), "Alice");
        QVERIFY(alice.isOpenInTime());
        RawClient client(m_a->port());
        client.send(post("{\"to\":\"Alice\",\"content\":1}") + get("/healthz")
                    + post("{\"to\":\"Nobody\",\"content\":2}") + get("/healthz"));
        QCOMPARE(client.reply().body, "{\"succeed\":true}");
        QCOMPARE(client.reply().body, "{\"status\":\"ok\"}");
        QCOMPARE(client.reply().body, "{\"succeed\":false,\"msg\":\"对方不在线\"}");
        QCOMPARE(client.reply().body, "{\"status\":\"ok\"}");
    }

    void batchIsAnsweredInOrder()
    {
        SocketClient here(m_a->port(), "Here"), there(m_b->port(), "There");
        QVERIFY(here.isOpenInTime() && there.isOpenInTime());
        RawClient client(m_a->port());
        const Reply reply = client.ask(
            request("POST", "/rest/messages", "Content-Type: application/json\r\n",
                    "[{\"to\":\"There\",\"content\":1},{\"to\":\"Nobody\",\"content\":2},3,"
                    "{\"to\":\"Here\",\"content\":4}]"));
        QVERIFY(reply.body.startsWith("[{\"succeed\":true},{\"succeed\":false,\"msg\":\"对方"));
        QVERIFY(reply.body.endsWith(",{\"succeed\":true}]"));
    }

    void socketsRefIsAnsweredLater()
    {
        SocketClient bob(m_a->port(), "Bob"), alice(m_b->port(), "Alice");
        QVERIFY(bob.isOpenInTime() && alice.isOpenInTime());
        bob.socket().sendTextMessage(u"{\"to\":\"Alice\",\"content\":1,\"ref\":\"r1\"}"_s);
        QVERIFY(bob.hasTextsInTime(1));
        QCOMPARE(bob.texts.first(), u"{\"ref\":\"r1\",\"succeed\":true}"_s);
        QVERIFY(alice.hasTextsInTime(1));
    }

    void clientThatHangsUpMeanwhileHurtsNobody()
    {
        for (int i = 0; i < 50; ++i) {
            RawClient client(m_a->port());
            client.send(post("{\"to\":\"Nobody\",\"content\":1}"));
            client.socket().abort();
        }
        QCOMPARE(m_a->publish("Nobody").status, 200);
    }

    void hungRedisMakesNobodyOffline()
    {
        SocketClient there(m_b->port(), "There"), here(m_a->port(), "Here");
        QVERIFY(there.isOpenInTime() && here.isOpenInTime());
        m_redis->freeze();
        const Reply reply = m_a->publish("There", "\"hung\"");
        const Reply local = m_a->publish("Here");
        m_redis->thaw();
        QCOMPARE(reply.status, 503);
        QCOMPARE(reply.word(), "cluster_unknown");
        QVERIFY(!reply.header("Retry-After").isEmpty());
        QCOMPARE(local.json().value("succeed"_L1), QJsonValue(true));
        QTRY_COMPARE_WITH_TIMEOUT(m_a->publish("There").status, 200, 15'000);
        QVERIFY(there.hasTextsInTime(1));
        // What was not answered as delivered does not come late.
        QVERIFY(there.texts.filter(u"hung"_s).isEmpty());
    }

    void restartedRedisMakesNobodyOffline()
    {
        SocketClient there(m_b->port(), "There");
        QVERIFY(there.isOpenInTime());
        m_redis->stop();
        QCOMPARE(m_a->publish("There").status, 503);
        QVERIFY(m_redis->start());
        Reply reply;
        QVERIFY(waitUntil([&] {
            reply = m_a->publish("There");
            return reply.status == 200;
        }));
        QCOMPARE(reply.json().value("succeed"_L1), QJsonValue(true));
    }

private:
    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<NodeProcess> m_a;
    std::unique_ptr<NodeProcess> m_b;
};

QTEST_GUILESS_MAIN(TestCluster)
#include "tst_cluster.moc"
