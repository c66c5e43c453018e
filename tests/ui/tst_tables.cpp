#include "ui/connections_model.h"
#include "ui/hint_table.h"
#include "ui/kept_selection.h"
#include "ui/name_box.h"
#include "ui/tail_follower.h"
#include "ui/traffic_model.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>

#include <algorithm>

using namespace pushpoint;

namespace {

TrafficFeed::Batch events(int count)
{
    TrafficFeed::Batch batch;
    for (int i = 0; i < count; ++i) {
        TrafficEvent event;
        event.to = "Bob";
        event.preview = QByteArray::number(i);
        event.sizeBytes = event.preview.size();
        batch.events.push_back(event);
    }
    return batch;
}

std::shared_ptr<const ConnectionTable> connections(const QList<quint64> &ids)
{
    ConnectionTable table;
    for (const quint64 id : ids) {
        ConnectionStats stats;
        stats.id = id;
        stats.name = "n" + QByteArray::number(id % 7);
        table.push_back(stats);
    }
    return std::make_shared<const ConnectionTable>(std::move(table));
}

QList<quint64> upTo(quint64 last)
{
    QList<quint64> ids;
    for (quint64 id = 1; id <= last; ++id)
        ids.append(id);
    return ids;
}

bool atEnd(const QTableView &table)
{
    return table.verticalScrollBar()->value() == table.verticalScrollBar()->maximum();
}

/// A table that is on the screen and full, over a ring of 200 rows.
struct TrafficTable
{
    TrafficTable()
    {
        table.resize(600, 300);
        table.show();
        model.append(events(200));
    }
    QString topRow() const
    {
        const QModelIndex top = table.indexAt({1, 1});
        return top.siblingAtColumn(TrafficModel::Preview).data().toString();
    }

    TrafficModel model{TrafficBounds{.rows = 200}};
    HintTable table;
    TailFollower *tail = new TailFollower(&table, &model);
};

} // namespace

/// What the tables do for their users while rows come and go beneath.
class TestTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheNewestRow();
    void staysAtTheEndWhenResized();
    void holdsStillOnceScrolledUp();
    void doesNotLeaveTheEndForARowThatLeaves();
    void keepsTheSelectionWhileManyComeAndGo_data();
    void keepsTheSelectionWhileManyComeAndGo();
    void keepsWidthsOverAReset();
    void copiesSelectedRows();
    void offersNewNamesWithoutDisturbingTheTyping();
};

void TestTables::followsTheNewestRow()
{
    TrafficTable t;
    QTRY_VERIFY(t.table.verticalScrollBar()->maximum() > 0);
    QTRY_VERIFY(atEnd(t.table));
    t.model.append(events(50));
    QCoreApplication::processEvents();
    QVERIFY(t.tail->isFollowing());
    QVERIFY(atEnd(t.table));
}

void TestTables::staysAtTheEndWhenResized()
{
    TrafficTable t;
    QTRY_VERIFY(t.table.verticalScrollBar()->maximum() > 0 && atEnd(t.table));
    const int before = t.table.verticalScrollBar()->maximum();
    t.table.resize(600, 150);
    QTRY_VERIFY(t.table.verticalScrollBar()->maximum() > before);
    QVERIFY(t.tail->isFollowing());
    QVERIFY(atEnd(t.table));
}

void TestTables::holdsStillOnceScrolledUp()
{
    TrafficTable t;
    QTRY_VERIFY(t.table.verticalScrollBar()->maximum() > 0 && atEnd(t.table));
    QSignalSpy changed(t.tail, &TailFollower::changed);
    t.table.verticalScrollBar()->setValue(100);
    QVERIFY(!t.tail->isFollowing());
    QCOMPARE(changed.size(), 1);
    const QString reading = t.topRow();
    t.model.append(events(40)); // as many leave at the front
    QCoreApplication::processEvents();
    QCOMPARE(t.topRow(), reading);
    QCOMPARE(t.tail->unseenRows(), 40ULL);
    t.tail->follow();
    QCoreApplication::processEvents();
    QVERIFY(atEnd(t.table));
    QCOMPARE(t.tail->unseenRows(), 0ULL);
}

void TestTables::doesNotLeaveTheEndForARowThatLeaves()
{
    TrafficTable t;
    QTRY_VERIFY(t.table.verticalScrollBar()->maximum() > 0 && atEnd(t.table));
    t.table.selectRow(195);
    QTRY_VERIFY(atEnd(t.table));
    for (int i = 0; i < 10; ++i) { // the selected row leaves on the way
        t.model.append(events(30));
        QCoreApplication::processEvents();
        QVERIFY(atEnd(t.table));
    }
    QVERIFY(!t.table.selectionModel()->hasSelection());
}

void TestTables::keepsTheSelectionWhileManyComeAndGo_data()
{
    QTest::addColumn<QList<quint64>>("next");
    const auto without = [](int divisor) {
        QList<quint64> ids = upTo(300);
        ids.removeIf([divisor](quint64 id) { return id % divisor == 0 && id != 20 && id != 201; });
        return ids;
    };
    QTest::newRow("a few go") << without(50);
    QTest::newRow("many go") << without(2);
    QTest::newRow("a few come") << upTo(305);
    QTest::newRow("many come") << upTo(900);
}

void TestTables::keepsTheSelectionWhileManyComeAndGo()
{
    QFETCH(QList<quint64>, next);
    ConnectionsModel model;
    QSortFilterProxyModel sorted;
    sorted.setSourceModel(&model);
    sorted.setSortRole(ConnectionsModel::SortRole);
    HintTable table;
    table.setModel(&sorted);
    new KeptSelection(&table, ConnectionsModel::IdRole);
    table.setSortingEnabled(true);
    table.sortByColumn(ConnectionColumn::Name, Qt::DescendingOrder);
    model.update(connections(upTo(300)));

    const QList<quint64> chosen{20, 21, 201};
    for (int row = 0; row < sorted.rowCount(); ++row) {
        const QModelIndex index = sorted.index(row, 0);
        if (chosen.contains(index.data(ConnectionsModel::IdRole).toULongLong()))
            table.selectionModel()->select(index,
                                           QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    model.update(connections(next));
    QCOMPARE(sorted.rowCount(), int(next.size()));
    QList<quint64> kept;
    for (const QModelIndex &row : table.selectionModel()->selectedRows())
        kept.append(row.data(ConnectionsModel::IdRole).toULongLong());
    std::sort(kept.begin(), kept.end());
    QList<quint64> wanted = chosen;
    wanted.removeIf([&next](quint64 id) { return !next.contains(id); });
    QCOMPARE(kept, wanted);
}

void TestTables::keepsWidthsOverAReset()
{
    ConnectionsModel model;
    HintTable table;
    table.setModel(&model);
    table.resize(900, 300);
    table.show();
    table.setColumnWidth(ConnectionColumn::Name, 223);
    model.update(connections(upTo(100)));
    model.update(connections(upTo(500)));
    QCOMPARE(table.columnWidth(ConnectionColumn::Name), 223);
}

void TestTables::copiesSelectedRows()
{
    TrafficTable t;
    t.table.selectRow(3);
    QTest::keyClick(&t.table, Qt::Key_C, Qt::ControlModifier);
    const QString copied = QGuiApplication::clipboard()->text();
    QCOMPARE(copied.count(u'\t'), TrafficModel::ColumnCount - 1);
    QVERIFY(copied.endsWith(QStringLiteral("\t3")));
}

void TestTables::offersNewNamesWithoutDisturbingTheTyping()
{
    NameBox box;
    box.setNames({QStringLiteral("Bob"), QStringLiteral("Alice")});
    box.setEditText(QStringLiteral("Jack"));
    box.lineEdit()->setCursorPosition(2);
    box.setNames({QStringLiteral("Bob"), QStringLiteral("Alice"), QStringLiteral("李雷")});
    QCOMPARE(box.count(), 3);
    QCOMPARE(box.currentText(), QStringLiteral("Jack"));
    QCOMPARE(box.lineEdit()->cursorPosition(), 2);
}

QTEST_MAIN(TestTables)
#include "tst_tables.moc"
