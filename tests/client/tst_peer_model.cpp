#include "client/peer_filter.h"
#include "client/peer_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace pushpoint;
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
        ConversationModel conversation;
        const RosterModel names;
        PeerModel model(conversation, names);
        const QAbstractItemModelTester tester(&model);
        model.setSelf(u"Bob"_s);
        model.setInView(u"Alice"_s);
        conversation.append(line(u"Alice"_s, u"1"_s));
        conversation.append(line(u"Jack"_s, u"2"_s));
        conversation.append(line(u"Jack"_s, u"3"_s, u"Eve"_s)); // another name's
        conversation.append(line(u"Eve"_s, u"4"_s, u"Bob"_s, Direction::Outgoing));
        QCOMPARE(peers(model), QStringList({u"Eve 0"_s, u"Jack 1"_s, u"Alice 0"_s}));
        conversation.append(line(u"Jack"_s, u"5"_s));
        QCOMPARE(peers(model), QStringList({u"Jack 2"_s, u"Eve 0"_s, u"Alice 0"_s}));
        QCOMPARE(model.unreadTotal(), 2);
        model.setInView(u"Jack"_s);
        QCOMPARE(model.unreadTotal(), 0);
    }

    void olderLinesAreNotUnreadAndDoNotComeFirst()
    {
        ConversationModel conversation;
        const RosterModel names;
        PeerModel model(conversation, names);
        model.setSelf(u"Bob"_s);
        conversation.append(line(u"Jack"_s, u"now"_s));
        conversation.prepend({line(u"Alice"_s, u"long ago"_s), line(u"Jack"_s, u"then"_s)});
        QCOMPARE(peers(model), QStringList({u"Jack 1"_s, u"Alice 0"_s}));
    }

    void theFilterShowsOneConversation()
    {
        ConversationModel conversation;
        PeerFilter filter;
        filter.setSourceModel(&conversation);
        filter.show(u"Bob"_s, u"Alice"_s);
        conversation.append(line(u"Alice"_s, u"1"_s));
        conversation.append(line(u"Jack"_s, u"2"_s));
        conversation.append(line(u"Alice"_s, u"3"_s, u"Eve"_s));
        QCOMPARE(filter.rowCount(), 1);
        filter.show(u"Bob"_s, {});
        QCOMPARE(filter.rowCount(), 2);
    }
};

QTEST_MAIN(TestPeerModel)
#include "tst_peer_model.moc"
