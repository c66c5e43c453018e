#include "server/net/turn/turn_share.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QTest>

#include <functional>
#include <memory>
#include <vector>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

class Work final : public TurnShare::Worker
{
public:
    explicit Work(std::function<void()> work) : m_work(std::move(work)) { }
    void workInTurn() override { m_work(); }

private:
    const std::function<void()> m_work;
};

void burn(qint64 timeNs)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.nsecsElapsed() < timeNs) { }
}

} // namespace

/// Nobody gets more than a part of a turn, and everybody gets one.
class TestTurnShare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worksInTheOrderOfAsking();
    void whoeverAsksAgainWaitsForTheNextTurn();
    void aPartHasAnEnd();
    void aTurnIsSharedByAll();
    void workersMayGoAtAnyTime();
};

void TestTurnShare::worksInTheOrderOfAsking()
{
    TurnShare turns;
    std::vector<int> order;
    Work first([&] { order.push_back(1); });
    Work second([&] { order.push_back(2); });
    turns.workLater(&first);
    turns.workLater(&second);
    QVERIFY(order.empty());
    QTRY_COMPARE(order, (std::vector{1, 2}));
}

void TestTurnShare::whoeverAsksAgainWaitsForTheNextTurn()
{
    TurnShare turns;
    int turn = 0;
    std::vector<int> turnsWorked;
    const auto awake = connect(QAbstractEventDispatcher::instance(),
                               &QAbstractEventDispatcher::awake, this, [&] { ++turn; });
    std::unique_ptr<Work> work;
    work = std::make_unique<Work>([&] {
        turnsWorked.push_back(turn);
        if (turnsWorked.size() < 3)
            turns.workLater(work.get());
    });
    turns.workLater(work.get());
    QTRY_COMPARE(turnsWorked.size(), size_t(3));
    disconnect(awake);
    QVERIFY(turnsWorked[0] < turnsWorked[1] && turnsWorked[1] < turnsWorked[2]);
}

void TestTurnShare::aPartHasAnEnd()
{
    TurnShare turns;
    QVERIFY(TurnShare::Part().isOver());
    TurnShare::Part many = turns.takePart();
    int steps = 0;
    for (; steps < 1'000 && !many.isOver(); ++steps)
        many.countStep();
    QVERIFY(steps <= 32);
    const TurnShare::Part lasting = turns.takePart();
    burn(1'000'000);
    QVERIFY(lasting.isOver());
}

// Two milliseconds hold no more than four of half a one.
void TestTurnShare::aTurnIsSharedByAll()
{
    TurnShare turns;
    int inTurn = 0;
    int mostInTurn = 0;
    int all = 0;
    const auto awake = connect(QAbstractEventDispatcher::instance(),
                               &QAbstractEventDispatcher::awake, this, [&] { inTurn = 0; });
    std::vector<Work> works;
    for (int i = 0; i < 40; ++i) {
        works.emplace_back([&] {
            burn(500'000);
            mostInTurn = std::max(mostInTurn, ++inTurn);
            ++all;
        });
    }
    for (Work &work : works)
        turns.workLater(&work);
    QTRY_COMPARE(all, 40);
    disconnect(awake);
    QVERIFY2(mostInTurn <= 4, QByteArray::number(mostInTurn));
}

void TestTurnShare::workersMayGoAtAnyTime()
{
    TurnShare turns;
    std::vector<int> order;
    Work third([&] { order.push_back(3); });
    Work second([&] { order.push_back(2); });
    Work first([&] {
        order.push_back(1);
        turns.remove(&second);
    });
    turns.workLater(&first);
    turns.workLater(&second);
    turns.workLater(&third);
    turns.remove(&third);
    Work last([&] { order.push_back(4); });
    turns.workLater(&last);
    QTRY_COMPARE(order, (std::vector{1, 4}));
}

QTEST_GUILESS_MAIN(TestTurnShare)
#include "tst_turn_share.moc"
