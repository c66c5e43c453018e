#include "server/traffic/processor.h"
#include "ui/window/admin_window.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

#ifdef Q_OS_LINUX
#include <sched.h>
#endif

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

#ifdef Q_OS_LINUX
namespace {

cpu_set_t allowed()
{
    cpu_set_t set;
    sched_getaffinity(0, sizeof set, &set);
    return set;
}

bool isAnywhere(const cpu_set_t &all)
{
    const cpu_set_t set = allowed();
    return CPU_EQUAL(&set, &all);
}

bool isAllowed(int processor)
{
    const cpu_set_t set = allowed();
    return CPU_ISSET(processor, &set);
}

/// A thread that keeps to one processor and records without end, until it is destroyed.
class BusyServer
{
public:
    explicit BusyServer(TrafficFeed &feed)
        : m_processor(currentProcessor()), m_thread([this, &feed] { run(feed); })
    { }
    ~BusyServer()
    {
        m_ends = true;
        m_thread.join();
    }
    int processor() const { return m_processor; }

private:
    void run(TrafficFeed &feed)
    {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(m_processor, &one);
        sched_setaffinity(0, sizeof one, &one);
        while (!m_ends) {
            feed.record(TrafficEvent());
            std::this_thread::yield();
        }
    }

    const int m_processor;
    std::atomic<bool> m_ends{false};
    std::thread m_thread;
};

} // namespace
#endif

/// The window does its work beside the server's thread, not in its place.
class TestWindowProcessor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
#ifdef Q_OS_LINUX
        m_all = allowed();
        if (CPU_COUNT(&m_all) < 2)
            QSKIP("there is but one processor for this process: nothing to avoid");
        QVERIFY(m_settings.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
#else
        QSKIP("processors are told apart on Linux only");
#endif
    }

#ifdef Q_OS_LINUX
    void keepsOffTheBusyServersProcessorAndComesBack()
    {
        TrafficFeed feed;
        AdminWindow window(feed, {});
        window.show();
        {
            const BusyServer server(feed);
            QTRY_VERIFY_WITH_TIMEOUT(!isAllowed(server.processor()), 30'000);
            const cpu_set_t set = allowed();
            QCOMPARE(CPU_COUNT(&set), CPU_COUNT(&m_all) - 1);
        }
        QTRY_VERIFY(isAnywhere(m_all)); // it is quiet
    }

    void isWhereItLikesBeforeTheServerStartsAnew()
    {
        TrafficFeed feed;
        AdminWindow window(feed, {});
        window.show();
        const BusyServer server(feed);
        QTRY_VERIFY(!isAnywhere(m_all));
        window.showStopped();
        QVERIFY(isAnywhere(m_all));
    }

private:
    cpu_set_t m_all{};
#endif
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestWindowProcessor)
#include "tst_window_processor.moc"
