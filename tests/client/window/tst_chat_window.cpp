#include "tests/client/live_server.h"
#include "tests/client/person.h"

#include <QClipboard>
#include <QScrollBar>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 20'000;

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

} // namespace

class TestChatWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoWindowsTalkBothWays()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        Person alice(server.url());
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        alice.window.choose(name(u"Alice"), name(u"Bob"));
        QTRY_VERIFY(bob.isConnected() && alice.isConnected());

        bob.writes(u"hello\n你好 <b>not bold</b>"_s);
        QTRY_COMPARE(alice.lines(), QStringList{u"< Bob: hello\n你好 <b>not bold</b>"_s});
        QTRY_COMPARE(bob.lines(),
                     QStringList{u"> Alice: hello\n你好 <b>not bold</b> [delivered]"_s});
        QVERIFY(bob.message->toPlainText().isEmpty());

        alice.writes(u"hi"_s);
        QTRY_COMPARE(bob.lines().size(), 2);
        QCOMPARE(bob.lines()[1], u"< Alice: hi"_s);
    }

    void offlineIsToldAndCanBeSentAgain()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        QTRY_VERIFY(bob.isConnected());
        bob.writes(u"anybody?"_s);
        QTRY_COMPARE(bob.lines(), QStringList{u"> Alice: anybody? [对方不在线]"_s});

        Person alice(server.url());
        alice.window.choose(name(u"Alice"), {});
        QTRY_VERIFY(alice.isConnected());
        // "Send again" stands under the bubble, at the right.
        const QRect row = bob.view->visualRect(bob.view->model()->index(0, 0));
        QTest::mouseClick(bob.view->viewport(), Qt::LeftButton, {},
                          row.bottomRight() - QPoint(20, 9));
        QTRY_COMPARE(bob.lines(), QStringList{u"> Alice: anybody? [delivered]"_s});
        QTRY_COMPARE(alice.lines(), QStringList{u"< Bob: anybody?"_s});
        // What is delivered is not sent again.
        QTest::mouseClick(bob.view->viewport(), Qt::LeftButton, {},
                          row.bottomRight() - QPoint(20, 9));
        bob.writes(u"next"_s);
        QTRY_COMPARE(alice.lines().size(), 2);
        QCOMPARE(alice.lines()[1], u"< Bob: next"_s);
    }

    void changingTheSenderMovesTheSocket()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        bob.window.choose(name(u"Bob"), name(u"Jack"));
        QTRY_VERIFY(bob.isConnected());
        QCOMPARE(bob.window.windowTitle(), u"Bob – Pushpoint"_s);
        QCOMPARE(server.get(u"/rest/connections/Bob"_s), R"({"name":"Bob","connections":1})");
        bob.writes(u"one"_s);

        bob.types(bob.sender, u"a%b"_s);
        QTRY_VERIFY(bob.isConnected());
        QCOMPARE(bob.window.windowTitle(), u"a%b – Pushpoint"_s);
        QTRY_COMPARE(server.get(u"/rest/connections"_s), R"([{"name":"a%b","connections":1}])");
        QCOMPARE(bob.lines().constLast(), u"- You are a%b now"_s);
    }

    void everyNameReachesItsSocket_data()
    {
        QTest::addColumn<QString>("who");
        for (const char *who : {"__proto__", "constructor", "李雷", "a%b", "../x", ".", "a b",
                                "x?y#z", "%41", "\"q\""})
            QTest::newRow(who) << QString::fromUtf8(who);
    }
    void everyNameReachesItsSocket()
    {
        QFETCH(QString, who);
        LiveServer server;
        QVERIFY(server.start());
        Person person(server.url());
        person.window.choose(name(who), name(who));
        QTRY_VERIFY(person.isConnected());
        person.writes(u"to myself"_s);
        QTRY_COMPARE(person.lines().size(), 2);
        QVERIFY(person.lines().contains(u"< %1: to myself"_s.arg(who)));
    }

    void comesBackWhenTheServerDoes()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        bob.window.choose(name(u"Bob"), name(u"Bob"));
        QTRY_VERIFY(bob.isConnected());
        QVERIFY(bob.reconnect->isHidden());
        QVERIFY2(bob.bar->text().startsWith(u"Connected as Bob"_s), qPrintable(bob.bar->text()));
        QVERIFY(server.stop());
        QTRY_COMPARE(bob.account.inbox().state(), InboxState::Waiting);
        QVERIFY2(bob.bar->text().contains(u"Trying again in"_s), qPrintable(bob.bar->text()));
        QVERIFY(bob.reconnect->isVisible());

        bob.writes(u"into the void"_s);
        QCOMPARE(bob.lines(), QStringList{u"> Bob: into the void [sending]"_s});

        QVERIFY(server.start());
        QTRY_VERIFY_WITH_TIMEOUT(bob.isConnected(), patienceMs);
        bob.writes(u"back"_s);
        QTRY_COMPARE_WITH_TIMEOUT(bob.lines().size(), 4, patienceMs);
        QCOMPARE(bob.lines().filter(u"< "_s),
                 QStringList({u"< Bob: into the void"_s, u"< Bob: back"_s}));
        QVERIFY(bob.lines().contains(u"> Bob: into the void [delivered]"_s));
    }

    void anAdministratorsCloseIsFinal()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        QTRY_VERIFY(bob.isConnected());
        QVERIFY(server.disconnectName("Bob"));
        QTRY_COMPARE(bob.account.inbox().state(), InboxState::Stopped);
        QVERIFY2(bob.bar->text().contains(u"Closed by the administrator"_s),
                 qPrintable(bob.bar->text()));
        QVERIFY2(bob.bar->text().contains(u"tidying up"_s), qPrintable(bob.bar->text()));
        QCOMPARE(server.get(u"/rest/connections"_s), "[]");

        QTest::mouseClick(bob.reconnect, Qt::LeftButton);
        QTRY_VERIFY(bob.isConnected());
        QVERIFY(bob.reconnect->isHidden());
    }

    void dropDownsAreFilledByTheServer()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person eve(server.url());
        eve.window.choose(name(u"Eve"), {});
        QTRY_COMPARE(eve.receiver->count(), 4); // the three offered, and Eve who is here
        QCOMPARE(eve.receiver->itemText(0), u"Bob"_s);
        QCOMPARE(eve.receiver->itemText(3), u"Eve"_s);
        QCOMPARE(eve.sender->currentText(), u"Eve"_s);
        QVERIFY(eve.receiver->isBlank());
        const auto isOnline
            = [&](const char *who) { return eve.account.names().isOnline(QString::fromUtf8(who)); };
        QTRY_VERIFY(isOnline("Eve"));
        QVERIFY(!isOnline("Bob"));

        Person bob(server.url());
        bob.window.choose(name(u"Bob"), {});
        QTRY_VERIFY(bob.isConnected());
        eve.account.send(name(u"Bob"), u"there you are"_s); // the answer says that Bob is here
        QTRY_VERIFY_WITH_TIMEOUT(isOnline("Bob"), 3'000);   // sooner than the next round of asking

        QVERIFY(server.stop());
        QTRY_VERIFY(!isOnline("Bob") && !isOnline("Eve"));
        QCOMPARE(eve.sender->currentText(), u"Eve"_s);
    }

    void saysWhatIsMissingAndKeepsTheText()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person person(server.url());
        QVERIFY(person.view->emptyText().contains(u"Who are you"_s));
        person.writes(u"hello"_s);
        QVERIFY(person.hint->isVisible());
        QVERIFY2(person.hint->text().contains(u"own name"_s), qPrintable(person.hint->text()));
        person.types(person.sender, u"Bob"_s);
        QTRY_VERIFY(person.isConnected());
        QTest::keyClick(person.message, Qt::Key_Return);
        QVERIFY2(person.hint->text().contains(u"whom"_s), qPrintable(person.hint->text()));
        QCOMPARE(person.message->toPlainText(), u"hello"_s);
        QVERIFY(person.lines().isEmpty());
        person.types(person.receiver, u"Bob"_s);
        QVERIFY(person.hint->isHidden());
        QTest::keyClick(person.message, Qt::Key_Return);
        QTRY_COMPARE(person.lines().size(), 2);
    }

    void aBadNameIsToldAndTheOldOneStays()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        QTRY_VERIFY(bob.isConnected());
        bob.types(bob.sender, QString(256, u'x'));
        QVERIFY(bob.hint->isVisible());
        QVERIFY2(bob.hint->text().contains(u"cannot be a name"_s), qPrintable(bob.hint->text()));
        QCOMPARE(bob.sender->currentText(), u"Bob"_s);
        QVERIFY(bob.isConnected());
    }

    void shiftEnterBeginsANewLine()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        bob.window.choose(name(u"Bob"), name(u"Bob"));
        QTest::keyClicks(bob.message, u"a"_s);
        QTest::keyClick(bob.message, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(bob.message, u"b"_s);
        QCOMPARE(bob.message->toPlainText(), u"a\nb"_s);
        QVERIFY(bob.lines().isEmpty());
    }

    void aTooLongMessageIsRefusedAndStays()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        bob.window.choose(name(u"Bob"), name(u"Bob"));
        QTRY_VERIFY(bob.isConnected());
        QGuiApplication::clipboard()->setText(QString(200 * 1024, u'x'));
        bob.message->paste();
        QCOMPARE(bob.message->wordWrapMode(), QTextOption::WrapAnywhere); // or it takes seconds
        QTest::keyClick(bob.message, Qt::Key_Return);
        QCOMPARE(bob.message->wordWrapMode(), QTextOption::WrapAtWordBoundaryOrAnywhere);
        QGuiApplication::clipboard()->clear();
        QTRY_VERIFY(bob.lines().constLast().endsWith(u"[refused]"_s));
        bob.view->selectAll();
        bob.view->copySelected();
        QCOMPARE(QGuiApplication::clipboard()->text().size(), 200 * 1024);
    }

    void loneSurrogatesAndMarkupAreOnlyText()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        bob.window.choose(name(u"Bob"), name(u"Bob"));
        QTRY_VERIFY(bob.isConnected());
        const QString text = u"<img src=x onerror=y> "_s + QChar(0xd800) + u" \u202e end"_s;
        bob.account.send(name(u"Bob"), text);
        QTRY_COMPARE(bob.lines().size(), 2);
        QVERIFY(bob.lines()[1].contains(u"<img src=x onerror=y>"_s)
                || bob.lines()[0].contains(u"<img src=x onerror=y>"_s));
        QVERIFY(!bob.window.grab().isNull());
        QTRY_VERIFY(bob.isConnected());
    }

    void followsTheEndUntilTheUserScrollsAway()
    {
        Person person(u"http://127.0.0.1:9"_s);
        const auto add = [&](int count) {
            for (int i = 0; i < count; ++i) {
                ConversationEntry entry;
                entry.at = QDateTime::currentDateTime();
                entry.direction = Direction::Incoming;
                entry.peer = u"Alice"_s;
                entry.text = u"line"_s;
                person.shown().append(entry);
            }
        };
        QScrollBar *bar = person.view->verticalScrollBar();
        add(100);
        QTRY_VERIFY(bar->maximum() > 0 && bar->value() == bar->maximum());
        bar->triggerAction(QAbstractSlider::SliderToMinimum);
        const int before = bar->maximum();
        add(10);
        QTRY_VERIFY(bar->maximum() > before);
        QCOMPARE(bar->value(), 0);
        bar->triggerAction(QAbstractSlider::SliderToMaximum);
        add(10);
        QTRY_VERIFY(bar->maximum() > before && bar->value() == bar->maximum());
    }
};

QTEST_MAIN(TestChatWindow)
#include "tst_chat_window.moc"
