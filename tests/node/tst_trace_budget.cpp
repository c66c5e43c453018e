#include "server/node/trace_budget.h"

#include <QTest>

using namespace pushpoint;

class TestTraceBudget : public QObject
{
    Q_OBJECT

    static constexpr qint64 second = 1'000'000'000;

private Q_SLOTS:
    void allowsSoManyInASecondAndThenAgain()
    {
        TraceBudget budget;
        for (int i = 0; i < TraceBudget::tracesPerSecondMax; ++i)
            QVERIFY(budget.take(i));
        QVERIFY(!budget.take(second - 1));
        QVERIFY(budget.take(second));
    }

    void doesNotSaveUp()
    {
        TraceBudget budget;
        QVERIFY(budget.take(0));
        for (int i = 0; i < TraceBudget::tracesPerSecondMax; ++i)
            QVERIFY(budget.take(10 * second));
        QVERIFY(!budget.take(10 * second));
    }
};

QTEST_GUILESS_MAIN(TestTraceBudget)
#include "tst_trace_budget.moc"
