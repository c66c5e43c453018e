#include "ui/connections/connections_model.h"
#include "ui/connections/connections_panel.h"
#include "ui/parts/hint_tree.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <ctime>
#include <limits>
#include <map>

using namespace pushpoint;
using namespace pushpoint::ui;

namespace {

ConnectionStats connection(quint64 id, const QByteArray &name, quint64 messagesOut = 0)
{
    ConnectionStats stats;
    stats.id = id;
    stats.name = name;
    stats.address = QStringLiteral("127.0.0.1:%1").arg(40'000 + id);
    stats.openedWallClockMs = static_cast<qint64>(1'000'000 + id);
    stats.messagesOut = messagesOut;
    return stats;
}

/// "Bob[3 7] Alice[2]": what is shown, in its order.
QString shown(const QAbstractItemModel &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex name = model.index(row, 0);
        QStringList ids;
        for (int i = 0; i < model.rowCount(name); ++i) {
            const QModelIndex child = model.index(i, 0, name);
            const auto own = child.data(ConnectionsModel::IdsRole).value<QList<quint64>>();
            ids += QString::number(own.value(0));
        }
        names += name.data().toString() + u'[' + ids.join(u' ') + u']';
    }
    return names.join(u' ');
}

ConnectionTable many(quint64 first, quint64 last, quint64 names)
{
    ConnectionTable table;
    for (quint64 id = first; id <= last; ++id)
        table.push_back(connection(id, "user" + QByteArray::number(id % names), id * 7919 % 1000));
    return table;
}

} // namespace

class TestConnectionsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsConnectionsBelowTheirName();
    void sumsUpTheConnectionsOfAName();
    void aNameShowsTheLatestRefusalOfItsConnections();
    void tellsHowFastTheFiguresGrow();
    void sortsByNumbersAsNumbers();
    void findsByTextAndForgets();
    void keepsARowWhileItsFiguresChange();
    void showsNamesAsText();
    void isNeverResetWhateverComesAndGoes();
    void keepsSelectionAndUnfoldingWhileManyComeAndGo();
    void tenThousandTakeNoMoreThanTheirShare();
    void quotesNamesForTheFilter();
};

void TestConnectionsModel::showsConnectionsBelowTheirName()
{
    ConnectionsModel model;
    QVERIFY(
        model.update({connection(7, "Bob", 3), connection(2, "Alice"), connection(3, "Bob")}, 0));
    QCOMPARE(shown(model), QStringLiteral("Alice[2] Bob[3 7]"));
    const QModelIndex bob = model.index(1, 0);
    QCOMPARE(model.index(1, 0, bob).data().toString(), QStringLiteral("#7"));
    QCOMPARE(model.index(1, ConnectionColumn::Address, bob).data().toString(),
             QStringLiteral("127.0.0.1:40007"));
    QVERIFY2(
        !model.update({connection(2, "Alice"), connection(3, "Bob"), connection(7, "Bob", 9)}, 500),
        "nobody came or went");
    QVERIFY(model.update({connection(2, "Alice"), connection(3, "Bob")}, 1000));
    QCOMPARE(shown(model), QStringLiteral("Alice[2] Bob[3]"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestConnectionsModel::sumsUpTheConnectionsOfAName()
{
    ConnectionsModel model;
    ConnectionStats refused = connection(3, "Bob", 40);
    refused.lastRefusal = "bad_json";
    refused.lastRefusalWallClockMs = 1;
    refused.roundTripUs = 1500;
    model.update({connection(7, "Bob", 2), refused}, 0);
    const auto cell = [&](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(cell(ConnectionColumn::MessagesOut), QStringLiteral("42"));
    QCOMPARE(cell(ConnectionColumn::LastRefusal), QStringLiteral("not the JSON expected"));
    QCOMPARE(cell(ConnectionColumn::RoundTrip), QStringLiteral("1.5 ms"));
    QCOMPARE(cell(ConnectionColumn::Address), QStringLiteral("2 connections"));
    const auto ids = model.index(0, 0).data(ConnectionsModel::IdsRole).value<QList<quint64>>();
    QCOMPARE(ids, (QList<quint64>{3, 7}));
}

void TestConnectionsModel::aNameShowsTheLatestRefusalOfItsConnections()
{
    ConnectionsModel model;
    struct Refused
    {
        QByteArray word;
        qint64 atMs = 0;
    };
    const auto shown = [&model](const Refused &of3, const Refused &of7) {
        ConnectionStats third = connection(3, "Bob");
        ConnectionStats seventh = connection(7, "Bob");
        third.lastRefusal = of3.word;
        third.lastRefusalWallClockMs = of3.atMs;
        seventh.lastRefusal = of7.word;
        seventh.lastRefusalWallClockMs = of7.atMs;
        model.update({third, seventh}, 0);
        return model.index(0, ConnectionColumn::LastRefusal).data().toString();
    };
    const QString noJson = QStringLiteral("not the JSON expected");
    QCOMPARE(shown({}, {}), QString());
    QCOMPARE(shown({}, {"bad_json", 500}), noJson);
    QCOMPARE(shown({"to_missing", 1000}, {"bad_json", 500}), QStringLiteral("no receiver"));
    QCOMPARE(shown({"to_missing", 1000}, {"bad_json", 1500}), noJson); // the same once more
    QCOMPARE(shown({"a_new_word", 2000}, {"bad_json", 1500}), QStringLiteral("a_new_word"));
}

void TestConnectionsModel::tellsHowFastTheFiguresGrow()
{
    ConnectionsModel model;
    const auto rate
        = [&] { return model.index(0, ConnectionColumn::MessagesOutRate).data().toString(); };
    model.update({connection(1, "Bob", 0)}, 0);
    QCOMPARE(rate(), QString());
    for (int step = 1; step <= 20; ++step)
        model.update({connection(1, "Bob", static_cast<quint64>(step) * 100)}, step * 500);
    QCOMPARE(rate(), QStringLiteral("200/s"));
    for (int step = 21; step <= 60; ++step)
        model.update({connection(1, "Bob", 2000)}, step * 500);
    QCOMPARE(rate(), QString());
}

void TestConnectionsModel::sortsByNumbersAsNumbers()
{
    ConnectionsModel model;
    const ConnectionTable table{connection(1, "a", 9), connection(2, "b", 1000),
                                connection(3, "c", 20), connection(4, "c", 1)};
    model.sort(ConnectionColumn::MessagesOut);
    model.update(table, 0);
    QCOMPARE(shown(model), QStringLiteral("a[1] c[4 3] b[2]"));
    model.sort(ConnectionColumn::MessagesOut, Qt::DescendingOrder);
    QCOMPARE(shown(model), QStringLiteral("b[2] c[3 4] a[1]"));
    model.sort(ConnectionColumn::Name, Qt::DescendingOrder);
    QCOMPARE(shown(model), QStringLiteral("c[3 4] b[2] a[1]"));
}

void TestConnectionsModel::findsByTextAndForgets()
{
    ConnectionsModel model;
    model.update({connection(1, "Alice"), connection(2, "Bob"), connection(3, "Bob")}, 0);
    model.setFilter(QStringLiteral("40003"));
    QCOMPARE(shown(model), QStringLiteral("Bob[3]"));
    QCOMPARE(model.names(10), (QStringList{QStringLiteral("Alice"), QStringLiteral("Bob")}));
    model.setFilter(QStringLiteral("aLI"));
    QCOMPARE(shown(model), QStringLiteral("Alice[1]"));
    model.setFilter({});
    QCOMPARE(shown(model), QStringLiteral("Alice[1] Bob[2 3]"));
}

void TestConnectionsModel::keepsARowWhileItsFiguresChange()
{
    ConnectionsModel model;
    model.update({connection(1, "a"), connection(2, "b"), connection(3, "b")}, 0);
    const QPersistentModelIndex name = model.index(1, 0);
    const QPersistentModelIndex kept = model.index(1, 0, name);
    model.update({connection(2, "b", 5), connection(3, "b"), connection(4, "d")}, 500);
    QCOMPARE(name.data(ConnectionsModel::NameRole).toString(), QStringLiteral("b"));
    QCOMPARE(kept.data(ConnectionsModel::IdsRole).value<QList<quint64>>(), QList<quint64>{3});
    model.update({connection(2, "b")}, 1000);
    QVERIFY(!kept.isValid());
    QVERIFY(name.isValid());
}

void TestConnectionsModel::showsNamesAsText()
{
    ConnectionsModel model;
    model.update({connection(1, "<b>李雷</b>")}, 0);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("<b>李雷</b>"));
    QVERIFY(!model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("<b>李")));
}

void TestConnectionsModel::isNeverResetWhateverComesAndGoes()
{
    ConnectionsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QRandomGenerator random(20'240'601);
    std::map<quint64, ConnectionStats> truth;
    quint64 lastId = 0;
    QString filter;
    for (int step = 0; step < 150; ++step) {
        for (quint32 n = random.bounded(step % 30 == 29 ? 400u : 8u); n > 0; --n) {
            ++lastId;
            truth[lastId] = connection(lastId, "n" + QByteArray::number(random.bounded(60)));
        }
        for (auto it = truth.begin(); it != truth.end();) {
            it->second.messagesOut += random.bounded(3u);
            it = random.bounded(6u) == 0 ? truth.erase(it) : std::next(it);
        }
        if (random.bounded(40u) == 0)
            truth.clear();
        if (random.bounded(8u) == 0)
            model.sort(random.bounded(ConnectionColumn::Count),
                       random.bounded(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
        if (random.bounded(10u) == 0) {
            filter = filter.isEmpty() ? QString::number(random.bounded(10)) : QString();
            model.setFilter(filter);
        }
        ConnectionTable rows;
        QSet<quint64> wanted;
        for (const auto &[id, stats] : truth) {
            rows.push_back(stats);
            if (connectionContains(stats, filter))
                wanted.insert(id);
        }
        std::shuffle(rows.begin(), rows.end(), random);
        model.update(rows, step * 500);

        QSet<quint64> found;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex name = model.index(row, 0);
            QVERIFY(model.rowCount(name) > 0);
            for (int i = 0; i < model.rowCount(name); ++i) {
                const QModelIndex child = model.index(i, 0, name);
                const quint64 id
                    = child.data(ConnectionsModel::IdsRole).value<QList<quint64>>().value(0);
                QCOMPARE(QString::fromUtf8(truth[id].name), name.data().toString());
                found.insert(id);
            }
        }
        QCOMPARE(found, wanted);
    }
    QCOMPARE(resets.size(), 0);
}

void TestConnectionsModel::keepsSelectionAndUnfoldingWhileManyComeAndGo()
{
    ConnectionsPanel panel;
    panel.resize(900, 400);
    panel.show();
    auto *tree = panel.findChild<HintTree *>();
    panel.update(many(1, 300, 30), 0);
    const QModelIndex third = tree->model()->index(2, 0);
    const QString name = third.data().toString();
    tree->expand(third);
    tree->setCurrentIndex(tree->model()->index(4, 0, third));
    const auto id = [&] {
        const auto rows = tree->selectionModel()->selectedRows();
        return rows.isEmpty()
            ? 0
            : rows[0].data(ConnectionsModel::IdsRole).value<QList<quint64>>().value(0);
    };
    const quint64 chosen = id();
    QVERIFY(chosen != 0);
    ConnectionTable fewer = many(1, 300, 30);
    std::erase_if(fewer, [&](const auto &c) { return c.id % 2 != chosen % 2; });
    for (const ConnectionTable &next : {fewer, many(1, 2000, 30), many(chosen, chosen + 50, 30)}) {
        panel.update(next, 500);
        QCoreApplication::processEvents();
        QCOMPARE(id(), chosen);
        const QModelIndex parent = tree->selectionModel()->selectedRows()[0].parent();
        QCOMPARE(parent.data().toString(), name);
        QVERIFY(tree->isExpanded(parent));
    }
}

void TestConnectionsModel::tenThousandTakeNoMoreThanTheirShare()
{
    // A tenth of the rows, and all of them, in the same window: a hundred times the time would be
    // the square of the number somewhere. In time of the processor, for other programs may be busy.
    const auto secondsPerStep = [](quint64 count) {
        ConnectionsPanel panel;
        panel.resize(900, 400);
        panel.show();
        auto *tree = panel.findChild<HintTree *>();
        tree->sortByColumn(ConnectionColumn::MessagesOut, Qt::DescendingOrder);
        panel.update(many(1, count, 2 * count), 0);
        tree->setCurrentIndex(tree->model()->index(5, 0));
        QCoreApplication::processEvents();
        double best = std::numeric_limits<double>::max();
        for (quint64 step = 1; step <= 6; ++step) {
            ConnectionTable next
                = many(1 + step * count / 100, count + step * count / 100, 2 * count);
            for (ConnectionStats &stats : next)
                stats.messagesOut += step * stats.id % 97;
            const std::clock_t began = std::clock();
            panel.update(next, static_cast<qint64>(step) * 500);
            QCoreApplication::processEvents();
            best = std::min(best, double(std::clock() - began) / CLOCKS_PER_SEC);
        }
        return best;
    };
    double few = std::numeric_limits<double>::max();
    double lots = few;
    for (int turn = 0; turn < 3; ++turn) {
        few = std::min(few, secondsPerStep(1'000));
        lots = std::min(lots, secondsPerStep(10'000));
    }
    qInfo("1,000 rows: %.1f ms a table, 10,000: %.1f ms", few * 1e3, lots * 1e3);
    QVERIFY2(lots / few < 30, qPrintable(QString::number(lots / few)));
}

void TestConnectionsModel::quotesNamesForTheFilter()
{
    QCOMPARE(trafficFilterTo(QStringLiteral("Alice")), QStringLiteral("to:Alice"));
    QCOMPARE(trafficFilterTo(QStringLiteral("李雷")), QStringLiteral("to:李雷"));
    QCOMPARE(trafficFilterTo(QStringLiteral("a \"b\"\\")),
             QStringLiteral("to:\"a \\\"b\\\"\\\\\""));
}

QTEST_MAIN(TestConnectionsModel)
#include "tst_connections_model.moc"
