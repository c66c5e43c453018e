#include "client/conversation_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
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

    void olderLinesComeBeforeAndKeepTheIdsApart()
    {
        ConversationModel model(nullptr, 4);
        const quint64 last = model.append(outgoing(u"now"_s));
        model.prepend(
            {outgoing(u"forgotten"_s), outgoing(u"a"_s), outgoing(u"b"_s), outgoing(u"c"_s)});
        QCOMPARE(texts(model), QStringList({u"a"_s, u"b"_s, u"c"_s, u"now"_s}));
        QCOMPARE(model.entry(last)->text, u"now"_s);
        const quint64 first = model.index(0).data(ConversationModel::IdRole).toULongLong();
        model.setDelivery(first, Delivery::Offline);
        QCOMPARE(model.entry(first)->delivery, Delivery::Offline);
        QCOMPARE(model.entry(first)->text, u"a"_s);
    }
};

QTEST_MAIN(TestConversationModel)
#include "tst_conversation_model.moc"
