#include "tests/measured.h"
#include "tests/net/batch_kit.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::batch_kit;

/// How long a batch holds up everybody else.
class TestBatchTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noTurnIsLong_data()
    {
        QTest::addColumn<QByteArray>("array");
        QByteArrayList ones(limits.batchItemsMax, "1");
        QTest::newRow("what is no message") << '[' + ones.join(',') + ']';
        QTest::newRow("for one receiver") << messages("Here", limits.batchItemsMax);
        QTest::newRow("for another node") << messages("There", limits.batchItemsMax);
        QTest::newRow("half a million") << '[' + QByteArray("1,").repeated(524'000) + "1]";
        QTest::newRow("one message as long as may be")
            << "[{\"to\":\"Here\",\"content\":[" + QByteArray("1,").repeated(524'000) + "1]}]";
    }
    void noTurnIsLong()
    {
        QFETCH(QByteArray, array);
        Pair pair;
        BatchRunner runner(pair.a.node, limits);
        QElapsedTimer timer;
        timer.start();
        HttpReply reply = ask(runner, array);
        qint64 longestNs = timer.nsecsElapsed();
        bool isWhole = reply.source == nullptr;
        for (QByteArray body; !isWhole; body.clear()) {
            timer.start();
            QCoreApplication::sendPostedEvents();
            isWhole = reply.source->appendPiece(body, 64 * 1024) == BodySource::Piece::Last;
            longestNs = std::max(longestNs, timer.nsecsElapsed());
        }
        QVERIFY(isWithin(longestNs / 1'000'000, 5, "the longest turn"));
    }

private:
    const Limits limits;
};

QTEST_GUILESS_MAIN(TestBatchTimes)
#include "tst_batch_times.moc"
