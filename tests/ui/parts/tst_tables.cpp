#include "ui/parts/hint_table.h"
#include "ui/parts/name_field.h"
#include "ui/parts/tail_follower.h"
#include "ui/traffic/traffic_model.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;

namespace {

TrafficFeed::Batch events(int count)
{
    TrafficFeed::Batch batch;
    for (int i = 0; i < count; ++i) {
        TrafficEvent event;
        event.to = "Bob";
        event.preview = QByteArray::number(i);
        event.sizeBytes = event.preview.size();
        batch.events.append(viewOf(event));
    }
    return batch;
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
    NameField box;
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
