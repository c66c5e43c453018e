// A server that is restarted while people type: what they see of it.
#include "client/notify/message_announcer.h"
#include "tests/client/person.h"
#include "tests/client/server_process.h"
#include "tests/client/terminal/client_process.h"

#include <QDialog>
#include <QElapsedTimer>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000;

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

/// Key by key, as people do, with the event loop running between.
void typeSlowly(Person &person, const QString &text)
{
    for (const QChar key : text) {
        QTest::keyClick(person.message, key.toLatin1());
        QCoreApplication::processEvents();
    }
    QTest::keyClick(person.message, Qt::Key_Return);
}

class NoNotifier : public Notifier
{
public:
    void show(const Notification &) override { ++count; }
    void setUnread(int) override { }
    int count = 0;
};

} // namespace

class TestRestartUnnoticed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threeMessagesTypedMeanwhileAllArriveInOrder_data()
    {
        QTest::addColumn<bool>("isKilled");
        QTest::newRow("stopped and started") << false;
        QTest::newRow("killed and started") << true;
    }
    void threeMessagesTypedMeanwhileAllArriveInOrder()
    {
        QFETCH(bool, isKilled);
        ServerProcess server(QString::fromLocal8Bit(SERVER_PROGRAM));
        QVERIFY(server.start());
        Person alice(server.url());
        Person bob(server.url());
        NoNotifier notifier;
        MessageAnnouncer announcer(notifier);
        announcer.watch(bob.account, [&](const QString &self, const QString &peer) {
            return bob.window.isInView(self, peer);
        });
        alice.window.choose(name(u"Alice"), name(u"Bob"));
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        QTRY_VERIFY(alice.isConnected() && bob.isConnected());
        QVERIFY(QTest::qWaitForWindowActive(&bob.window));
        typeSlowly(bob, u"before"_s);
        QTRY_COMPARE(alice.lines(), QStringList{u"< Bob: before"_s});

        typeSlowly(bob, u"one"_s);
        if (isKilled)
            server.kill();
        else
            QVERIFY(server.stop());
        typeSlowly(bob, u"two"_s);
        QVERIFY(server.start());
        typeSlowly(bob, u"three"_s);

        QTRY_COMPARE_WITH_TIMEOUT(
            bob.lines(),
            QStringList({u"> Alice: before [delivered]"_s, u"> Alice: one [delivered]"_s,
                         u"> Alice: two [delivered]"_s, u"> Alice: three [delivered]"_s}),
            patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(alice.lines().constLast(), u"< Bob: three"_s, patienceMs);
        QStringList arrived = alice.lines();
        if (isKilled) // what was in flight when it died may have come twice, and nothing else
            arrived.removeDuplicates();
        QCOMPARE(
            arrived,
            QStringList({u"< Bob: before"_s, u"< Bob: one"_s, u"< Bob: two"_s, u"< Bob: three"_s}));

        // Nobody was asked or told anything, and nothing has to be done.
        for (const QWidget *window : QApplication::topLevelWidgets())
            QVERIFY2(!qobject_cast<const QDialog *>(window), qPrintable(window->objectName()));
        for (Person *person : {&alice, &bob}) {
            QVERIFY(person->hint->isHidden());
            QVERIFY(person->reconnect->isHidden());
            QVERIFY(person->bar->text().startsWith(u"Connected as"_s));
        }
        QCOMPARE(notifier.count, 0);
        QVERIFY(bob.message->toPlainText().isEmpty());
        // The view is at its end, and tells of all four.
        QCOMPARE(bob.view->model()->rowCount(), 4);
        for (int row = 0; row < 4; ++row) {
            QVERIFY(bob.view->model()
                        ->index(row, 0)
                        .data(Qt::AccessibleTextRole)
                        .toString()
                        .contains(u"delivered"_s));
        }
    }

    // A day's three actors: two people who write to each other, and a job that reports.
    void whatPeopleAndACronJobSendMeanwhileArrives()
    {
        ServerProcess server(QString::fromLocal8Bit(SERVER_PROGRAM));
        QVERIFY(server.start());
        Person alice(server.url());
        Person bob(server.url());
        alice.window.choose(name(u"Alice"), name(u"Bob"));
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        QTRY_VERIFY(alice.isConnected() && bob.isConnected());
        QVERIFY(server.stop());
        ClientProcess job(server.url());
        job.start({u"send"_s, u"--from"_s, u"cron"_s, u"--to"_s, u"Alice"_s, u"--wait"_s, u"60s"_s,
                   u"backup done"_s});
        typeSlowly(alice, u"to Bob"_s);
        typeSlowly(bob, u"to Alice"_s);
        QVERIFY(server.start());
        const ClientEnding ending = job.end();
        QCOMPARE(ending.exitCode, 0);
        QCOMPARE(ending.err, QByteArray()); // which cron would mail
        const auto count
            = [](Person &person, const QString &line) { return person.lines().count(line); };
        QTRY_COMPARE_WITH_TIMEOUT(count(alice, u"< cron: backup done"_s), 1, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(count(alice, u"< Bob: to Alice"_s), 1, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(count(alice, u"> Bob: to Bob [delivered]"_s), 1, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(count(bob, u"< Alice: to Bob"_s), 1, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(count(bob, u"> Alice: to Alice [delivered]"_s), 1, patienceMs);
        QCOMPARE(alice.lines().size(), 3);
        QCOMPARE(bob.lines().size(), 2);
    }
};

QTEST_MAIN(TestRestartUnnoticed)
#include "tst_restart_unnoticed.moc"
