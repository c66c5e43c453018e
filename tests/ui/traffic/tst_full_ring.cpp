#include "ui/parts/hint_table.h"
#include "ui/traffic/traffic_model.h"
#include "ui/traffic/traffic_panel.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>

using namespace pushpoint;
using namespace pushpoint::ui;

namespace {

constexpr size_t ringRows = 1'000'000;
constexpr int batchRows = 500; // some thousand messages a second

TrafficFeed::Batch batchOf(int rows)
{
    TrafficFeed::Batch batch;
    TrafficEvent event;
    event.from = "Bob";
    event.to = "Alice";
    event.connections = 1;
    event.preview = "\"Lunch at one?\"";
    event.sizeBytes = event.preview.size();
    for (int i = 0; i < rows; ++i) {
        event.wallClockMs = i;
        batch.events.append(viewOf(event));
    }
    return batch;
}

/// The best of some batches shown in a panel, with all its painting. @param rowsBefore are there.
double nsPerBatch(size_t rowsBefore)
{
    TrafficPanel panel(TrafficBounds{.rows = ringRows, .bytes = qint64(1) << 32});
    panel.resize(1000, 500);
    panel.show();
    if (!QTest::qWaitForWindowExposed(&panel))
        qFatal("the window is not shown");
    const TrafficFeed::Batch many = batchOf(50'000);
    for (size_t rows = 0; rows < rowsBefore; rows += many.events.size())
        panel.append(many);
    QCoreApplication::processEvents();
    QWidget *viewport = panel.findChild<HintTable *>()->viewport();
    const TrafficFeed::Batch batch = batchOf(batchRows);
    qint64 best = std::numeric_limits<qint64>::max();
    for (int i = 0; i < 30; ++i) {
        QElapsedTimer timer;
        timer.start();
        panel.append(batch);
        QCoreApplication::processEvents();
        viewport->repaint(); // or some turns would paint and others not
        best = std::min(best, timer.nsecsElapsed());
    }
    return static_cast<double>(best);
}

} // namespace

/// What a batch costs the window does not grow with what it holds.
class TestFullRing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBatchCostsAFullRingLittleMoreThanAnEmptyOne()
    {
        double empty = std::numeric_limits<double>::max();
        double full = empty;
        for (int turn = 0; turn < 2; ++turn) { // in turn, for other programs may be busy
            empty = std::min(empty, nsPerBatch(0));
            full = std::min(full, nsPerBatch(ringRows));
        }
        qInfo("%d rows more: %.1f ms with no row before, %.1f ms with 1,000,000", batchRows,
              empty / 1e6, full / 1e6);
        QVERIFY2(full / empty < 4, qPrintable(QString::number(full / empty)));
    }
};

QTEST_MAIN(TestFullRing)
#include "tst_full_ring.moc"
