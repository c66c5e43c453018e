#include "tests/server/frame_client.h"
#include "ui/traffic/traffic_model.h"
#include "ui/window/admin_window.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace pushpoint::kit;

namespace {

/// Publishes from threads of its own, so that it goes on while the GUI thread stands still: one in
/// turn with a measured latency to a receiver who reads, one as fast as it goes.
class Load
{
public:
    explicit Load(quint16 port)
        : m_receiver([this, port] { receive(port); }), m_inTurn([this, port] { askInTurn(port); }),
          m_flood([this, port] { flood(port); })
    { }
    ~Load() { stop(); }
    Q_DISABLE_COPY_MOVE(Load)

    void stop()
    {
        m_stopping = true;
        for (std::thread *thread : {&m_inTurn, &m_flood, &m_receiver}) {
            if (thread->joinable())
                thread->join();
        }
    }
    /// Latencies are kept for this phase from now on.
    void beginPhase(size_t phase) { m_phase = phase; }
    /// Of a phase that is over; call after stop().
    qint64 p99Us(size_t phase)
    {
        std::vector<qint64> &all = m_latenciesUs.at(phase);
        if (all.size() < 100)
            return -1;
        std::sort(all.begin(), all.end());
        return all[all.size() * 99 / 100];
    }
    bool failed() const { return m_failed; }

private:
    void receive(quint16 port)
    {
        FrameClient receiver(port, "Load");
        m_receiverOpen = true;
        while (!m_stopping)
            receiver.next(100);
    }
    void askInTurn(quint16 port)
    {
        RawClient client(port);
        const QByteArray bytes
            = post("{\"from\":\"load\",\"to\":\"Load\",\"content\":\"in turn\"}");
        while (!m_stopping) {
            QElapsedTimer clock;
            clock.start();
            if (client.ask(bytes).status != 200)
                m_failed = true;
            m_latenciesUs[m_phase].push_back(clock.nsecsElapsed() / 1000);
        }
    }
    void flood(quint16 port)
    {
        RawClient client(port);
        constexpr int inFlight = 200;
        const QByteArray bytes
            = post("{\"to\":\"Nobody\",\"content\":\"a flood\"}").repeated(inFlight);
        while (!m_stopping) {
            client.send(bytes);
            for (int i = 0; i < inFlight; ++i) {
                if (client.reply().status != 200)
                    m_failed = true;
            }
        }
    }

    std::atomic<bool> m_stopping{false};
    std::atomic<bool> m_failed{false};
    std::atomic<bool> m_receiverOpen{false};
    std::atomic<size_t> m_phase{0};
    std::array<std::vector<qint64>, 3> m_latenciesUs; ///< written by one thread, read after it
    std::thread m_receiver;
    std::thread m_inTurn;
    std::thread m_flood;
};

quint64 lostRows(const TrafficModel &model)
{
    quint64 lost = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QVariant gap = model.index(row, 0).data(TrafficModel::GapRole);
        lost += gap.isValid() ? gap.toULongLong() : 0;
    }
    return lost;
}

} // namespace

/// The window stands still for two seconds and more under load: the server must not notice.
class TestFrozenWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serverDoesNotNotice();
};

void TestFrozenWindow::serverDoesNotNotice()
{
    LiveServer server;
    AdminWindow window(server.server().feed(), {named("Bob")});
    connect(&window, &AdminWindow::connectionsRequested, &server.server(),
            &Server::requestConnections);
    window.show();
    const auto *model = window.findChild<TrafficModel *>();
    QVERIFY(model != nullptr);

    Load load(server.port());
    QVERIFY(waitUntil([&] { return server.totals().deliveries > 100; }));
    load.beginPhase(1);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(waitUntil([&] { return clock.elapsed() > 2000; })); // the same load, the window alive
    const qint64 residentBefore = residentBytes();

    load.beginPhase(2);
    const quint64 publishesBefore = server.totals().publishes;
    constexpr quint64 moreThanTheFeedHolds = 65'536 + 10'000;
    clock.start();
    // The GUI thread stands still: it waits for a socket that says nothing, without an event loop.
    RawClient silent(server.port());
    while (clock.elapsed() < 2000
           || (server.totals().publishes - publishesBefore < moreThanTheFeedHolds
               && clock.elapsed() < 12'000))
        silent.socket().waitForReadyRead(50);
    const qint64 grown = residentBytes() - residentBefore;
    const quint64 published = server.totals().publishes - publishesBefore;
    load.beginPhase(0);
    load.stop();

    QVERIFY(!load.failed());
    const qint64 alive = load.p99Us(1);
    const qint64 frozen = load.p99Us(2);
    qInfo("p99 %lld us alive, %lld us frozen; %lld KiB grown over %llu publishes", alive, frozen,
          grown / 1024, published);
    QVERIFY(alive > 0 && frozen > 0);
    // A server that waited for the window would show seconds; the rest is the machine's mood.
    QVERIFY2(frozen < 3 * alive + 20'000, QByteArray::number(frozen));
    // What the feed may hold, and not a byte for each publish beyond it.
    QVERIFY2(grown < 32 * 1024 * 1024, QByteArray::number(grown));

    if (published < moreThanTheFeedHolds)
        QSKIP("this machine is too slow to fill the feed");
    QVERIFY(waitUntil([&] { return lostRows(*model) > 0; }));
    QVERIFY(lostRows(*model) <= published);
}

QTEST_MAIN(TestFrozenWindow)
#include "tst_frozen_window.moc"
