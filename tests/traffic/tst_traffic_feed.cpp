#include "server/traffic/traffic_feed.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace pushpoint;

namespace {

TrafficEvent numbered(qint64 number)
{
    TrafficEvent event;
    event.sizeBytes = number;
    return event;
}

ConnectionStats connection(quint64 id)
{
    ConnectionStats stats;
    stats.id = id;
    return stats;
}

/// Does what it is told on a thread of its own until it is destroyed.
class Looker
{
public:
    template <typename Look>
    explicit Looker(Look look)
        : m_thread([this, look]() mutable {
              while (!m_stop.load(std::memory_order_relaxed)) {
                  look();
                  m_looks.fetch_add(1, std::memory_order_relaxed);
              }
          })
    { }
    ~Looker() { stop(); }

    void stop()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
    }
    quint64 looks() const { return m_looks.load(std::memory_order_relaxed); }

private:
    std::atomic<bool> m_stop{false};
    std::atomic<quint64> m_looks{0};
    std::thread m_thread;
};

} // namespace

class TrafficFeedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrder()
    {
        TrafficFeed feed;
        feed.setWatched(true);
        for (int i = 0; i < 1'000; ++i)
            feed.record(numbered(i));
        const auto batch = feed.take();
        QCOMPARE(batch.events.size(), size_t(1'000));
        QCOMPARE(batch.lost, quint64(0));
        for (int i = 0; i < 1'000; ++i)
            QCOMPARE(batch.events.at(size_t(i)).sizeBytes, i);
        QVERIFY(feed.take().events.isEmpty());
    }

    void dropsTracesBeforeRows()
    {
        constexpr qint64 capacityBytes = 1'000'000;
        TrafficFeed feed(100'000, capacityBytes);
        feed.setWatched(true);
        const auto content = std::make_shared<MessageTrace>();
        content->contentJson = QByteArray(10'000, 'x');
        for (int i = 0; i < 200; ++i) { // two million bytes
            TrafficEvent event = numbered(i);
            event.trace = content;
            feed.record(event);
        }
        const auto batch = feed.take();
        QCOMPARE(batch.events.size(), size_t(200));
        QCOMPARE(batch.lost, quint64(0));
        const auto traced = std::ranges::count_if(
            batch.events.all(), [](const TrafficEvent &event) { return event.trace != nullptr; });
        QVERIFY2(traced >= 40 && traced < 50, QByteArray::number(qint64(traced)));
        QVERIFY(batch.events.at(0).trace != nullptr); // those that came first
        QVERIFY(batch.events.at(batch.events.size() - 1).trace == nullptr);
    }

    void keepsNoMoreBytesThanItMay()
    {
        constexpr qint64 capacityBytes = 100'000;
        TrafficFeed feed(100'000, capacityBytes);
        feed.setWatched(true);
        for (int i = 0; i < 1'000; ++i) {
            TrafficEvent event = numbered(i);
            event.preview = QByteArray(1'000, 'x');
            feed.record(event);
        }
        auto batch = feed.take();
        const qint64 kept = qint64(batch.events.size());
        QVERIFY(kept * 1'000 < capacityBytes);
        QVERIFY(kept * 2'000 > capacityBytes);
        QCOMPARE(batch.lost, quint64(1'000 - kept));
        QCOMPARE(feed.totals().eventsLost, batch.lost);
        feed.record(numbered(5)); // there is room again
        batch = feed.take();
        QCOMPARE(batch.events.size(), size_t(1));
        QCOMPARE(batch.lost, quint64(0));
    }

    void startingAnewForgetsWhatABusyLockHeldBack()
    {
        TrafficFeed feed;
        feed.setWatched(true);
        std::atomic<qint64> begun{0};
        std::atomic<int> survivors{0};
        auto look = [&, batch = TrafficFeed::Batch()]() mutable {
            const qint64 since = begun; // the watching it is for had begun by then
            feed.take(batch);
            for (size_t i = 0; i < batch.events.size(); ++i)
                survivors += batch.events.view(i).sizeBytes < since ? 1 : 0;
        };
        Looker busy(look);
        Looker busier(look); // two are more often at the lock
        while (busy.looks() < 100)
            std::this_thread::yield();
        for (qint64 watch = 0; watch < 20'000; ++watch) {
            feed.record(numbered(watch)); // held back where the lock is busy
            feed.setWatched(false);
            feed.setWatched(true);
            begun = watch + 1;
            for (int tries = 0; tries < 3; ++tries)
                feed.flush();
        }
        busy.stop();
        busier.stop();
        look();
        QCOMPARE(survivors.load(), 0);
    }

    void carriesTheWholeEvent()
    {
        TrafficFeed feed;
        feed.setWatched(true);
        TrafficEvent event;
        event.kind = TrafficKind::Closed;
        event.wallClockMs = 1;
        event.steadyNs = 2;
        event.connectionId = 3;
        event.from = "Bob";
        event.to = "李雷";
        event.connections = 4;
        event.sizeBytes = 5;
        event.preview = QByteArray("a\0b", 3);
        event.closeCode = 4008;
        event.note = "too slow";
        event.latencyNs = 6;
        event.trace = std::make_shared<MessageTrace>();
        feed.record(numbered(0)); // its texts are empty
        feed.record(event);
        const auto batch = feed.take();
        QVERIFY(batch.events.at(0).to.isNull());
        QVERIFY(!batch.events.at(0).trace);
        const TrafficEvent &came = batch.events.at(1);
        QCOMPARE(came.kind, TrafficKind::Closed);
        QCOMPARE(came.wallClockMs, 1);
        QCOMPARE(came.steadyNs, 2);
        QCOMPARE(came.connectionId, quint64(3));
        QCOMPARE(came.from, QByteArray("Bob"));
        QCOMPARE(came.to, QByteArray("李雷"));
        QCOMPARE(came.connections, 4);
        QCOMPARE(came.sizeBytes, 5);
        QCOMPARE(came.preview, event.preview);
        QCOMPARE(came.closeCode, 4008);
        QCOMPARE(came.note, QByteArray("too slow"));
        QCOMPARE(came.latencyNs, 6);
        QCOMPARE(came.trace, event.trace);
    }

    void countsWhatAFullBufferCannotKeep()
    {
        TrafficFeed feed(10);
        feed.setWatched(true);
        for (int i = 0; i < 10; ++i)
            feed.record(numbered(i));
        QCOMPARE(feed.take().lost, quint64(0));
        for (int i = 0; i < 11; ++i)
            feed.record(numbered(i));
        const auto batch = feed.take();
        QCOMPARE(batch.events.size(), size_t(10));
        QCOMPARE(batch.events.at(batch.events.size() - 1).sizeBytes, 9);
        QCOMPARE(batch.lost, quint64(1));
        feed.record(numbered(42)); // and begins anew after the take
        QCOMPARE(feed.take().events.at(0).sizeBytes, 42);
    }

    void holdsNoMoreThanItsCapacity()
    {
        TrafficFeed feed(100);
        feed.setWatched(true);
        for (int i = 0; i < 1'000'000; ++i)
            feed.record(numbered(i));
        const auto batch = feed.take();
        QCOMPARE(batch.events.size(), size_t(100));
        QVERIFY(batch.events.bytes() <= 100 * 256);
        QCOMPARE(batch.lost, quint64(999'900));
    }

    void keepsNothingWhileNobodyLooks()
    {
        TrafficFeed feed(10);
        QVERIFY(!feed.isWatched());
        for (int i = 0; i < 100; ++i)
            feed.record(numbered(i));
        QVERIFY(feed.take().events.isEmpty());
        QCOMPARE(feed.take().lost, quint64(0));
        feed.setWatched(true);
        feed.record(numbered(1));
        feed.setWatched(false);
        feed.record(numbered(2));
        feed.setWatched(true); // what waited from before is gone
        QVERIFY(feed.take().events.isEmpty());
    }

    void losesNothingUncountedBesideABusyLooker()
    {
        constexpr qint64 recorded = 400'000;
        TrafficFeed feed(512);
        feed.setWatched(true);
        quint64 seen = 0;
        quint64 lost = 0;
        qint64 newest = -1;
        bool ordered = true;
        const auto look = [&] {
            const auto batch = feed.take();
            for (const TrafficEvent &event : batch.events.all()) {
                ordered = ordered && event.sizeBytes > newest;
                newest = event.sizeBytes;
            }
            seen += batch.events.size();
            lost += batch.lost;
        };
        {
            Looker looker(look);
            for (qint64 i = 0; i < recorded; ++i)
                feed.record(numbered(i));
            feed.flush();
            QTRY_VERIFY(looker.looks() > 0);
        }
        feed.flush(); // nobody holds the lock any more
        look();
        QVERIFY(ordered);
        QCOMPARE(seen + lost, quint64(recorded));
        QVERIFY(seen > 0);
    }

    void handsOverWhatABusyLockHeldBack()
    {
        // Room for all of it: then a looker in the way must cost nothing at all.
        constexpr qint64 recorded = 50'000;
        TrafficFeed feed(recorded);
        feed.setWatched(true);
        quint64 seen = 0;
        quint64 lost = 0;
        const auto look = [&] {
            const auto batch = feed.take();
            seen += batch.events.size();
            lost += batch.lost;
        };
        {
            Looker looker(look);
            for (qint64 i = 0; i < recorded; ++i)
                feed.record(numbered(i));
        }
        feed.flush();
        look();
        QCOMPARE(lost, quint64(0));
        QCOMPARE(seen, quint64(recorded));
    }

    void handsOverTheNewestTableOnce()
    {
        TrafficFeed feed;
        QVERIFY(!feed.takeConnections());
        feed.publishConnections({connection(1)});
        feed.publishConnections({connection(2), connection(3)});
        const auto table = feed.takeConnections();
        QVERIFY(table);
        QCOMPARE(table->size(), size_t(2));
        QCOMPARE(table->at(0).id, quint64(2));
        QVERIFY(!feed.takeConnections());
    }

    void theLastTableComesHoweverOftenOneLooks()
    {
        TrafficFeed feed;
        constexpr quint64 last = 100'000;
        quint64 newest = 0;
        const auto look = [&] {
            if (const auto table = feed.takeConnections())
                newest = table->at(0).id;
        };
        {
            Looker looker(look);
            for (quint64 id = 1; id <= last; ++id)
                feed.publishConnections({connection(id)});
        }
        look();
        QCOMPARE(newest, last);
    }

    void countsWhetherWatchedOrNot()
    {
        TrafficFeed feed;
        addRelaxed(feed.counters.publishes, 3);
        addRelaxed(feed.counters.bytesOut, 70);
        addRelaxed(feed.counters.bytesOut, 7);
        feed.counters.connectionsOpen.store(5);
        const TrafficTotals totals = feed.totals();
        QCOMPARE(totals.publishes, quint64(3));
        QCOMPARE(totals.bytesOut, quint64(77));
        QCOMPARE(totals.connectionsOpen, quint64(5));
        QCOMPARE(totals.deliveries, quint64(0));
    }

    void nodesThatDeliveredAreHandedOver()
    {
        TrafficFeed feed;
        feed.setWatched(true);
        TrafficEvent event;
        event.note = "a note";
        event.nodes = "north\nsouth";
        feed.record(event);
        QCOMPARE(feed.take().events.at(0).nodes, event.nodes);
        QVERIFY(!feed.takeCluster());
        ClusterView view;
        view.broker = QStringLiteral("redis://somewhere");
        feed.publishCluster(view);
        QCOMPARE(feed.takeCluster()->broker, view.broker);
        QVERIFY(!feed.takeCluster());
    }
};

QTEST_APPLESS_MAIN(TrafficFeedTest)
#include "tst_traffic_feed.moc"
