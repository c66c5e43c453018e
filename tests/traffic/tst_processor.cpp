#include "server/traffic/processor.h"

#include <QTest>

#ifdef Q_OS_LINUX
#include <sched.h>
#endif

using namespace pushpoint;

#ifdef Q_OS_LINUX

namespace {

cpu_set_t allowed()
{
    cpu_set_t set;
    sched_getaffinity(0, sizeof set, &set);
    return set;
}

cpu_set_t only(int processor)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    return set;
}

bool isAllowed(int processor)
{
    const cpu_set_t set = allowed();
    return CPU_ISSET(processor, &set);
}

bool operator==(const cpu_set_t &a, const cpu_set_t &b)
{
    return CPU_EQUAL(&a, &b);
}

} // namespace

#endif

class TestProcessor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
#ifdef Q_OS_LINUX
        m_before = allowed();
        if (CPU_COUNT(&m_before) < 2)
            QSKIP("there is but one processor for this process: nothing to avoid");
#else
        QSKIP("processors are told apart on Linux only");
#endif
    }

#ifdef Q_OS_LINUX
    void cleanup()
    {
        sched_setaffinity(0, sizeof m_before, &m_before);
    }

    void runsElsewhereAtOnce()
    {
        ProcessorAvoidance avoidance;
        const int here = currentProcessor();
        avoidance.avoid(here);
        QVERIFY(currentProcessor() != here);
        QVERIFY(!isAllowed(here));
        QCOMPARE(avoidance.avoided(), here);
    }

    void avoidsOneAtATime()
    {
        ProcessorAvoidance avoidance;
        const int first = currentProcessor();
        avoidance.avoid(first);
        const int second = currentProcessor();
        avoidance.avoid(second);
        QVERIFY(isAllowed(first));
        QVERIFY(!isAllowed(second));
    }

    void goesAnywhereAgainAndSoDoesItsEnd()
    {
        {
            ProcessorAvoidance avoidance;
            avoidance.avoid(currentProcessor());
            avoidance.goAnywhere();
            QVERIFY(allowed() == m_before);
            QCOMPARE(avoidance.avoided(), -1);
            avoidance.avoid(currentProcessor());
        }
        QVERIFY(allowed() == m_before);
    }

    void staysWhereThereIsNoOther()
    {
        const cpu_set_t one = only(currentProcessor());
        sched_setaffinity(0, sizeof one, &one);
        ProcessorAvoidance avoidance;
        avoidance.avoid(currentProcessor());
        QVERIFY(allowed() == one);
        QCOMPARE(avoidance.avoided(), -1);
    }

    void keepsWhatSomebodyElseSet()
    {
        ProcessorAvoidance avoidance;
        const int first = currentProcessor();
        avoidance.avoid(first);
        const cpu_set_t set = only(first); // by taskset, say
        sched_setaffinity(0, sizeof set, &set);
        avoidance.goAnywhere();
        QVERIFY(allowed() == set);
    }

private:
    cpu_set_t m_before{};
#endif
};

QTEST_GUILESS_MAIN(TestProcessor)
#include "tst_processor.moc"
