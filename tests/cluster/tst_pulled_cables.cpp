#include "tests/cluster/checking_stream.h"
#include "tests/cluster/node_process.h"
#include "tests/cluster/redis_apart.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// Two nodes with a cable each to a Redis in another network namespace, under the checking stream:
/// the only cuts of which nobody is told, neither by a reset nor by an end.
class TestPulledCables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString why = RedisApart::whyNot(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void init()
    {
        m_redis = std::make_unique<RedisApart>();
        m_a = std::make_unique<NodeProcess>(m_redis->url(0), u"a"_s);
        m_b = std::make_unique<NodeProcess>(m_redis->url(1), u"b"_s);
        QVERIFY(m_a->waitUntilCertain() && m_b->waitUntilCertain());
        m_stream = std::make_unique<CheckingStream>(m_a->port(), m_b->port());
        QVERIFY(m_stream->start());
    }

    void cleanup()
    {
        m_stream.reset();
        m_b.reset();
        m_a.reset();
        m_redis.reset();
    }

    // Shorter than what makes a node count as gone: what was under way comes late, by TCP's own
    // repeats, and must not be delivered any more.
    void shortCutOfTheSender() { pullShortly(0); }
    void shortCutOfTheReceiver() { pullShortly(1); }

    // So long that the nodes give their links up and count as gone. Redis still believes in them,
    // so nobody can know whether somebody listens there: it stays at 503, and no "offline" is said.
    void longCutOfTheSender() { pullLong(0); }
    void longCutOfTheReceiver() { pullLong(1); }

private:
    void pullShortly(int cable)
    {
        for (int i = 0; i < 2; ++i) {
            m_redis->pull(cable, true);
            const int before = m_stream->unknown();
            const bool unknown = waitUntil([&] { return m_stream->unknown() > before + 30; });
            m_redis->pull(cable, false);
            QVERIFY(unknown);
            QVERIFY(m_stream->deliversAgain());
        }
        check();
    }

    void pullLong(int cable)
    {
        m_redis->pull(cable, true);
        QElapsedTimer cut;
        cut.start();
        QVERIFY(waitUntil([&] { return cut.hasExpired(8'000); }, 20'000));
        QVERIFY(m_stream->unknown() > 100);
        QCOMPARE(m_stream->offline(), 0);
        m_redis->pull(cable, false);
        QVERIFY(m_stream->deliversAgain(100, 15'000));
        check();
    }

    void check()
    {
        const bool settled = m_stream->settle();
        QVERIFY2(m_stream->complaints().isEmpty(),
                 m_stream->complaints().join(u'\n').toUtf8().constData());
        QVERIFY(settled);
    }

    std::unique_ptr<RedisApart> m_redis;
    std::unique_ptr<NodeProcess> m_a;
    std::unique_ptr<NodeProcess> m_b;
    std::unique_ptr<CheckingStream> m_stream;
};

QTEST_GUILESS_MAIN(TestPulledCables)
#include "tst_pulled_cables.moc"
