// Which messages people are told of, counted.
#include "client/account/account.h"
#include "client/notify/message_announcer.h"
#include "tests/client/account_log.h"
#include "tests/client/live_server.h"

#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

class CountingNotifier : public Notifier
{
public:
    void show(const Notification &notification) override { shown.append(notification); }
    void setUnread(int total) override { unread = total; }

    QList<Notification> shown;
    int unread = 0;
};

constexpr AnnouncerTimes quick{150ms, 1'000ms, 2'000ms, 2'000ms};
// Many messages are one summary, however long a busy machine takes for each of them.
constexpr AnnouncerTimes patient{2'000ms, 60'000ms, 60'000ms, 60'000ms};

/// Bob, who looks elsewhere or at a conversation, and his server.
struct Bob
{
    explicit Bob(const AnnouncerTimes &times = quick)
        : announcer(notifier, nullptr, times,
                    SleepGap([this] { return wall; }, [this] { return steady; }))
    {
        started = server.start();
        account = std::make_unique<Account>(*ServerAddress::parse(server.url()));
        log = std::make_unique<AccountLog>(*account);
        account->setName(name(u"Bob"));
        announcer.watch(*account, [this](const QString &self, const QString &peer) {
            return self == u"Bob"_s && peer == inView;
        });
        // Who writes to Bob; started on the same port as often as the server.
        sender
            = std::make_unique<Outbox>(*ServerAddress::parse(server.url()), QString(), QString());
    }
    bool isConnected() const { return account->inbox().state() == InboxState::Connected; }
    void gets(const QString &from, int count = 1)
    {
        for (int i = 0; i < count; ++i)
            sender->add(name(from), name(u"Bob"), u"text %1"_s.arg(i));
    }
    int arrived() const { return log->count(); }
    QStringList titles() const
    {
        QStringList all;
        for (const Notification &notification : notifier.shown)
            all.append(notification.title);
        return all;
    }

    std::chrono::milliseconds wall{1'000'000};
    std::chrono::milliseconds steady{0};
    bool started = false;
    LiveServer server;
    CountingNotifier notifier;
    MessageAnnouncer announcer;
    std::unique_ptr<Account> account;
    std::unique_ptr<AccountLog> log;
    std::unique_ptr<Outbox> sender;
    QString inView;
};

} // namespace

class TestMessageAnnouncer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<Account *>(); } // for QSignalSpy
    void aMessageIsToldOnceAndAtOnce()
    {
        Bob bob;
        QTRY_VERIFY(bob.isConnected());
        bob.gets(u"Alice"_s);
        QTRY_COMPARE(bob.arrived(), 1);
        QCOMPARE(bob.titles(), QStringList{u"Alice"_s});
        QCOMPARE(bob.notifier.shown[0].text, u"text 0"_s);
        QVERIFY(bob.notifier.shown[0].isSilent);
        bob.announcer.setSounds(true);
        bob.gets(u"Jack"_s);
        QTRY_COMPARE(bob.arrived(), 2);
        QCOMPARE(bob.titles(), QStringList({u"Alice"_s, u"Jack"_s}));
        QVERIFY(!bob.notifier.shown[1].isSilent);
    }

    void whatIsInViewIsNotTold()
    {
        Bob bob;
        QTRY_VERIFY(bob.isConnected());
        bob.inView = u"Alice"_s;
        bob.gets(u"Alice"_s, 3);
        bob.gets(u"Jack"_s);
        QTRY_COMPARE(bob.arrived(), 4);
        QCOMPARE(bob.titles(), QStringList{u"Jack"_s});
    }

    void whoIsNotToBeDisturbedIsNot()
    {
        Bob bob;
        QTRY_VERIFY(bob.isConnected());
        bob.announcer.setDoNotDisturb(true);
        bob.gets(u"Alice"_s, 5);
        QTRY_COMPARE(bob.arrived(), 5);
        bob.announcer.setDoNotDisturb(false);
        bob.announcer.setEnabled(false);
        bob.gets(u"Alice"_s, 5);
        QTRY_COMPARE(bob.arrived(), 10);
        bob.announcer.setEnabled(true);
        bob.gets(u"Jack"_s);
        QTRY_COMPARE(bob.arrived(), 11);
        QCOMPARE(bob.titles(), QStringList{u"Jack"_s}); // and nothing of what was before
    }

    void afterAReturnThereIsOneSummary()
    {
        Bob bob(patient);
        QTRY_VERIFY(bob.isConnected());
        QVERIFY(bob.server.stop());
        QTRY_VERIFY(!bob.isConnected());
        bob.gets(u"Alice"_s, 20);
        bob.gets(u"Jack"_s, 29);
        bob.gets(u"李雷"_s, 1);
        bob.sender->beginGrace(60s);
        QVERIFY(bob.server.start());
        bob.account->inbox().reconnectNow();
        bob.sender->tryNow();
        QTRY_COMPARE_WITH_TIMEOUT(bob.arrived(), 50, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(bob.notifier.shown.size(), 1, 10'000);
        QCOMPARE(bob.titles(), QStringList{u"50 new messages"_s});
        QCOMPARE(bob.notifier.shown[0].text, u"From Alice, Jack, 李雷"_s);
        const QSignalSpy wanted(&bob.announcer, &MessageAnnouncer::openRequested);
        Q_EMIT bob.notifier.clicked(bob.notifier.shown[0].about);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][1].toString(), QString()); // the window, and none of the conversations
    }

    void afterASleepThereIsOneSummaryAlthoughTheConnectionHeld()
    {
        Bob bob(patient);
        QTRY_VERIFY(bob.isConnected());
        bob.gets(u"Alice"_s);
        QTRY_COMPARE(bob.notifier.shown.size(), 1);
        bob.wall += 30min; // and the steady clock stood still
        bob.gets(u"Alice"_s, 50);
        QTRY_COMPARE_WITH_TIMEOUT(bob.arrived(), 51, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(bob.notifier.shown.size(), 2, 10'000);
        QCOMPARE(bob.titles()[1], u"Alice: 50 new messages"_s);
        QCOMPARE(bob.notifier.shown[1].text, u"text 49"_s);
        QVERIFY(bob.notifier.shown[1].about.isOne);
    }

    void timeThatPassesIsNoSleep()
    {
        Bob bob;
        QTRY_VERIFY(bob.isConnected());
        bob.wall += 30min;
        bob.steady += 30min;
        bob.gets(u"Alice"_s);
        QTRY_COMPARE(bob.arrived(), 1);
        QCOMPARE(bob.notifier.shown.size(), 1); // at once
    }

    void aFloodIsToldInAFewWords()
    {
        Bob bob({150ms, 60'000ms, 2'000ms, 60'000ms});
        QTRY_VERIFY(bob.isConnected());
        bob.gets(u"Alice"_s, 200);
        QTRY_COMPARE_WITH_TIMEOUT(bob.arrived(), 200, 30'000);
        QTRY_COMPARE(bob.notifier.shown.size(), MessageAnnouncer::burstMax + 1);
        QCOMPARE(bob.titles().constLast(), u"Alice: 197 new messages"_s);
    }

    void whatWasReadMeanwhileIsNotTold()
    {
        Bob bob;
        QTRY_VERIFY(bob.isConnected());
        bob.wall += 30min;
        bob.gets(u"Alice"_s, 3);
        bob.gets(u"Jack"_s);
        QTRY_COMPARE(bob.arrived(), 4);
        QCOMPARE(bob.notifier.shown.size(), 0);
        bob.inView = u"Alice"_s; // opened before the summary
        QTRY_COMPARE(bob.titles(), QStringList{u"Jack"_s});
    }

    void aClickLeadsToTheConversation()
    {
        Bob bob;
        QTRY_VERIFY(bob.isConnected());
        const QSignalSpy wanted(&bob.announcer, &MessageAnnouncer::openRequested);
        bob.gets(u"李雷"_s);
        QTRY_COMPARE(bob.notifier.shown.size(), 1);
        Q_EMIT bob.notifier.clicked(bob.notifier.shown[0].about);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<Account *>(), bob.account.get());
        QCOMPARE(wanted[0][1].toString(), u"Bob"_s);
        QCOMPARE(wanted[0][2].toString(), u"李雷"_s);
        bob.account.reset(); // the click comes late
        Q_EMIT bob.notifier.clicked(bob.notifier.shown[0].about);
        QCOMPARE(wanted.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestMessageAnnouncer)
#include "tst_message_announcer.moc"
