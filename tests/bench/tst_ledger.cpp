#include "tests/bench/ledger.h"

#include <QTest>

using namespace pushpoint::bench;

namespace {

Stamp message(std::uint32_t publisher, std::uint32_t name, std::uint32_t sequence)
{
    Stamp stamp;
    stamp.publisher = publisher;
    stamp.name = name;
    stamp.sequence = sequence;
    return stamp;
}

// Two publishers; two names (0 and 1) with two connections each (0, 1 and 2, 3). Publisher 0 has
// sent three messages to name 1 and been told that all were delivered.
Ledger threeMessages()
{
    Ledger ledger(2, 2, 2);
    for (int i = 0; i < 3; ++i)
        ledger.answered(0, 1, ledger.published(0, 1), true);
    return ledger;
}

void deliver(Ledger &ledger, std::uint32_t connection, std::initializer_list<std::uint32_t> order)
{
    for (const std::uint32_t sequence : order)
        ledger.delivered(connection, message(0, 1, sequence));
}

} // namespace

class TestLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isCleanWhenEachConnectionGotEachOnceInOrder()
    {
        Ledger ledger = threeMessages();
        deliver(ledger, 2, {0, 1, 2});
        QVERIFY(!ledger.isSettled());
        deliver(ledger, 3, {0, 1, 2});
        QVERIFY(ledger.isSettled());
        const Verdict verdict = ledger.verdict();
        QVERIFY(verdict.isClean());
        QCOMPARE(verdict.expected, 6u);
        QCOMPARE(verdict.delivered, 6u);
    }

    void seesALossInTheMiddleAndAtTheEnd()
    {
        Ledger ledger = threeMessages();
        deliver(ledger, 2, {0, 2});
        deliver(ledger, 3, {0, 1});
        const Verdict verdict = ledger.verdict();
        QCOMPARE(verdict.lost, 2u);
        QCOMPARE(verdict.delivered, 4u);
        QVERIFY(!verdict.isClean());
    }

    void seesADouble()
    {
        Ledger ledger = threeMessages();
        deliver(ledger, 2, {0, 1, 1, 2});
        deliver(ledger, 3, {0, 1, 2, 0});
        QCOMPARE(ledger.verdict().doubled, 2u);
        QCOMPARE(ledger.verdict().lost, 0u);
    }

    void seesAWrongOrderOfOnePairOnly()
    {
        Ledger ledger = threeMessages();
        ledger.answered(1, 1, ledger.published(1, 1), true);
        deliver(ledger, 2, {0, 2, 1});
        deliver(ledger, 3, {0, 1, 2});
        // Publishers among themselves have no order.
        ledger.delivered(2, message(1, 1, 0));
        ledger.delivered(3, message(1, 1, 0));
        QCOMPARE(ledger.verdict().outOfOrder, 1u);
        QCOMPARE(ledger.verdict().lost, 0u);
        QCOMPARE(ledger.verdict().doubled, 0u);
    }

    void seesMessagesAtTheWrongConnectionOrOutOfNothing()
    {
        Ledger ledger = threeMessages();
        deliver(ledger, 0, {0});
        deliver(ledger, 2, {3});
        ledger.delivered(2, message(7, 1, 0));
        QCOMPARE(ledger.verdict().misdirected, 3u);
    }

    void excusesWhatWasRefusedOrNeverAnswered()
    {
        Ledger ledger = threeMessages();
        deliver(ledger, 2, {0, 1, 2});
        deliver(ledger, 3, {0, 1, 2});
        ledger.answered(0, 1, ledger.published(0, 1), false);
        ledger.unanswered(0, 1, ledger.published(0, 1));
        ledger.answered(0, 1, ledger.published(0, 1), true);
        deliver(ledger, 2, {5});
        deliver(ledger, 3, {4, 5});
        QVERIFY(ledger.verdict().isClean());
    }

    void seesADeliveryThatWasDenied()
    {
        Ledger ledger = threeMessages();
        deliver(ledger, 2, {0, 1, 2});
        deliver(ledger, 3, {0, 1, 2});
        ledger.answered(0, 1, ledger.published(0, 1), false);
        deliver(ledger, 2, {3});
        QCOMPARE(ledger.verdict().denied, 1u);
    }

    void lostConnectionsOweNothing()
    {
        Ledger ledger = threeMessages();
        deliver(ledger, 2, {0, 1, 2});
        ledger.connectionLost(3);
        ledger.connectionLost(3);
        QVERIFY(ledger.verdict().isClean());
        QCOMPARE(ledger.verdict().expected, 3u);
    }
};

QTEST_APPLESS_MAIN(TestLedger)
#include "tst_ledger.moc"
