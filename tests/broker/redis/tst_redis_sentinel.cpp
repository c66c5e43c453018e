#include "server/broker/redis/redis_broker.h"
#include "tests/broker/redis/redis_server.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

/// A Sentinel that has one answer to everything; it may change.
class FakeSentinel : public QTcpServer
{
    Q_OBJECT

public:
    explicit FakeSentinel(QByteArray answer) : m_answer(std::move(answer))
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
    void pointTo(const RedisServer &redis) { m_answer = wordFor(redis); }
    static QByteArray wordFor(const RedisServer &redis)
    {
        const QByteArray port = QByteArray::number(redis.port());
        return "*2\r\n$9\r\n127.0.0.1\r\n$" + QByteArray::number(port.size()) + "\r\n" + port
            + "\r\n";
    }
    QString place() const { return u"127.0.0.1:%1"_s.arg(serverPort()); }

private:
    QByteArray m_answer;
};

std::unique_ptr<RedisBroker> brokerAt(const QString &places)
{
    const QString url = u"redis+sentinel://%1/mymaster"_s.arg(places);
    auto broker = std::make_unique<RedisBroker>(RedisAddress::parse(url).value(), "pp:", "node");
    broker->start();
    return broker;
}

const QByteArray nobody = "*-1\r\n";

} // namespace

/// A master that Sentinels know: how it is named, found, doubted and followed.
class TestRedisSentinel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
    }

    void addressIsRead()
    {
        const auto address
            = RedisAddress::parse(u"redis+sentinel://me:p%2Cw@one:1,[::1],three:3/my%20m/2"_s);
        QVERIFY(address);
        const std::vector<RedisAddress::Place> places{
            {u"one"_s, 1}, {u"::1"_s, 26379}, {u"three"_s, 3}};
        QCOMPARE(address->sentinels, places);
        QCOMPARE(address->user, "me");
        QCOMPARE(address->password, "p,w");
        QCOMPARE(address->masterName, "my m");
        QCOMPARE(address->database, 2);
        QCOMPARE(address->text(), u"redis+sentinel://one:1,[::1]:26379,three:3/my m/2"_s);
    }

    void sentinelsOwnPasswordIsRead()
    {
        const auto address = RedisAddress::parse(
            u"redis+sentinel://:p@one/m?sentinel_username=me&sentinel_password=a%26b%3F+"_s);
        QVERIFY(address);
        QCOMPARE(address->password, "p");
        QCOMPARE(address->sentinelUser, "me");
        QCOMPARE(address->sentinelPassword, "a&b?+");
        QCOMPARE(address->text(), u"redis+sentinel://one:26379/m/0"_s);
    }

    void wrongAddressIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"redis+sentinel://", "redis+sentinel://one", "redis+sentinel://one/",
              "redis+sentinel:///m", "redis+sentinel://one,/m", "redis+sentinel://one:x/m",
              "redis+sentinel://one/m/x", "redis+sentinel://one/m/1/2", "redis+sentinel://one/m?x",
              "redis+sentinel://one,me:secret@two/m", "redis+sentinel://me@one/m",
              "redis+other://one/m", "redis+sentinel://one/m?ssl_ca_certs=/ca",
              "redis+sentinel://one/m?sentinel_password=",
              "redis+sentinel://one/m?sentinel_username=me",
              "redis+sentinel://one/m?password=secret", "redis:me:secret@one",
              "redis://one?sentinel_password=secret"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void wrongAddressIsRefused()
    {
        QFETCH(QString, text);
        const auto address = RedisAddress::parse(text);
        QVERIFY(!address);
        QCOMPARE(address.error().code, ErrorCode::BadOption);
        QVERIFY(!address.error().text().contains(u"secret"_s));
    }

    // One that is not there, one that does not know, and one that does.
    void firstSentinelThatKnowsIsBelieved()
    {
        const RedisServer redis;
        const FakeSentinel ignorant(nobody), knowing(FakeSentinel::wordFor(redis));
        QTcpServer gone;
        gone.listen(QHostAddress::LocalHost);
        const QString nowhere = u"127.0.0.1:%1"_s.arg(gone.serverPort());
        gone.close();
        const auto broker
            = brokerAt(QStringList{nowhere, ignorant.place(), knowing.place()}.join(u','));
        QTRY_VERIFY_WITH_TIMEOUT(broker->isLinked(), 10'000);
    }

    void noSentinelThatKnowsIsSaid()
    {
        const FakeSentinel ignorant(nobody);
        const auto broker = brokerAt(ignorant.place());
        QTRY_VERIFY(broker->linkStatus().detail.contains(u"knows no master \"mymaster\""_s));
    }

    // Sentinel's word may be old: a replica is never linked to, and it is asked again soon.
    void replicaIsNotTakenForTheMaster()
    {
        const RedisServer redis;
        const RedisServer replica(
            {u"--replicaof"_s, u"127.0.0.1"_s, QString::number(redis.port())});
        FakeSentinel sentinel(FakeSentinel::wordFor(replica));
        const auto broker = brokerAt(sentinel.place());
        QTRY_COMPARE_WITH_TIMEOUT(broker->linkStatus().word(), "lost", 10'000);
        QVERIFY(!broker->isLinked());
        sentinel.pointTo(redis);
        QTRY_VERIFY_WITH_TIMEOUT(broker->isLinked(), 4'000);
    }

    // The old master still runs and answers: only Sentinel's word tells.
    void newMasterIsFollowedThoughTheOldOneAnswers()
    {
        RedisServer first, second;
        FakeSentinel sentinel(FakeSentinel::wordFor(first));
        const auto broker = brokerAt(sentinel.place());
        QTRY_VERIFY_WITH_TIMEOUT(broker->isLinked(), 10'000);
        sentinel.pointTo(second);
        QTRY_VERIFY_WITH_TIMEOUT(second.ask({"ZCARD", "pp:nodes"}).startsWith(":1"), 4'000);
        QTRY_VERIFY(broker->isLinked());
        // Who else is on the way to it cannot be known at once, however long it has run.
        std::optional<Verdict> verdict;
        const UserName name = UserName::parse(QByteArrayView("Nobody")).value();
        broker->publish({{}, name, "1", {}}, [&verdict](const Verdict &v) { verdict = v; });
        QTRY_VERIFY(verdict);
        QCOMPARE(verdict->kind, Verdict::Kind::Unknown);
    }

    void sentinelThatGoesAwayTakesNothingAlong()
    {
        const RedisServer redis;
        auto sentinel = std::make_unique<FakeSentinel>(FakeSentinel::wordFor(redis));
        const auto broker = brokerAt(sentinel->place());
        QTRY_VERIFY_WITH_TIMEOUT(broker->isLinked(), 10'000);
        sentinel.reset();
        bool changed = false;
        connect(broker.get(), &Broker::linkChanged, this, [&changed] { changed = true; });
        QVERIFY(!QTest::qWaitFor([&changed] { return changed; }, 4'000)); // some beats
    }
};

QTEST_GUILESS_MAIN(TestRedisSentinel)
#include "tst_redis_sentinel.moc"
