#include "tests/json_elements.h"
#include "tests/net/api/batch_kit.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace pushpoint::broker;
using namespace pushpoint::batch_kit;

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::nanoseconds shortestTurn{1};
constexpr int patienceMs = 60'000; // far above what it takes

const char succeeded[] = "{\"succeed\":true}";
const char offline[] = "{\"succeed\":false,\"msg\":\"对方不在线\"}";

/// Runs what can be done without anybody reading.
void runTurns(int turns)
{
    for (int i = 0; i < turns; ++i)
        QCoreApplication::sendPostedEvents();
}

} // namespace

/// Batches in slices, on a node that is joined to another.
class TestBatchRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { pair.emplace(); }
    void cleanup() { pair.reset(); }

    void smallBatchIsAnsweredAtOnce()
    {
        BatchRunner runner(pair->a.node, limits, 1h);
        const HttpReply reply = ask(runner, messages("Here", 2));
        QVERIFY(!reply.source);
        QCOMPARE(reply.body, QByteArray("[") + succeeded + ',' + succeeded + ']');
        QCOMPARE(pair->here.contents, numbers(2));
    }

    void resultsKeepTheOrderOfTheMessages_data()
    {
        QTest::addColumn<qint64>("turnNs");
        QTest::newRow("shortest turns") << qint64(1);
        QTest::newRow("all in one turn") << qint64(std::chrono::nanoseconds(1h).count());
    }
    void resultsKeepTheOrderOfTheMessages()
    {
        QFETCH(qint64, turnNs);
        BatchRunner runner(pair->a.node, limits, std::chrono::nanoseconds(turnNs));
        QByteArrayList items;
        QByteArrayList expected;
        for (int i = 0; i < 50; ++i) {
            items << message("There", i) << message("Here", i) << message("Nobody", i);
            expected << succeeded << succeeded << offline;
        }
        Reading reading(ask(runner, '[' + items.join(',') + ']'));
        reading.read();
        QCOMPARE(reading.body, QByteArray());
        QTRY_VERIFY_WITH_TIMEOUT(reading.isWhole, patienceMs);
        QCOMPARE(reading.body, '[' + expected.join(',') + ']');
        QCOMPARE(pair->here.contents, numbers(50));
        QCOMPARE(pair->there.contents, numbers(50));
    }

    void noMoreThanSoManyWaitForOtherNodes()
    {
        BatchRunner runner(pair->a.node, limits, 1h);
        constexpr int count = int(Batch::unknownMax) * 3;
        Reading reading(ask(runner, messages("There", count)));
        reading.read();
        QCoreApplication::sendPostedEvents();
        // On a busy machine the other node refuses some, for they have grown too old.
        QVERIFY(pair->there.contents.size() <= Batch::unknownMax);
        QTRY_VERIFY_WITH_TIMEOUT(reading.isWhole, patienceMs);
        QCOMPARE(jsonElements(reading.body)->size(), size_t(count));
    }

    void whoDoesNotReadIsWaitedFor()
    {
        BatchRunner runner(pair->a.node, limits, shortestTurn);
        constexpr int count = 4'000; // some 100 bytes of result for each
        Reading reading(ask(runner, messages("Here", count), true));
        runTurns(count + 10);
        const qsizetype before = pair->here.contents.size();
        QVERIFY2(before > 1'000 && before < count, QByteArray::number(before));
        reading.read();
        QVERIFY(reading.body.size() >= Batch::resultBytesMax);
        QVERIFY(reading.body.size() < Batch::resultBytesMax + 1'000);
        QTRY_VERIFY_WITH_TIMEOUT(reading.isWhole, patienceMs);
        QCOMPARE(pair->here.contents, numbers(count));
        QCOMPARE(jsonElements(reading.body)->size(), size_t(count));
    }

    void batchGoesOnWhenTheClientHasGone_data()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("turns");
        QTest::newRow("at once") << QByteArray("Here") << 200 << 0;
        QTest::newRow("midway") << QByteArray("Here") << 200 << 10;
        QTest::newRow("while it is waited for") << QByteArray("Here") << 4'000 << 1'000;
        QTest::newRow("elsewhere") << QByteArray("There") << 200 << 10;
    }
    void batchGoesOnWhenTheClientHasGone()
    {
        QFETCH(QByteArray, to);
        QFETCH(int, count);
        QFETCH(int, turns);
        BatchRunner runner(pair->a.node, limits, shortestTurn);
        HttpReply reply = ask(runner, messages(to, count), true);
        runTurns(turns);
        reply = {};
        const ListSession &receiver = to == "Here" ? pair->here : pair->there;
        QTRY_COMPARE_WITH_TIMEOUT(receiver.contents.size(), count, patienceMs);
        QCOMPARE(receiver.contents, numbers(count));
    }

    void smallBatchPassesALongOne()
    {
        BatchRunner runner(pair->a.node, limits, shortestTurn);
        const HttpReply longOne = ask(runner, messages("Here", 1'000));
        Reading small(ask(runner, messages("There", 3)));
        small.read();
        while (!small.isWhole)
            runTurns(1);
        QVERIFY(pair->here.contents.size() < 100);
    }

    void longAnswerBeginsBeforeItsEnd()
    {
        BatchRunner runner(pair->a.node, limits, shortestTurn);
        Reading reading(ask(runner, messages("Here", 1'000), true));
        reading.read();
        while (reading.body.isEmpty())
            runTurns(1);
        QVERIFY(!reading.isWhole);
        QVERIFY(reading.body.size() > Batch::shortAnswerBytesMax);
        QTRY_VERIFY_WITH_TIMEOUT(reading.isWhole, patienceMs);
    }

private:
    const Limits limits;
    std::optional<Pair> pair;
};

QTEST_GUILESS_MAIN(TestBatchRunner)
#include "tst_batch_runner.moc"
