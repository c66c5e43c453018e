#include "ui/filter/filter_parser.h"
#include "ui/traffic/traffic_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

#include <deque>

using namespace pushpoint;
using namespace pushpoint::ui;

namespace {

TrafficFeed::Batch batchOf(const std::vector<TrafficEvent> &events, quint64 lost = 0)
{
    TrafficFeed::Batch batch;
    for (const TrafficEvent &event : events)
        batch.events.append(viewOf(event));
    batch.lost = lost;
    return batch;
}

TrafficEvent delivered(const QByteArray &from, const QByteArray &to, const QByteArray &preview)
{
    TrafficEvent event;
    event.from = from;
    event.to = to;
    event.preview = preview;
    event.sizeBytes = preview.size();
    event.connections = 1;
    return event;
}

FilterExpression filter(const QString &text)
{
    return std::get<FilterExpression>(FilterParser::parse(text));
}

TrafficBounds rows(size_t count)
{
    TrafficBounds bounds;
    bounds.rows = count;
    return bounds;
}

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TestTrafficModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatHappened();
    void evictsTheOldest();
    void showsTheGapWhereRowsAreMissing();
    void filtersWithoutForgetting();
    void recordsWhilePaused();
    void survivesAnySequence();
};

void TestTrafficModel::showsWhatHappened()
{
    TrafficModel model(rows(10));
    model.append(batchOf({delivered("Bob", "Alice", "\"<b>hi</b>\"")}));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, TrafficModel::From), QStringLiteral("Bob"));
    QCOMPARE(cell(model, 0, TrafficModel::To), QStringLiteral("Alice"));
    QCOMPARE(cell(model, 0, TrafficModel::Preview), QStringLiteral("\"<b>hi</b>\""));
    QCOMPARE(cell(model, 0, TrafficModel::Kind), QStringLiteral("delivered"));
    QCOMPARE(cell(model, 0, TrafficModel::Connections), QStringLiteral("1"));
}

void TestTrafficModel::evictsTheOldest()
{
    TrafficModel model(rows(3));
    for (const char *text : {"1", "2", "3", "4", "5"})
        model.append(batchOf({delivered("a", "b", text)}));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(cell(model, 0, TrafficModel::Preview), QStringLiteral("3"));
    // A batch larger than the whole ring: its newest stay.
    std::vector<TrafficEvent> many;
    for (int i = 0; i < 50; ++i)
        many.push_back(delivered("a", "b", QByteArray::number(i)));
    model.append(batchOf(many));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(cell(model, 2, TrafficModel::Preview), QStringLiteral("49"));
}

void TestTrafficModel::showsTheGapWhereRowsAreMissing()
{
    TrafficModel model(rows(10));
    model.append(batchOf({delivered("a", "b", "1")}, 1204));
    model.append(batchOf({delivered("a", "b", "2")}));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(1, 0).data(TrafficModel::GapRole).toULongLong(), 1204ULL);
    QVERIFY(!model.index(1, 0).data(TrafficModel::KindRole).isValid());
    bool told = false;
    for (int column = 0; column < TrafficModel::ColumnCount; ++column)
        told = told || cell(model, 1, column).contains(QStringLiteral("204 not shown"));
    QVERIFY(told);
}

void TestTrafficModel::filtersWithoutForgetting()
{
    TrafficModel model(rows(10));
    model.append(batchOf({delivered("Bob", "Alice", "1"), delivered("Jack", "Bob", "2"),
                          delivered("Jack", "Jack", "3")},
                         5));
    model.setFilter(filter(QStringLiteral("bob")));
    QCOMPARE(model.rowCount(), 3); // two rows, and the gap, which holds for every filter
    QCOMPARE(cell(model, 1, TrafficModel::Preview), QStringLiteral("2"));
    model.append(batchOf({delivered("x", "BOB", "4"), delivered("x", "y", "5")}));
    QCOMPARE(model.rowCount(), 4);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 6);
}

void TestTrafficModel::recordsWhilePaused()
{
    TrafficModel model(rows(4));
    model.append(batchOf({delivered("a", "b", "1")}));
    model.setPaused(true);
    model.append(batchOf({delivered("a", "b", "2"), delivered("a", "b", "3")}));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.heldBackRows(), 2ULL);
    QCOMPARE(model.ring().size(), size_t(3));
    model.setPaused(false);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.heldBackRows(), 0ULL);
}

void TestTrafficModel::survivesAnySequence()
{
    constexpr size_t capacity = 40;
    TrafficModel model(rows(capacity));
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QRandomGenerator random(7);
    std::deque<QString> truth; // previews, oldest first; empty for a gap
    int number = 0;
    for (int step = 0; step < 1500; ++step) {
        const quint32 action = random.bounded(20u);
        if (action == 0) {
            model.clear();
            truth.clear();
        } else if (action == 1) {
            model.setFilter(filter(random.bounded(2u) ? QStringLiteral("7") : QString()));
        } else if (action == 2) {
            model.setPaused(!model.isPaused());
        } else {
            TrafficFeed::Batch batch;
            for (quint32 n = random.bounded(12u); n > 0; --n) {
                batch.events.append(viewOf(delivered("a", "b", QByteArray::number(++number))));
                truth.push_back(QString::number(number));
            }
            batch.lost = random.bounded(6u) == 0 ? 3 : 0;
            if (batch.lost > 0)
                truth.push_back({});
            model.append(batch);
        }
        while (truth.size() > capacity)
            truth.pop_front();
        QCOMPARE(model.ring().size(), truth.size());
    }
    model.setPaused(false);
    model.setFilter({});
    QCOMPARE(model.rowCount(), int(truth.size()));
    for (int row = 0; row < model.rowCount(); ++row) {
        const bool gap = model.index(row, 0).data(TrafficModel::GapRole).isValid();
        QCOMPARE(gap, truth[size_t(row)].isEmpty());
        if (!gap)
            QCOMPARE(cell(model, row, TrafficModel::Preview), truth[size_t(row)]);
    }
}

QTEST_MAIN(TestTrafficModel)
#include "tst_traffic_model.moc"
