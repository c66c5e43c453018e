#include "server/net/api/batch_items.h"
#include "server/net/api/batch_results.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

QByteArrayList itemsOf(QByteArrayView body, BodyType type)
{
    QByteArrayList all;
    auto items = BatchItems::parse(body, type, 100).value();
    for (auto item = items.next(); !item.isEmpty(); item = items.next())
        all.append(item.toByteArray());
    return all;
}

QByteArray takeAll(BatchResults &results, qsizetype bytesMax)
{
    QByteArray taken;
    while (results.readyBytes() > 0)
        taken += results.take(bytesMax);
    return taken;
}

} // namespace

/// What comes into a batch and what goes out, without sockets.
class TestBatchResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreCutWithoutBlankOnes()
    {
        QCOMPARE(itemsOf(" {\"a\":1}\r\n\n\t\n{}\nx", BodyType::JsonLines),
                 (QByteArrayList{"{\"a\":1}", "{}", "x"}));
        QCOMPARE(itemsOf("\n \n", BodyType::JsonLines), QByteArrayList());
    }

    void faultsAreFoundBeforehand_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isArray");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("as many as may be") << QByteArray("[1,2,3]") << true << QByteArray();
        QTest::newRow("one more") << QByteArray("[1,2,3,4]") << true
                                  << QByteArray("body_too_large");
        QTest::newRow("broken") << QByteArray("[1,2") << true << QByteArray("bad_json");
        QTest::newRow("lines") << QByteArray("1\n2\n\n3\n") << false << QByteArray();
        QTest::newRow("a line more")
            << QByteArray("1\n2\n3\n4") << false << QByteArray("body_too_large");
    }
    void faultsAreFoundBeforehand()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, isArray);
        QFETCH(QByteArray, word);
        const auto items
            = BatchItems::parse(body, isArray ? BodyType::Json : BodyType::JsonLines, 3);
        QCOMPARE(items ? QByteArray() : items.error().word(), word);
    }

    void resultsKeepTheirOrderHoweverLateTheyCome()
    {
        QRandomGenerator chance(7);
        for (int round = 0; round < 500; ++round) {
            const bool isArray = round % 2 == 0;
            BatchResults results(isArray ? BodyType::Json : BodyType::JsonLines);
            QByteArrayList expected;
            std::vector<std::pair<quint64, QByteArray>> unknown;
            QByteArray taken;
            const int count = int(chance.bounded(20));
            for (int i = 0; i < count; ++i) {
                const QByteArray result = QByteArray::number(i);
                expected.append(result);
                if (chance.bounded(3) > 0)
                    results.add(result);
                else
                    unknown.emplace_back(results.addPlace(), result);
                if (chance.bounded(4) == 0)
                    taken += results.take(chance.bounded(1, 5));
            }
            if (round % 3 == 0)
                results.close();
            std::shuffle(unknown.begin(), unknown.end(), chance);
            for (const auto &[place, result] : unknown) {
                QVERIFY(!results.isComplete());
                results.settle(place, result);
            }
            if (round % 3 != 0)
                results.close();
            QVERIFY(results.isComplete());
            taken += takeAll(results, chance.bounded(1, 5));
            QCOMPARE(taken,
                     isArray ? '[' + expected.join(',') + ']'
                             : expected.join('\n') + (expected.isEmpty() ? "" : "\n"));
        }
    }

    void whatIsBehindAnUnknownOneIsCountedAndHeld()
    {
        BatchResults results(BodyType::JsonLines);
        const quint64 place = results.addPlace();
        results.add("12345");
        QCOMPARE(results.readyBytes(), 0);
        QCOMPARE(results.keptBytes(), 5);
        QCOMPARE(results.unknown(), 1);
        results.settle(place, "1");
        QCOMPARE(results.readyBytes(), qsizetype(sizeof("1\n12345\n") - 1));
        QCOMPARE(results.keptBytes(), results.readyBytes());
    }

    void whatNobodyWantsIsNotKept()
    {
        BatchResults results(BodyType::Json);
        const quint64 early = results.addPlace();
        results.add("1");
        results.discard();
        const quint64 late = results.addPlace();
        results.add("2");
        results.settle(late, "3");
        results.close();
        QVERIFY(!results.isComplete());
        results.settle(early, "4");
        QVERIFY(results.isComplete());
        QCOMPARE(results.keptBytes(), 0);
    }
};

QTEST_GUILESS_MAIN(TestBatchResults)
#include "tst_batch_results.moc"
