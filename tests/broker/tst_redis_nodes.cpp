#include "tests/broker/redis_joint.h"

using namespace pushpoint;
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

/// Which nodes a node believes to be there: those of its own database.
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

private:
    std::unique_ptr<RedisServer> m_redis;
};

QTEST_GUILESS_MAIN(TestRedisNodes)
#include "tst_redis_nodes.moc"
