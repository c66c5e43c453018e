#include "tests/broker/redis/redis_server.h"
#include "tests/cluster/node_process.h"
#include "tests/measured.h"

#include <QElapsedTimer>
#include <QTest>

#include <sys/resource.h>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// Names that come and go on one node, seen from the other.
class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        m_redis = std::make_unique<RedisServer>();
        m_a = std::make_unique<NodeProcess>(m_redis->url(), u"a"_s);
        // No pings: these clients answer none, and opening 10,000 may take longer than patience.
        m_b = std::make_unique<NodeProcess>(
            m_redis->url(), u"b"_s,
            QStringList{u"--connections-max"_s, u"20000"_s, u"--ping-interval-ms"_s, u"600000"_s});
        QVERIFY(m_a->waitUntilCertain() && m_b->waitUntilCertain());
    }

    void cleanupTestCase()
    {
        m_a.reset();
        m_b.reset();
        m_redis.reset();
    }

    // Opened, told so, and posted to on the other node at once: 2,000 times.
    void openedSocketIsNeverOffline()
    {
        RawClient sender(m_a->port());
        for (int i = 0; i < 2'000; ++i) {
            const QByteArray name = "open-" + QByteArray::number(i);
            RawClient receiver(m_b->port());
            receiver.send(upgrade(name));
            QVERIFY(receiver.readUntil("\r\n\r\n").startsWith("HTTP/1.1 101"));
            const Reply reply = sender.ask(post("{\"to\":\"" + name + "\",\"content\":1}"));
            QVERIFY2(reply.body == "{\"succeed\":true}", reply.body.constData());
        }
    }

    // Closed, with the server's word for it, and posted to: offline, or taken while it went, but
    // never unknown, for both nodes are linked all the time.
    void closedSocketIsKnownToBeOffline()
    {
        RawClient sender(m_a->port());
        int late = 0;
        for (int i = 0; i < 2'000; ++i) {
            const QByteArray name = "close-" + QByteArray::number(i);
            RawClient receiver(m_b->port());
            receiver.send(upgrade(name));
            QVERIFY(receiver.readUntil("\r\n\r\n").startsWith("HTTP/1.1 101"));
            receiver.send(QByteArray::fromHex("888200000000") + QByteArray::fromHex("03e8"));
            QVERIFY(receiver.readExactly(4).startsWith('\x88'));
            const Reply reply = sender.ask(post("{\"to\":\"" + name + "\",\"content\":1}"));
            QCOMPARE(reply.status, 200);
            late += reply.body.contains("true") ? 1 : 0;
        }
        QVERIFY2(late < 100, "who has closed is gone at once");
    }

    void flappingNameEndsWithoutSubscription()
    {
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 400; ++i) {
            RawClient here(m_a->port()), there(m_b->port());
            here.send(upgrade("flapping"));
            there.send(upgrade("flapping"));
            if (i % 2 == 0)
                QVERIFY(there.readUntil("\r\n\r\n").startsWith("HTTP/1.1 101"));
            here.socket().abort();
            there.socket().abort();
        }
        QTRY_VERIFY(m_redis->ask({"PUBSUB", "NUMSUB", "pp:u:flapping"}).contains(":0\r\n"));
        QTRY_COMPARE(m_a->verdict("flapping"), "offline");
    }

    void tenThousandNamesAreBackWithinTwoSeconds()
    {
        rlimit limit{};
        getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
        constexpr int names = 10'000;
        if (limit.rlim_max < names + 100)
            QSKIP("too few descriptors");
        std::vector<std::unique_ptr<RawClient>> receivers;
        for (int i = 0; i < names; ++i) {
            receivers.push_back(std::make_unique<RawClient>(m_b->port()));
            receivers.back()->send(upgrade("many-" + QByteArray::number(i)));
        }
        for (const auto &receiver : receivers) {
            const QByteArray head = receiver->readUntil("\r\n\r\n");
            QVERIFY2(head.startsWith("HTTP/1.1 101"), (head + receiver->unread()).constData());
        }
        m_redis->ask({"CLIENT", "KILL", "TYPE", "pubsub"});
        QElapsedTimer clock;
        clock.start();
        QTRY_COMPARE(m_a->verdict("many-" + QByteArray::number(names - 1)), "true");
        QTRY_COMPARE(m_a->verdict("many-0"), "true");
        QVERIFY(isWithin(clock.elapsed(), 2'000, "10,000 names are back"));
    }

    // It counts as a receiver of everything, and has nobody.
    void foreignPatternMakesNoFalseTrue()
    {
        QTcpSocket foreign;
        foreign.connectToHost(QHostAddress(QHostAddress::LocalHost), m_redis->port());
        foreign.write("PSUBSCRIBE *\r\n");
        QVERIFY(foreign.waitForReadyRead(patienceMs));
        QCOMPARE(m_a->verdict("Nobody"), "offline");
        SocketClient alice(m_b->port(), "Alice");
        QVERIFY(alice.isOpenInTime());
        QCOMPARE(m_a->verdict("Alice"), "true");
    }

    // Even one who listens for the very name.
    void foreignListenerMakesNoFalseTrue()
    {
        QTcpSocket foreign;
        foreign.connectToHost(QHostAddress(QHostAddress::LocalHost), m_redis->port());
        foreign.write("SUBSCRIBE pp:u:Ghost\r\n");
        QVERIFY(foreign.waitForReadyRead(patienceMs));
        QCOMPARE(m_a->verdict("Ghost"), "unknown");
    }

    // It has the name, says so, and does not understand what it gets: nobody is called offline.
    void nodeOfAnotherVersionMakesNobodyOffline()
    {
        const QByteArray id = "north/0123456789abcdef";
        QTcpSocket other;
        other.connectToHost(QHostAddress(QHostAddress::LocalHost), m_redis->port());
        QVERIFY(other.waitForConnected(patienceMs));
        other.write("SUBSCRIBE pp:n:" + id + " pp:u:Newer\r\n");
        QVERIFY(other.waitForReadyRead(patienceMs));
        QTRY_VERIFY(m_redis->ask({"PUBSUB", "NUMSUB", "pp:u:Newer"}).contains(":1\r\n"));
        m_redis->ask({"PUBLISH", "pp:all", "PP3 h " + id.toPercentEncoding() + " 1 1 1 1 more"});
        QCOMPARE(m_a->verdict("Newer"), "unknown");
        QCOMPARE(m_a->verdict("Nobody"), "offline");
        for (const char *bytes :
             {"PP3 a x/0123456789abcdef\n1 0 1\n", "PP1 a 1 0 1 x/0123456789abcdef"})
            m_redis->ask({"PUBLISH", "pp:u:Newer", bytes});
        QCOMPARE(m_a->verdict("Newer"), "unknown");
    }

    void garbageHurtsNobody()
    {
        SocketClient alice(m_b->port(), "Alice");
        QVERIFY(alice.isOpenInTime());
        const QList<QByteArray> garbage{
            "",
            "PP2",
            "PP2 m",
            "PP2 m a b c d e\n{}",
            "PP9 m x/0 1 1 1 1\n{}",
            QByteArray(1'000'000, 'x'),
            QByteArray("\0\xff\xfe", 3),
            "PP2 m x/0123456789abcdef 1 0 99999999999999 0\n{\"to\":\"Alice\"",
            "PP2 h x 1 2 3 4"};
        for (const QByteArray &bytes : garbage) {
            for (const char *channel : {"pp:u:Alice", "pp:all"})
                QVERIFY(m_redis->ask({"PUBLISH", channel, bytes}).startsWith(":"));
        }
        QCOMPARE(m_a->verdict("Alice"), "true");
        QVERIFY(alice.hasTextsInTime(1));
        QCOMPARE(alice.texts.size(), 1);
    }

private:
    static QByteArray upgrade(const QByteArray &name)
    {
        return "GET /ws/" + name
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }

    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<NodeProcess> m_a;
    std::unique_ptr<NodeProcess> m_b;
};

QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
