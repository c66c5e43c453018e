#include "server/broker/redis/hiredis.h"
#include "server/broker/redis/redis_look.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ownId = "a/0000000000000001";
const QByteArray otherId = "b/0000000000000002";

QByteArray text(const QByteArray &value)
{
    return '$' + QByteArray::number(value.size()) + "\r\n" + value + "\r\n";
}

QByteArray array(const QByteArrayList &items)
{
    return '*' + QByteArray::number(items.size()) + "\r\n" + items.join();
}

/// A reply as it comes over the wire.
class WireReply
{
public:
    explicit WireReply(const QByteArray &bytes) : m_reader(redisReaderCreate(), &redisReaderFree)
    {
        redisReaderFeed(m_reader.get(), bytes.constData(), size_t(bytes.size()));
        void *reply = nullptr;
        redisReaderGetReply(m_reader.get(), &reply);
        m_reply.reset(static_cast<redisReply *>(reply));
        if (!m_reply)
            qFatal("no reply");
    }
    RedisReply get() const { return RedisReply(*m_reply); }

private:
    struct Free
    {
        void operator()(redisReply *reply) const { freeReplyObject(reply); }
    };
    std::unique_ptr<redisReader, decltype(&redisReaderFree)> m_reader;
    std::unique_ptr<redisReply, Free> m_reply;
};

QByteArray counts(const QByteArray &receivers, const QByteArray &listeners)
{
    return array({text("u"), receivers, text("n"), listeners});
}

} // namespace

/// A look is believed whole or not at all: what it lacks might be the receiver's node.
class TestRedisLook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeLookIsRead()
    {
        const WireReply reply(
            array({":2\r\n", counts(":1\r\n", ":0\r\n"), array({text(otherId), text(ownId)})}));
        const auto look = readLook(reply.get(), {otherId}, ownId);
        QVERIFY(look);
        QCOMPARE(look->receivers, 1);
        QVERIFY(look->listening.isEmpty());
        QCOMPARE(look->listed, (QList<QByteArray>{otherId, ownId}));
        const WireReply both(array({":0\r\n", counts(":0\r\n", ":1\r\n"), array({text(ownId)})}));
        QCOMPARE(readLook(both.get(), {otherId}, ownId)->listening, QList<QByteArray>{otherId});
    }

    void lookThatCannotBeTrueIsNone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray nodes = array({text(ownId)});
        const QByteArray good = counts(":0\r\n", ":1\r\n");
        const QByteArray wrongType = "-WRONGTYPE Operation against a key\r\n";
        QTest::newRow("transaction refused") << "-EXECABORT Transaction discarded\r\n"_ba;
        for (const char *error : {"NOAUTH", "LOADING", "MOVED 1 x:1", "NOPERM", "ERR"})
            QTest::newRow(error) << '-' + QByteArray(error) + " text\r\n";
        QTest::newRow("nothing done") << "*-1\r\n"_ba;
        QTest::newRow("a text") << text("OK");
        QTest::newRow("a number") << ":3\r\n"_ba;
        QTest::newRow("empty") << array({});
        QTest::newRow("without the nodes") << array({":0\r\n", good});
        QTest::newRow("too much") << array({":0\r\n", good, nodes, nodes});
        QTest::newRow("not published") << array({"-ERR\r\n", good, nodes});
        QTest::newRow("not counted") << array({":0\r\n", "-ERR\r\n", nodes});
        QTest::newRow("one count missing")
            << array({":0\r\n", array({text("u"), ":0\r\n"}), nodes});
        QTest::newRow("count is none") << array({":0\r\n", counts("$-1\r\n", ":1\r\n"), nodes});
        QTest::newRow("count is an error")
            << array({":0\r\n", counts("-ERR\r\n", ":1\r\n"), nodes});
        QTest::newRow("nodes of a wrong type") << array({":0\r\n", good, wrongType});
        QTest::newRow("no node at all") << array({":0\r\n", good, array({})});
        QTest::newRow("nodes without us") << array({":0\r\n", good, array({text(otherId)})});
        QTest::newRow("nodes are a text") << array({":0\r\n", good, text(ownId)});
    }
    void lookThatCannotBeTrueIsNone()
    {
        QFETCH(const QByteArray, bytes);
        const WireReply reply(bytes);
        QVERIFY(!readLook(reply.get(), {otherId}, ownId));
    }

    // Its node may be between two links.
    void nodeWithoutACountIsNotListening()
    {
        const WireReply reply(
            array({":0\r\n", counts(":0\r\n", "-ERR\r\n"), array({text(ownId)})}));
        QVERIFY(readLook(reply.get(), {otherId}, ownId)->listening.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestRedisLook)
#include "tst_redis_look.moc"
