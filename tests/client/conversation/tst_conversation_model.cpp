#include "client/conversation/conversation_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

ConversationEntry outgoing(const QString &text)
{
    ConversationEntry entry;
    entry.at = QDateTime::currentDateTime();
    entry.direction = Direction::Outgoing;
    entry.self = u"Bob"_s;
    entry.peer = u"Alice"_s;
    entry.text = text;
    entry.delivery = Delivery::Sending;
    return entry;
}

QStringList texts(const ConversationModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all.append(model.index(row).data().toString());
    return all;
}

} // namespace

class TestConversationModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsOrderAndTellsEveryRole()
    {
        ConversationModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.append(outgoing(u"one"_s));
        ConversationEntry incoming = outgoing(u"<b>two</b>"_s);
        incoming.direction = Direction::Incoming;
        incoming.delivery = Delivery::None;
        model.append(incoming);

        QCOMPARE(texts(model), QStringList({u"one"_s, u"<b>two</b>"_s}));
        const QModelIndex second = model.index(1);
        QCOMPARE(second.data(ConversationModel::DirectionRole).toInt(), int(Direction::Incoming));
        QCOMPARE(second.data(ConversationModel::PeerRole).toString(), u"Alice"_s);
        QCOMPARE(second.data(ConversationModel::TimeRole).toDateTime(), incoming.at);
        QVERIFY(second.data(Qt::AccessibleTextRole).toString().contains(u"Alice"_s));
    }

    void changesOneLineOnly()
    {
        ConversationModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.append(outgoing(u"one"_s));
        const quint64 id = model.append(outgoing(u"two"_s));
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

        model.setDelivery(id, Delivery::Offline, u"对方不在线"_s);

        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
        QCOMPARE(model.index(1).data(ConversationModel::DeliveryRole).toInt(),
                 int(Delivery::Offline));
        QCOMPARE(model.index(1).data(ConversationModel::DeliveryTextRole).toString(),
                 u"对方不在线"_s);
        QCOMPARE(model.index(0).data(ConversationModel::DeliveryRole).toInt(),
                 int(Delivery::Sending));
    }

    void forgetsTheOldestBeyondItsBound()
    {
        ConversationModel model(nullptr, 3);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const quint64 first = model.append(outgoing(u"1"_s));
        for (const QString &text : {u"2"_s, u"3"_s})
            model.append(outgoing(text));
        QCOMPARE(model.rowCount(), 3);
        const quint64 last = model.append(outgoing(u"4"_s));

        QCOMPARE(texts(model), QStringList({u"2"_s, u"3"_s, u"4"_s}));
        QVERIFY(!model.entry(first));
        QCOMPARE(model.entry(last)->text, u"4"_s);
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setDelivery(first, Delivery::Delivered);
        QCOMPARE(changed.size(), 0);
        model.setDelivery(last, Delivery::Delivered);
        QCOMPARE(model.index(2).data(ConversationModel::DeliveryRole).toInt(),
                 int(Delivery::Delivered));
    }

    void linesStandInTheOrderOfTimeWheneverTheyCame()
    {
        ConversationModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QDateTime noon({2026, 3, 29}, {12, 0});
        const auto at = [&](int second, quint64 id) {
            ConversationEntry entry = outgoing(u"%1/%2"_s.arg(second).arg(id));
            entry.at = noon.addSecs(second);
            entry.id = id;
            return entry;
        };
        model.insert({at(2, 7), at(4, 3)}, ConversationModel::Keep::Newest);
        model.append(at(3, 9));
        model.insert({at(1, 8), at(2, 6), at(2, 7), at(2, 8), at(5, 1)},
                     ConversationModel::Keep::Newest);
        QCOMPARE(
            texts(model),
            QStringList({u"1/8"_s, u"2/6"_s, u"2/7"_s, u"2/8"_s, u"3/9"_s, u"4/3"_s, u"5/1"_s}));
        QCOMPARE(model.entry(9)->text, u"3/9"_s);
    }

    void beyondItsBoundItKeepsTheEndThatIsWanted()
    {
        ConversationModel model(nullptr, 3);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const QString &text : {u"4"_s, u"5"_s, u"6"_s})
            model.append(outgoing(text));
        ConversationEntry old = outgoing(u"3"_s);
        old.at = old.at.addDays(-1);
        old.id = 77;
        QCOMPARE(model.insert({old}, ConversationModel::Keep::Oldest), 1);
        QCOMPARE(texts(model), QStringList({u"3"_s, u"4"_s, u"5"_s}));
        ConversationEntry last = outgoing(u"9"_s);
        last.id = 99;
        QCOMPARE(model.insert({last}, ConversationModel::Keep::Newest), 1);
        QCOMPARE(texts(model), QStringList({u"4"_s, u"5"_s, u"9"_s}));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestConversationModel)
#include "tst_conversation_model.moc"
