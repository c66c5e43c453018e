#include "tests/broker/redis/redis_joint.h"

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

Message message(const char *to)
{
    return {{}, UserName::parse(QByteArrayView(to)).value(), "1", {}};
}

std::optional<Verdict> publish(Broker &broker, const char *to)
{
    auto verdict = std::make_shared<std::optional<Verdict>>();
    broker.publish(message(to), [verdict](const Verdict &said) { *verdict = said; });
    (void)QTest::qWaitFor([&] { return verdict->has_value(); });
    return *verdict;
}

bool subscribe(Broker &broker, const char *to)
{
    auto confirmed = std::make_shared<bool>(false);
    broker.subscribe(message(to).to, [confirmed](bool yes) { *confirmed = yes; });
    return QTest::qWaitFor([&] { return *confirmed; });
}

} // namespace

/// Which nodes a node believes to be there: those of its own database, and not fewer because their
/// list was lost.
class TestRedisNodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        m_redis = std::make_unique<RedisServer>();
        QVERIFY(m_redis->waitUntilOld());
    }
    void init() { m_redis->ask({"FLUSHALL"}); }

    void nodesOfTwoDatabasesDoNotHearEachOther()
    {
        RedisJoint first(*m_redis, m_redis->port(), u"redis://127.0.0.1:%1/0"_s);
        RedisJoint second(*m_redis, m_redis->port(), u"redis://127.0.0.1:%1/1"_s);
        const auto a = first.make("a"), b = second.make("b"), c = second.make("c");
        int got = 0;
        b->setReceiver([&got](const Message &, const QByteArray &) { return ++got; });
        QVERIFY(subscribe(*b, "Alice"));
        QCOMPARE(publish(*a, "Alice")->kind, Verdict::Kind::Offline);
        a->forward(message("Alice"));
        QCOMPARE(publish(*c, "Alice")->kind, Verdict::Kind::Delivered);
        QCOMPARE(got, 1);
        QTRY_COMPARE(c->nodes().size(), 2u); // by what they say of themselves
        QCOMPARE(a->nodes().size(), 1u);
    }

    // Nodes of before are among them, so the first database's channels stay as they were.
    void numberOfTheDatabaseStandsInFrontOfItsChannels_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("channel");
        QTest::newRow("none") << u"redis://127.0.0.1:%1"_s << "test:u:Alice"_ba;
        QTest::newRow("0") << u"redis://127.0.0.1:%1/0"_s << "test:u:Alice"_ba;
        QTest::newRow("12") << u"redis://127.0.0.1:%1/12"_s << "test:12:u:Alice"_ba;
    }
    void numberOfTheDatabaseStandsInFrontOfItsChannels()
    {
        QFETCH(const QString, url);
        QFETCH(const QByteArray, channel);
        RedisJoint joint(*m_redis, m_redis->port(), url);
        const auto node = joint.make("a");
        QVERIFY(subscribe(*node, "Alice"));
        QVERIFY(m_redis->ask({"PUBSUB", "NUMSUB", channel}).contains("\r\n:1\r\n"));
    }

    // The receiver's node is between two links, and nothing in Redis tells that it is there.
    void lostListMakesNobodyOffline_data()
    {
        QTest::addColumn<QList<QByteArray>>("command");
        const QByteArray key = "test:nodes";
        QTest::newRow("deleted") << QList<QByteArray>{"DEL", key};
        QTest::newRow("text") << QList<QByteArray>{"SET", key, "x"};
        QTest::newRow("hash") << QList<QByteArray>{"EVAL",
                                                   "redis.call('DEL', KEYS[1]) "
                                                   "return redis.call('HSET', KEYS[1], 'a', 'b')",
                                                   "1", key};
    }
    void lostListMakesNobodyOffline()
    {
        QFETCH(const QList<QByteArray>, command);
        RedisJoint joint(*m_redis, m_redis->port(), u"redis://127.0.0.1:%1"_s);
        const auto a = joint.make("a"), b = joint.make("b");
        int got = 0;
        b->setReceiver([&got](const Message &, const QByteArray &) { return ++got; });
        QVERIFY(subscribe(*b, "Alice"));
        QCOMPARE(publish(*a, "Alice")->kind, Verdict::Kind::Delivered);
        joint.setCut(*b, true);
        QTRY_VERIFY(m_redis->ask({"PUBSUB", "NUMSUB", "test:u:Alice"}).contains(":0\r\n"));
        m_redis->ask(command);
        for (int i = 0; i < 3;
             ++i) // more than a second each: over some beats of the node that asks
            QCOMPARE(publish(*a, "Alice")->kind, Verdict::Kind::Unknown);
        m_redis->ask({"DEL", "test:nodes"}); // what is of a wrong type only a person may take away
        joint.setCut(*b, false);
        QTRY_COMPARE_WITH_TIMEOUT(publish(*a, "Alice")->kind, Verdict::Kind::Delivered, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(publish(*a, "Nobody")->kind, Verdict::Kind::Offline, 15'000);
        QVERIFY(m_redis->ask({"ZCARD", "test:nodes"}).startsWith(":2"));
    }

    void listOfAWrongTypeIsNamed()
    {
        RedisJoint joint(*m_redis, m_redis->port(), u"redis://127.0.0.1:%1"_s);
        const auto a = joint.make("a");
        m_redis->ask({"SET", "test:nodes", "x"});
        QTRY_COMPARE(a->linkStatus().word(), "lost");
        QVERIFY2(a->linkStatus().detail.startsWith(u"WRONGTYPE"_s)
                     && a->linkStatus().detail.endsWith(u": test:nodes"_s),
                 qPrintable(a->linkStatus().detail));
        m_redis->ask({"DEL", "test:nodes"});
        QTRY_VERIFY(a->isLinked());
        QVERIFY(m_redis->ask({"ZCARD", "test:nodes"}).startsWith(":1"));
    }

    void namesAreNotCompleteWhileNodesMayBeMissing()
    {
        RedisJoint joint(*m_redis, m_redis->port(), u"redis://127.0.0.1:%1"_s);
        const auto a = joint.make("a");
        const auto isComplete = [&a] {
            auto answer = std::make_shared<std::optional<PresenceAnswer>>();
            a->askPresence({"", 10, false},
                           [answer](const PresenceAnswer &said) { *answer = said; });
            return QTest::qWaitFor([&] { return answer->has_value(); }) && (*answer)->complete;
        };
        QVERIFY(isComplete());
        m_redis->ask({"DEL", "test:nodes"});
        QTRY_VERIFY(m_redis->ask({"ZCARD", "test:nodes"}).startsWith(":1"));
        QTRY_VERIFY(!isComplete());
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(), 15'000);
    }

private:
    std::unique_ptr<RedisServer> m_redis;
};

QTEST_GUILESS_MAIN(TestRedisNodes)
#include "tst_redis_nodes.moc"
