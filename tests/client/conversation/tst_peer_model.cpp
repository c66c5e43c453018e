#include "client/conversation/peer_model.h"
#include "client/history/history.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

ConversationEntry line(const QString &peer, const QString &text, const QString &self = u"Bob"_s,
                       Direction direction = Direction::Incoming)
{
    ConversationEntry entry;
    entry.at = QDateTime::currentDateTime();
    entry.direction = direction;
    entry.self = self;
    entry.peer = peer;
    entry.text = text;
    return entry;
}

QStringList peers(const PeerModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        all.append(index.data().toString() + u' ' + index.data(PeerModel::UnreadRole).toString());
    }
    return all;
}

} // namespace

class TestPeerModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLatestComesFirstAndWhatIsNotInViewIsUnread()
    {
        PeerModel model(m_names, m_drafts);
        const QAbstractItemModelTester tester(&model);
        QVERIFY(model.setSelf(u"Bob"_s));
        model.setInView(u"Alice"_s);
        model.add(line(u"Alice"_s, u"1"_s));
        model.add(line(u"Jack"_s, u"2"_s));
        model.add(line(u"Jack"_s, u"3"_s, u"Eve"_s)); // another name's
        model.add(line(u"Eve"_s, u"4"_s, u"Bob"_s, Direction::Outgoing));
        QCOMPARE(peers(model), QStringList({u"Eve 0"_s, u"Jack 1"_s, u"Alice 0"_s}));
        model.add(line(u"Jack"_s, u"5"_s));
        QCOMPARE(peers(model), QStringList({u"Jack 2"_s, u"Eve 0"_s, u"Alice 0"_s}));
        QCOMPARE(model.unreadTotal(), 2);
        model.setInView(u"Jack"_s);
        QCOMPARE(model.unreadTotal(), 0);
    }

    void olderLinesAreNotUnreadAndDoNotComeFirst()
    {
        PeerModel model(m_names, m_drafts);
        const QAbstractItemModelTester tester(&model);
        model.setSelf(u"Bob"_s);
        model.add(line(u"Jack"_s, u"now"_s));
        model.addKnown(u"Eve"_s, {line(u"Frank"_s, u"another name's"_s)});
        model.addKnown(u"Bob"_s, {line(u"Jack"_s, u"then"_s), line(u"Alice"_s, u"long ago"_s)});
        QCOMPARE(peers(model), QStringList({u"Jack 1"_s, u"Alice 0"_s}));
        QCOMPARE(model.index(0).data(PeerModel::LastTextRole).toString(), u"now"_s);
        QVERIFY(model.setSelf(u"Eve"_s));
        QVERIFY(!model.setSelf(u"Eve"_s));
        QCOMPARE(model.rowCount(), 0);
    }

    void whatWasTypedIsToldWithItsPeer()
    {
        PeerModel model(m_names, m_drafts);
        model.setSelf(u"Bob"_s);
        model.add(line(u"Jack"_s, u"now"_s));
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        m_drafts.set(u"Bob"_s, u"Jack"_s, u"not\nsent"_s);
        m_drafts.set(u"Eve"_s, u"Jack"_s, u"another name's"_s);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(0).data(PeerModel::DraftRole).toString(), u"not sent"_s);
    }

private:
    const RosterModel m_names;
    History m_history{QString()};
    Drafts m_drafts{m_history};
};

QTEST_MAIN(TestPeerModel)
#include "tst_peer_model.moc"
