#include "client/account/account.h"
#include "tests/client/live_server.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30'000;
constexpr int rounds = 10;
constexpr int messagesEach = 20;

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

/// Messages that the server had from a name before that name's socket of the same round was open.
QStringList tooEarly(const EventBuffer &events)
{
    QStringList found;
    QHash<QByteArray, int> opened;
    for (size_t i = 0; i < events.size(); ++i) {
        const TrafficEvent event = events.at(i);
        if (event.kind == TrafficKind::Opened)
            ++opened[event.to];
        if (event.kind != TrafficKind::Delivered)
            continue;
        const int round = QByteArray(event.preview).replace('"', "").toInt() / messagesEach;
        if (opened[event.from] < round / 2 + 1)
            found << QString::fromUtf8(event.from + ' ' + event.preview);
    }
    return found;
}

} // namespace

/// Somebody changes the sender again and again while messages wait to leave.
/// With a real server a socket opens nearly always before the first post: where it does not,
/// tst_account looks (whileTheSocketIsRefusedNothingLeaves), which is red without the account's
/// hold.
class TestSenderSwitch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingLeavesInANameThatHasNoSocket()
    {
        LiveServer server;
        QVERIFY(server.start());
        const auto address = *ServerAddress::parse(server.url());
        const UserName names[] = {name(u"Alice"), name(u"Bob")};
        Account account(address);
        Inbox jack(address);
        QStringList arrived;
        connect(&jack, &Inbox::messageArrived, this,
                [&](const UserName &, const IncomingMessage &message) {
                    arrived << message.from + u' ' + message.text;
                });
        server.feed().setWatched(true);
        jack.open(name(u"Jack"));
        QTRY_COMPARE(jack.state(), InboxState::Connected);

        QStringList sent;
        for (int round = 0; round < rounds; ++round) {
            const UserName &self = names[round % 2];
            account.setName(self);
            QVERIFY(account.inbox().state() != InboxState::Connected); // the old socket is gone
            for (int i = 0; i < messagesEach; ++i) {
                const QString text = QString::number(round * messagesEach + i);
                account.send(name(u"Jack"), text);
                sent << self.text() + u' ' + text;
            }
            // Now with the way free, now while some are under way.
            const int awaited = round % 2 == 0 ? messagesEach : messagesEach / 2;
            QTRY_VERIFY_WITH_TIMEOUT(arrived.size() >= round * messagesEach + awaited, patienceMs);
        }
        QTRY_COMPARE_WITH_TIMEOUT(arrived.size(), sent.size(), patienceMs);
        QCOMPARE(arrived, sent);
        QCOMPARE(tooEarly(server.feed().take().events), QStringList());
        // One socket, and that of the last name.
        QTRY_VERIFY(!server.get(u"/rest/connections"_s).contains("Alice"));
        QVERIFY(server.get(u"/rest/connections"_s).contains("Bob"));
    }
};

QTEST_GUILESS_MAIN(TestSenderSwitch)
#include "tst_sender_switch.moc"
