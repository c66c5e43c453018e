#include "tests/ui/record/record_kit.h"
#include "ui/record/replay/replayer.h"

#include <QTest>

#include <algorithm>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 ms = 1'000'000;

/// A replayer with a clock that goes only when it is told to, and what it has sent so far.
struct Stage
{
    explicit Stage(std::vector<qint64> atMs)
    {
        ReplayScript script;
        for (const qint64 at : atMs) {
            TrafficRow row;
            row.event.to = "Alice";
            row.event.steadyNs = 77 * ms + at * ms;
            row.event.preview = QByteArray::number(at);
            row.event.sizeBytes = row.event.preview.size();
            script.add(row);
        }
        replayer = std::make_unique<Replayer>(std::move(script), firstReplayTicket(0),
                                              [this] { return nowNs; });
        QObject::connect(replayer.get(), &Replayer::publishRequested, replayer.get(),
                         [this](quint64 ticket, const Message &message) {
                             tickets.append(ticket);
                             sent.append(message.contentJson);
                         });
    }

    /// Goes forward a millisecond at a time, as a timer would.
    void pass(qint64 milliseconds)
    {
        for (qint64 i = 0; i < milliseconds; ++i) {
            nowNs += ms;
            replayer->advance();
        }
    }
    void answerAll(int connections)
    {
        for (const quint64 ticket : std::exchange(tickets, {}))
            replayer->showOutcome(ticket, {connections, {}, {}});
    }

    qint64 nowNs = 1'000'000'000'000;
    QList<quint64> tickets;
    QByteArrayList sent;
    std::unique_ptr<Replayer> replayer;
};

} // namespace

class TestRecordReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsPausedAndSendsNothing()
    {
        Stage stage({0, 10});
        stage.pass(100);
        QVERIFY(stage.sent.isEmpty());
        QVERIFY(!stage.replayer->isRunning());
    }

    void keepsTheDistancesInTime()
    {
        Stage stage({5, 5, 15, 115});
        stage.replayer->run();
        QCOMPARE(stage.sent, (QByteArrayList{"5", "5"}));
        stage.pass(9);
        QCOMPARE(stage.sent.size(), 2);
        stage.pass(1);
        QCOMPARE(stage.sent.size(), 3);
        stage.pass(99);
        QCOMPARE(stage.sent.size(), 3);
        stage.pass(1);
        QCOMPARE(stage.sent.size(), 4);
        QVERIFY(stage.replayer->isAtEnd());
        QVERIFY(!stage.replayer->isDone());
        stage.answerAll(1);
        QVERIFY(stage.replayer->isDone());
    }

    void speedDividesTheDistances_data()
    {
        QTest::addColumn<double>("speed");
        QTest::addColumn<int>("expectedMs");
        QTest::newRow("half") << 0.5 << 200;
        QTest::newRow("as it was") << 1.0 << 100;
        QTest::newRow("twice") << 2.0 << 50;
        QTest::newRow("ten times") << 10.0 << 10;
        QTest::newRow("at once") << 1e9 << 1;
    }
    void speedDividesTheDistances()
    {
        QFETCH(double, speed);
        QFETCH(int, expectedMs);
        Stage stage({0, 100});
        stage.replayer->setSpeed(speed);
        stage.replayer->run();
        stage.pass(expectedMs - 1);
        QCOMPARE(stage.sent.size(), 1);
        stage.pass(1);
        QCOMPARE(stage.sent.size(), 2);
    }

    void speedCanChangeOnTheWay()
    {
        Stage stage({0, 100});
        stage.replayer->run();
        stage.pass(50); // half of it
        stage.replayer->setSpeed(5);
        stage.pass(9);
        QCOMPARE(stage.sent.size(), 1);
        stage.pass(1);
        QCOMPARE(stage.sent.size(), 2);
    }

    void aPauseDoesNotCount()
    {
        Stage stage({0, 10, 20});
        stage.replayer->run();
        stage.pass(4);
        stage.replayer->pause();
        stage.pass(1'000);
        QCOMPARE(stage.sent.size(), 1);
        stage.replayer->run();
        stage.pass(5);
        QCOMPARE(stage.sent.size(), 1);
        stage.pass(1);
        QCOMPARE(stage.sent.size(), 2);
    }

    void stepsOneByOneAndGoesOnFromThere()
    {
        Stage stage({0, 1'000, 5'000, 5'010});
        stage.replayer->step();
        stage.replayer->step();
        QCOMPARE(stage.sent.size(), 2);
        stage.pass(100'000 / 100);
        QCOMPARE(stage.sent.size(), 2); // still paused
        stage.replayer->step();
        stage.replayer->run();
        stage.pass(9);
        QCOMPARE(stage.sent.size(), 3);
        stage.pass(1);
        QCOMPARE(stage.sent.size(), 4);
        stage.replayer->step(); // at the end: nothing
        QCOMPARE(stage.sent.size(), 4);
    }

    void cancelSendsNothingMore()
    {
        Stage stage({0, 1, 2});
        stage.replayer->run();
        stage.replayer->cancel();
        stage.replayer->run();
        stage.replayer->step();
        stage.pass(100);
        QCOMPARE(stage.sent.size(), 1);
    }

    void waitsWhereOutcomesAreMissing()
    {
        Stage stage(std::vector<qint64>(1'000, 0));
        stage.replayer->run();
        QCOMPARE(stage.sent.size(), Replayer::waitingMax);
        stage.pass(10);
        QCOMPARE(stage.sent.size(), Replayer::waitingMax);
        stage.replayer->showOutcome(stage.tickets.first(), {1, {}, {}});
        QCOMPARE(stage.sent.size(), Replayer::waitingMax + 1);
    }

    void countsOutcomesOfItsOwnOnly()
    {
        Stage stage({0, 0, 0});
        stage.replayer->run();
        stage.replayer->showOutcome(1, {1, {}, {}});
        stage.replayer->showOutcome(stage.tickets[0], {2, {}, {}});
        stage.replayer->showOutcome(stage.tickets[0], {2, {}, {}}); // twice
        stage.replayer->showOutcome(stage.tickets[1], {0, {}, {}});
        const ReplayCounts counts = stage.replayer->counts();
        QCOMPARE(counts.total, 3u);
        QCOMPARE(counts.sent, 3u);
        QCOMPARE(counts.delivered, 1u);
        QCOMPARE(counts.offline, 1u);
        QVERIFY(!stage.replayer->isDone());
        stage.replayer->forgetWaiting();
        QVERIFY(stage.replayer->isDone());
    }

    void onlyWholePublishesAreReplayed()
    {
        ReplayScript script;
        TrafficRow row = ordinaryRow(1);
        script.add(row);
        row.event.trace.reset(); // only the beginning of its content is left
        script.add(row);
        row.event.kind = TrafficKind::Opened;
        script.add(row);
        TrafficRow gap;
        gap.lost = 5;
        script.add(gap);
        QCOMPARE(script.messages.size(), 1u);
        QCOMPARE(script.skipped, 1u);
    }

    void timesThatGoBackwardsAreAtOnce()
    {
        ReplayTimeline timeline({10 * ms, 5 * ms, 12 * ms});
        timeline.run(0);
        QVERIFY(timeline.takeDue(0));
        QVERIFY(timeline.takeDue(0));
        QVERIFY(!timeline.takeDue(2 * ms - 1));
        QCOMPARE(*timeline.nextDueInNs(ms), ms);
        QVERIFY(timeline.takeDue(2 * ms));
        QVERIFY(!timeline.nextDueInNs(3 * ms));
    }

    void itsOwnTimerSendsWhatIsDue()
    {
        Stage stage({0, 10});
        stage.replayer->run();
        stage.nowNs += 10 * ms;
        QTRY_COMPARE(stage.sent.size(), 2);
    }

    void nothingToReplayIsDoneAtOnce()
    {
        Stage stage({});
        stage.replayer->run();
        QVERIFY(stage.replayer->isDone());
        QVERIFY(!stage.replayer->isRunning());
    }
};

QTEST_GUILESS_MAIN(TestRecordReplay)
#include "tst_record_replay.moc"
