#include "server/broker/redis/redis_broker.h"
#include "tests/broker/redis/redis_server.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

// docs/cluster.md has the same line.
const QList<QByteArray> leastRights{"ACL",
                                    "SETUSER",
                                    "least",
                                    ">secret",
                                    "on",
                                    "resetkeys",
                                    "resetchannels",
                                    "~pp:*",
                                    "&pp:*",
                                    "-@all",
                                    "+ping",
                                    "+info",
                                    "+time",
                                    "+select",
                                    "+multi",
                                    "+exec",
                                    "+publish",
                                    "+subscribe",
                                    "+unsubscribe",
                                    "+pubsub|numsub",
                                    "+zadd",
                                    "+zrangebyscore",
                                    "+zremrangebyscore",
                                    "+zrem"};

/// A Redis that has one answer to everything.
class OneAnswer : public QTcpServer
{
    Q_OBJECT

public:
    explicit OneAnswer(QByteArray answer) : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                socket->readAll();
                socket->write(m_answer);
            });
        });
    }
    QString url() const { return u"redis://127.0.0.1:%1"_s.arg(serverPort()); }

private:
    const QByteArray m_answer;
};

std::unique_ptr<RedisBroker> brokerAt(const QString &url)
{
    auto broker = std::make_unique<RedisBroker>(RedisAddress::parse(url).value(), "pp:", "node");
    broker->start();
    return broker;
}

} // namespace

/// What a Redis may refuse: each has its own word, and ends when somebody has mended it.
class TestRedisRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        m_redis = std::make_unique<RedisServer>();
        QVERIFY(m_redis->ask(leastRights).startsWith("+OK"));
    }

    void leastRightsAreEnough()
    {
        const auto a = brokerAt(urlOf("least:secret")), b = brokerAt(urlOf("least:secret"));
        QTRY_VERIFY_WITH_TIMEOUT(a->isLinked() && b->isLinked(), 10'000);
        int got = 0;
        b->setReceiver([&got](const Message &, const QByteArray &) { return ++got; });
        const UserName alice = UserName::parse(QByteArrayView("Alice")).value();
        bool confirmed = false;
        b->subscribe(alice, [&confirmed](bool yes) { confirmed = yes; });
        QTRY_VERIFY(confirmed);
        std::optional<Verdict> verdict;
        a->publish({{}, alice, "1", {}}, [&verdict](const Verdict &v) { verdict = v; });
        QTRY_VERIFY(verdict);
        QCOMPARE(verdict->kind, Verdict::Kind::Delivered);
        b->unsubscribe(alice);
        QTRY_VERIFY(m_redis->ask({"PUBSUB", "NUMSUB", "pp:u:Alice"}).contains(":0\r\n"));
        a->stop();
        b->stop();
        QVERIFY(a->linkStatus().detail == u"stopped"_s);
        QTRY_VERIFY(m_redis->ask({"ZCARD", "pp:nodes"}).startsWith(":0"));
    }

    // What Redis has not answered counts against what may be sent, but not for ever.
    void whatARefusalLeavesUnansweredIsForgotten()
    {
        const auto address = RedisAddress::parse(urlOf("least:secret"));
        RedisLinks links(*address, {"node/0000000000000001", "pp:n:node", "pp:nodes"}, nullptr);
        const QSignalSpy lost(&links, &RedisLinks::commandsLost);
        links.start();
        QTRY_VERIFY(links.commands().isReady());
        links.noteError("OOM command not allowed when used memory > 'maxmemory'.");
        QTRY_COMPARE(lost.size(), 1);
        links.stop();
    }

    void wrongPasswordIsNamed()
    {
        const auto broker = brokerAt(urlOf("least:wrong"));
        QTRY_COMPARE(broker->linkStatus().word(), "wrong_password");
    }

    void missingPermissionIsNamed_data()
    {
        QTest::addColumn<QByteArray>("right");
        for (const char *right : {"publish", "subscribe", "multi", "zadd", "time", "info"})
            QTest::newRow(right) << QByteArray(right);
    }
    void missingPermissionIsNamed()
    {
        QFETCH(QByteArray, right);
        QList<QByteArray> rights = leastRights;
        rights[2] = "lacking-" + right;
        rights.removeOne('+' + right);
        QVERIFY(m_redis->ask(rights).startsWith("+OK"));
        const auto broker = brokerAt(urlOf(rights[2] + ":secret"));
        bool named = false;
        const auto note = [&named](const LinkStatus &status) {
            named = named || status.word() == "no_permission";
        };
        connect(broker.get(), &Broker::linkChanged, this, note);
        const UserName name = UserName::parse(QByteArrayView("Alice")).value();
        QTRY_VERIFY_WITH_TIMEOUT(
            (broker->publish({{}, name, "1", {}}, [](const Verdict &) {}), named), 10'000);
    }

    void errorsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("no password given")
            << QByteArray("-NOAUTH Authentication required.\r\n") << QByteArray("wrong_password");
        QTest::newRow("loading") << QByteArray(
            "-LOADING Redis is loading the dataset in memory\r\n")
                                 << QByteArray("loading");
        QTest::newRow("replica") << QByteArray("-READONLY You can't write against a replica.\r\n")
                                 << QByteArray("read_only");
        QTest::newRow("no memory")
            << QByteArray("-OOM command not allowed\r\n") << QByteArray("out_of_memory");
        QTest::newRow("cluster") << QByteArray("-CLUSTERDOWN The cluster is down\r\n")
                                 << QByteArray("cluster_refused");
    }
    void errorsAreNamed()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, word);
        const OneAnswer server(answer);
        const auto broker = brokerAt(server.url());
        QTRY_COMPARE(broker->linkStatus().word(), word);
        QVERIFY(!broker->isLinked());
    }

    void realReplicaIsNamed()
    {
        const RedisServer replica(
            {u"--replicaof"_s, u"127.0.0.1"_s, QString::number(m_redis->port())});
        const auto broker = brokerAt(replica.url());
        QTRY_COMPARE_WITH_TIMEOUT(broker->linkStatus().word(), "read_only", 10'000);
    }

    void realClusterIsRefused()
    {
        const RedisServer cluster({u"--cluster-enabled"_s, u"yes"_s});
        const auto broker = brokerAt(cluster.url());
        QTRY_COMPARE_WITH_TIMEOUT(broker->linkStatus().word(), "cluster_refused", 10'000);
    }

    void fullMemoryIsNamedAndMended()
    {
        RedisServer full({u"--maxmemory"_s, u"1"_s, u"--maxmemory-policy"_s, u"noeviction"_s});
        const auto broker = brokerAt(full.url());
        QTRY_COMPARE_WITH_TIMEOUT(broker->linkStatus().word(), "out_of_memory", 10'000);
        full.ask({"CONFIG", "SET", "maxmemory", "0"});
        QTRY_VERIFY_WITH_TIMEOUT(broker->isLinked(), 15'000);
    }

private:
    QString urlOf(const QByteArray &who) const
    {
        return u"redis://%1@127.0.0.1:%2"_s.arg(QString::fromUtf8(who)).arg(m_redis->port());
    }

    std::unique_ptr<RedisServer> m_redis;
};

QTEST_GUILESS_MAIN(TestRedisRefusals)
#include "tst_redis_refusals.moc"
