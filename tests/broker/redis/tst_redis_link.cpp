// How commands leave: together, and early enough that the Redis need not wait for a long turn's
// end.
#include "server/broker/redis/redis_link.h"

#include <QElapsedTimer>
#include <QHostInfo>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace Qt::StringLiterals;

class TestRedisLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatOneTurnSendsLeavesAtItsEndInOneCall();
    void aLongTurnHandsOnAsItGoes();
    void aCutWithinALongTurnIsToldAfterIt();
    void anAddressThatComesAfterTheCloseIsNotConnectedTo();

private:
    /// The Redis' end; what it reads is read without the event loop's help.
    QByteArray arrivedByNow() const
    {
        m_peer->waitForReadyRead(0);
        return m_peer->readAll();
    }
    void sendSome(int count)
    {
        for (int i = 0; i < count; ++i)
            m_link->send({"PUBLISH", "u:Alice", "x"});
    }

    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<RedisLink> m_link;
    QTcpSocket *m_peer = nullptr;
};

void TestRedisLink::init()
{
    m_link.reset();
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    RedisAddress address;
    address.host = u"127.0.0.1"_s;
    address.port = m_server->serverPort();
    m_link = std::make_unique<RedisLink>(address);
    QSignalSpy ready(m_link.get(), &RedisLink::ready);
    m_link->open();
    QTRY_VERIFY(m_server->hasPendingConnections());
    m_peer = m_server->nextPendingConnection();
    QTRY_VERIFY(m_peer->bytesAvailable() > 0); // the PING
    m_peer->readAll();
    m_peer->write("+PONG\r\n");
    QTRY_COMPARE(ready.size(), 1);
}

void TestRedisLink::whatOneTurnSendsLeavesAtItsEndInOneCall()
{
    sendSome(RedisLink::commandsAtOnceMax - 1);
    QCOMPARE(arrivedByNow(), QByteArray());
    QTRY_COMPARE(m_peer->bytesAvailable() > 0, true);
    QCOMPARE(m_peer->readAll().count("PUBLISH"), RedisLink::commandsAtOnceMax - 1);
}

void TestRedisLink::aLongTurnHandsOnAsItGoes()
{
    sendSome(2 * RedisLink::commandsAtOnceMax + 1);
    QByteArray arrived = arrivedByNow();
    QCOMPARE(arrived.count("PUBLISH"), 2 * RedisLink::commandsAtOnceMax);
    QTRY_VERIFY(m_peer->bytesAvailable() > 0);
    arrived += m_peer->readAll();
    QCOMPARE(arrived.count("PUBLISH"), 2 * RedisLink::commandsAtOnceMax + 1);
}

// Qt keeps what it has looked up, and posts it at once: closing cannot call that back.
void TestRedisLink::anAddressThatComesAfterTheCloseIsNotConnectedTo()
{
    bool isKept = false;
    QHostInfo::lookupHost(u"localhost"_s, this, [&isKept](const QHostInfo &) { isKept = true; });
    QTRY_VERIFY(isKept);
    m_link->close();
    m_link->setTarget(u"localhost"_s, m_server->serverPort());
    m_link->open();
    m_link->close();
    QCoreApplication::processEvents();
    QVERIFY(!m_link->isOpen());
    // Where localhost is ::1 first, the second attempt takes the other address.
    connect(m_link.get(), &RedisLink::failed, m_link.get(), &RedisLink::open, Qt::QueuedConnection);
    m_link->open();
    QTRY_VERIFY(m_server->hasPendingConnections());
}

// The callers are amid their own work: nothing may end under their feet.
void TestRedisLink::aCutWithinALongTurnIsToldAfterIt()
{
    const QSignalSpy failed(m_link.get(), &RedisLink::failed);
    m_peer->abort(); // unread bytes or not: what is sent now meets a reset
    int unanswered = 0;
    for (int i = 0; i < 10 * RedisLink::commandsAtOnceMax; ++i) {
        QVERIFY(m_link->send({"PUBLISH", "u:Alice", "x"}, [&](const RedisReply *reply) {
            unanswered += reply == nullptr ? 1 : 0;
        }));
    }
    QCOMPARE(failed.size(), 0);
    QCOMPARE(unanswered, 0);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(unanswered, 10 * RedisLink::commandsAtOnceMax);
}

QTEST_GUILESS_MAIN(TestRedisLink)
#include "tst_redis_link.moc"
