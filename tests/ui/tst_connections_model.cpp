#include "ui/connections_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>

#include <map>

using namespace pushpoint;

namespace {

ConnectionStats connection(quint64 id, const QByteArray &name, quint64 messagesOut = 0)
{
    ConnectionStats stats;
    stats.id = id;
    stats.name = name;
    stats.address = QStringLiteral("127.0.0.1:%1").arg(40'000 + id);
    stats.messagesOut = messagesOut;
    return stats;
}

std::shared_ptr<const ConnectionTable> table(ConnectionTable rows)
{
    return std::make_shared<const ConnectionTable>(std::move(rows));
}

QList<quint64> ids(const QAbstractItemModel &model)
{
    QList<quint64> found;
    for (int row = 0; row < model.rowCount(); ++row)
        found.append(model.index(row, 0).data(ConnectionsModel::IdRole).toULongLong());
    return found;
}

} // namespace

class TestConnectionsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsATable();
    void keepsARowWhileItsFiguresChange();
    void saysWhichCellsChanged();
    void sortsByNumbersAsNumbers();
    void showsNamesAsText();
    void followsAnySequenceOfTables();
};

void TestConnectionsModel::showsATable()
{
    ConnectionsModel model;
    QVERIFY(model.update(table({connection(7, "Bob", 3), connection(2, "Alice")})));
    QCOMPARE(ids(model), (QList<quint64>{2, 7}));
    QCOMPARE(model.index(1, ConnectionColumn::Name).data().toString(), QStringLiteral("Bob"));
    QCOMPARE(model.index(1, ConnectionColumn::Address).data().toString(),
             QStringLiteral("127.0.0.1:40007"));
    QCOMPARE(model.index(1, ConnectionColumn::MessagesOut).data().toString(), QStringLiteral("3"));
    QVERIFY2(!model.update(table({connection(2, "Alice"), connection(7, "Bob", 9)})),
             "nobody came or went");
    QCOMPARE(model.index(1, ConnectionColumn::MessagesOut).data().toString(), QStringLiteral("9"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestConnectionsModel::keepsARowWhileItsFiguresChange()
{
    ConnectionsModel model;
    model.update(table({connection(1, "a"), connection(2, "b"), connection(3, "c")}));
    const QPersistentModelIndex kept = model.index(1, 0);
    model.update(table({connection(2, "b", 5), connection(3, "c"), connection(4, "d")}));
    QVERIFY(kept.isValid());
    QCOMPARE(kept.data(ConnectionsModel::IdRole).toULongLong(), 2ULL);
    model.update(table({connection(3, "c")}));
    QVERIFY(!kept.isValid());
}

void TestConnectionsModel::saysWhichCellsChanged()
{
    ConnectionsModel model;
    model.update(table({connection(1, "a"), connection(2, "b"), connection(3, "c")}));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    ConnectionStats other = connection(2, "b", 5);
    other.bytesOut = 70;
    model.update(table({connection(1, "a"), other, connection(3, "c")}));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex(), model.index(1, ConnectionColumn::MessagesOut));
    QCOMPARE(changed[0][1].toModelIndex(), model.index(1, ConnectionColumn::BytesOut));
    model.update(table({connection(1, "a"), other, connection(3, "c")}));
    QCOMPARE(changed.size(), 1);
}

void TestConnectionsModel::sortsByNumbersAsNumbers()
{
    ConnectionsModel model;
    QSortFilterProxyModel sorted;
    sorted.setSortRole(ConnectionsModel::SortRole);
    sorted.setSourceModel(&model);
    model.update(table({connection(1, "a", 9), connection(2, "b", 1000), connection(3, "c", 20)}));
    sorted.sort(ConnectionColumn::MessagesOut);
    QCOMPARE(ids(sorted), (QList<quint64>{1, 3, 2}));
}

void TestConnectionsModel::showsNamesAsText()
{
    ConnectionsModel model;
    model.update(table({connection(1, "<b>李雷</b>")}));
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("<b>李雷</b>"));
    QVERIFY(!model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("<b>李")));
}

void TestConnectionsModel::followsAnySequenceOfTables()
{
    ConnectionsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QRandomGenerator random(20'240'601);
    std::map<quint64, ConnectionStats> truth;
    quint64 lastId = 0;
    for (int step = 0; step < 300; ++step) {
        // Now and then so many that the rows are not merged one by one.
        for (quint32 n = random.bounded(step % 50 == 49 ? 400u : 8u); n > 0; --n) {
            ++lastId;
            truth[lastId] = connection(lastId, "n" + QByteArray::number(lastId % 5));
        }
        for (auto it = truth.begin(); it != truth.end();) {
            it->second.messagesOut += random.bounded(3u);
            it = random.bounded(6u) == 0 ? truth.erase(it) : std::next(it);
        }
        if (random.bounded(40u) == 0)
            truth.clear();
        ConnectionTable rows;
        for (const auto &[id, stats] : truth)
            rows.push_back(stats);
        std::shuffle(rows.begin(), rows.end(), random);
        model.update(table(std::move(rows)));

        QCOMPARE(model.rowCount(), int(truth.size()));
        int row = 0;
        for (const auto &[id, stats] : truth) {
            QCOMPARE(model.index(row, 0).data(ConnectionsModel::IdRole).toULongLong(), id);
            const QModelIndex out = model.index(row++, ConnectionColumn::MessagesOut);
            QCOMPARE(out.data(ConnectionsModel::SortRole).toULongLong(), stats.messagesOut);
        }
    }
}

QTEST_MAIN(TestConnectionsModel)
#include "tst_connections_model.moc"
