#include "tests/broker/redis/redis_server.h"
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

    // More of them than one connection may wait for, between answers that are known at once.
    void manyPipelinedPublishesAreAnsweredInOrder()
    {
        SocketClient here(m_a->port(), "Here"), there(m_b->port(), "There");
        QVERIFY(here.isOpenInTime() && there.isOpenInTime());
        constexpr int rounds = 25;
        const auto messageTo = [](const QByteArray &name, int number) {
            return "{\"from\":\"Bob\",\"to\":\"" + name
                + "\",\"content\":" + QByteArray::number(number) + "}";
        };
        const auto to
            = [&](const QByteArray &name, int number) { return post(messageTo(name, number)); };
        const auto inChunksTo = [&](const QByteArray &name, int number) {
            const QByteArray body = messageTo(name, number);
            return request("POST", "/rest/message",
                           "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n")
                + QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n";
        };
        QByteArray all;
        for (int i = 0; i < rounds; ++i)
            all += to("There", 2 * i) + to("Nobody", i) + to("Here", i) + inChunksTo("Here", i)
                + post("{") + get("/healthz") + to("There", 2 * i + 1);
        RawClient client(m_a->port());
        client.send(all);
        for (int i = 0; i < rounds; ++i) {
            QCOMPARE(client.reply().body, "{\"succeed\":true}");
            QCOMPARE(client.reply().body, "{\"succeed\":false,\"msg\":\"对方不在线\"}");
            QCOMPARE(client.reply().body, "{\"succeed\":true}");
            QCOMPARE(client.reply().body, "{\"succeed\":true}");
            QCOMPARE(client.reply().status, 400);
            QCOMPARE(client.reply().body, "{\"status\":\"ok\"}");
            QCOMPARE(client.reply().body, "{\"succeed\":true}");
        }
        QVERIFY(there.hasTextsInTime(2 * rounds));
        for (int i = 0; i < 2 * rounds; ++i)
            QVERIFY(there.texts[i].contains(u"\"content\":%1}"_s.arg(i)));
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

    void connectionsAreOfTheWholeCluster()
    {
        SocketClient here(m_a->port(), "Alice"), there(m_b->port(), "Alice"),
            bob(m_b->port(), "Bob");
        QVERIFY(here.isOpenInTime() && there.isOpenInTime() && bob.isOpenInTime());
        RawClient client(m_a->port());
        const auto body = [&client](const QByteArray &query) {
            return client.ask(get("/rest/connections" + query)).body;
        };
        // Those of earlier tests may still be on their way out.
        QTRY_COMPARE(
            body({}),
            "[{\"name\":\"Alice\",\"connections\":2},{\"name\":\"Bob\",\"connections\":1}]");
        QCOMPARE(body("?scope=node"), "[{\"name\":\"Alice\",\"connections\":1}]");
        QCOMPARE(body("?limit=1"), "[{\"name\":\"Alice\",\"connections\":2}]");
        QCOMPARE(body("?after=Alice"), "[{\"name\":\"Bob\",\"connections\":1}]");
        QCOMPARE(
            body("?limit=1&detail=1"),
            "[{\"name\":\"Alice\",\"connections\":2,\"nodes\":[{\"node\":\"a\",\"connections\":1},"
            "{\"node\":\"b\",\"connections\":1}]}]");
        QCOMPARE(body("/Alice"), "{\"name\":\"Alice\",\"connections\":2}");
        QCOMPARE(body("/Bob?scope=node"), "{\"name\":\"Bob\",\"connections\":0}");
        QCOMPARE(client.ask(request("HEAD", "/rest/connections/Bob"), true).status, 200);
        QCOMPARE(client.ask(request("HEAD", "/rest/connections/Nobody"), true).status, 404);
        QVERIFY(client.ask(get("/rest/connections")).header("Pushpoint-Complete").isEmpty());
    }

    void connectionsThatCannotAllBeKnownSaySo()
    {
        SocketClient here(m_a->port(), "Alice");
        QVERIFY(here.isOpenInTime());
        m_b->freeze();
        const Reply reply = RawClient(m_a->port()).ask(get("/rest/connections/Alice"));
        m_b->thaw();
        QCOMPARE(reply.body, "{\"name\":\"Alice\",\"connections\":1}");
        QCOMPARE(reply.header("Pushpoint-Complete"), "false");
        QTRY_COMPARE_WITH_TIMEOUT(m_a->publish("nobody").status, 200, 15'000);
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
