#include "tests/broker/redis/redis_server.h"
#include "tests/cluster/fault_proxy.h"
#include "tests/cluster/holding_proxy.h"
#include "tests/server/kit.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// A message that is sent again with the same id reaches a connection once, whichever node was
/// asked, and the sender is told that it did. In one process, for the sanitizers.
class TestRepeats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        m_redis = std::make_unique<RedisServer>();
        QVERIFY(m_redis->waitUntilOld());
        m_b = std::make_unique<LiveServer>(joined("b", m_redis->url()));
        QVERIFY(isCertain(*m_b));
    }

    void cleanupTestCase()
    {
        m_b.reset();
        m_redis.reset();
    }

    // Each try is delivered and acked, and no ack comes back. As a client does it that waits.
    void repeatsAfterLostAcksAreDeliveredOnce()
    {
        FaultProxy wire(m_redis->port());
        LiveServer a(joined("a", wire.url()));
        QVERIFY(isCertain(a));
        SocketClient alice(m_b->port(), "Alice");
        QVERIFY(alice.isOpenInTime());
        wire.swallowToNode(true);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(send(a, "7").word(), "cluster_unknown");
        QVERIFY(alice.hasTextsInTime(1));
        wire.swallowToNode(false);
        wire.reset(); // what was lost inside a link's bytes cannot be mended
        Reply reply;
        QVERIFY(waitUntil([&] { return (reply = send(a, "7")).status == 200; }));
        QCOMPARE(reply.json().value("succeed"_L1), QJsonValue(true));
        QCOMPARE(reply.json().value("node"_L1).toString(), u"b"_s);
        QVERIFY(gotOnce(alice));
    }

    void repeatByAnotherNodeIsDeliveredOnce()
    {
        LiveServer a(joined("a", m_redis->url())), c(joined("c", m_redis->url()));
        QVERIFY(isCertain(a) && isCertain(c));
        SocketClient alice(m_b->port(), "Alice"), other(c.port(), "Alice");
        QVERIFY(alice.isOpenInTime() && other.isOpenInTime());
        for (LiveServer *node : {&a, &c, m_b.get(), &a})
            QCOMPARE(send(*node, "8").json().value("succeed"_L1), QJsonValue(true));
        QVERIFY(gotOnce(alice) && gotOnce(other));
    }

    // The first is under way to the others when the receiver comes here.
    void repeatWhoseReceiverHasComeHereMeanwhileReachesItOnce()
    {
        HoldingProxy wire(m_redis->port());
        LiveServer a(joined("a", wire.url()));
        QVERIFY(isCertain(a));
        wire.holdToNode();
        RawClient first(a.port()), second(a.port());
        first.send(message("9"));
        QCOMPARE(RawClient(a.port()).ask(get("/healthz")).status, 200); // so the first was read
        SocketClient alice(a.port(), "Alice");
        QVERIFY(alice.isOpenInTime());
        second.send(message("9"));
        QCOMPARE(RawClient(a.port()).ask(get("/healthz")).status, 200);
        wire.mend();
        // A machine that was too slow for the time of the first says so to both.
        const Reply one = first.reply(), two = second.reply();
        QCOMPARE(one.body, two.body);
        QVERIFY2(one.status == 503 || one.json().value("succeed"_L1).toBool(), one.body);
        QCOMPARE(send(a, "9").json().value("succeed"_L1), QJsonValue(true));
        QVERIFY(gotOnce(alice));
    }

private:
    static ServerOptions joined(const QByteArray &name, const QString &url)
    {
        ServerOptions options = quickOptions();
        options.nodeName = name;
        options.broker = RedisAddress::parse(url).value();
        return options;
    }
    static QByteArray message(const QByteArray &id)
    {
        return post("{\"from\":\"Bob\",\"to\":\"Alice\",\"content\":" + id + ",\"id\":\"" + id
                        + "\"}",
                    "?detail=1");
    }
    static Reply send(const LiveServer &node, const QByteArray &id)
    {
        return RawClient(node.port()).ask(message(id));
    }
    static bool isCertain(const LiveServer &node)
    {
        return waitUntil([&node] {
            return RawClient(node.port()).ask(post("{\"to\":\"Nobody\",\"content\":1}")).status
                == 200;
        });
    }
    /// What comes behind it tells that nothing more comes.
    bool gotOnce(SocketClient &alice)
    {
        const QByteArray last = "{\"to\":\"Alice\",\"content\":\"last\"}";
        return waitUntil([&] { return RawClient(m_b->port()).ask(post(last)).status == 200; })
            && waitUntil(
                   [&] { return alice.texts.value(alice.texts.size() - 1).contains(u"last"_s); })
            && alice.texts.filter(u"last"_s).size() == alice.texts.size() - 1;
    }

    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<LiveServer> m_b;
};

QTEST_GUILESS_MAIN(TestRepeats)
#include "tst_repeats.moc"
