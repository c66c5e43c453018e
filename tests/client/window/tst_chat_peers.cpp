#include "tests/client/live_server.h"
#include "tests/client/person.h"

#include <QListView>
#include <QMessageBox>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

} // namespace

class TestChatPeers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachPeerHasAConversationAndCountsWhatIsUnread()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        Person alice(server.url());
        Person jack(server.url());
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        alice.window.choose(name(u"Alice"), name(u"Bob"));
        jack.window.choose(name(u"Jack"), name(u"Bob"));
        QTRY_VERIFY(bob.isConnected() && alice.isConnected() && jack.isConnected());
        bob.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bob.window));
        alice.writes(u"from alice"_s);
        QTRY_COMPARE(bob.lines().size(), 1);
        jack.writes(u"from jack"_s);
        jack.writes(u"once more"_s);
        QTRY_COMPARE(bob.lines().size(), 3);
        QCOMPARE(bob.view->model()->rowCount(), 1); // Alice's, who is in view
        auto *peers = bob.window.findChild<QListView *>(u"peers"_s);
        QCOMPARE(peers->model()->rowCount(), 2);
        QCOMPARE(peers->model()->index(0, 0).data().toString(), u"Jack"_s);
        QCOMPARE(bob.window.windowTitle(), u"(2) Bob – Pushpoint"_s);

        QTest::mouseClick(peers->viewport(), Qt::LeftButton, {},
                          peers->visualRect(peers->model()->index(0, 0)).center());
        QCOMPARE(bob.receiver->currentText(), u"Jack"_s);
        QTRY_COMPARE(bob.view->model()->rowCount(), 2);
        QCOMPARE(bob.window.windowTitle(), u"Bob – Pushpoint"_s);
    }

    void nothingIsReadWhileTheWindowIsNotInFront()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        Person alice(server.url());
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        alice.window.choose(name(u"Alice"), name(u"Bob"));
        QTRY_VERIFY(bob.isConnected() && alice.isConnected());
        QVERIFY(QTest::qWaitForWindowActive(&alice.window));
        const QSignalSpy unread(&bob.window, &ChatWindow::unreadChanged);
        alice.writes(u"one"_s);
        alice.writes(u"two"_s);
        QTRY_COMPARE(bob.lines().size(), 2);
        QCOMPARE(bob.window.windowTitle(), u"(2) Bob – Pushpoint"_s);
        QVERIFY(!bob.window.isInView(u"Bob"_s, u"Alice"_s));
        QCOMPARE(unread.constLast()[0].toInt(), 2);

        bob.window.open(u"Bob"_s, u"Alice"_s);
        QVERIFY(QTest::qWaitForWindowActive(&bob.window));
        QTRY_COMPARE(bob.window.windowTitle(), u"Bob – Pushpoint"_s);
        QVERIFY(bob.window.isInView(u"Bob"_s, u"Alice"_s));
        QCOMPARE(unread.constLast()[0].toInt(), 0);
        // What was found is in view now, and the conversation is not.
        bob.window.findChild<QLineEdit *>(u"search"_s)->setText(u"one"_s);
        QTRY_COMPARE(bob.view->model()->rowCount(), 1);
        QVERIFY(!bob.window.isInView(u"Bob"_s, u"Alice"_s));
        bob.window.open(u"Bob"_s, u"Jack"_s);
        QCOMPARE(bob.receiver->currentText(), u"Jack"_s);
        QVERIFY(bob.window.isInView(u"Bob"_s, u"Jack"_s));
    }

    void whatCameWithoutASenderCanBeRead()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        QTRY_VERIFY(bob.isConnected());
        QVERIFY(QTest::qWaitForWindowActive(&bob.window));
        QNetworkAccessManager cron;
        QNetworkRequest request(QUrl(server.url() + u"/rest/message"_s));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        std::unique_ptr<QNetworkReply> reply(
            cron.post(request, "{\"to\":\"Bob\",\"content\":\"disk full\"}"));
        QTRY_COMPARE(bob.lines(), QStringList{u"< : disk full"_s});
        auto *peers = bob.window.findChild<QListView *>(u"peers"_s);
        QCOMPARE(peers->model()->index(0, 0).data().toString(), u"no sender"_s);
        QCOMPARE(bob.window.windowTitle(), u"(1) Bob – Pushpoint"_s);
        QCOMPARE(bob.view->model()->rowCount(), 0);
        QTest::mouseClick(peers->viewport(), Qt::LeftButton, {},
                          peers->visualRect(peers->model()->index(0, 0)).center());
        QTRY_COMPARE(bob.view->model()->rowCount(), 1);
        QCOMPARE(bob.window.windowTitle(), u"Bob – Pushpoint"_s);
        QVERIFY(bob.receiver->isBlank());
    }

    void searchesAsOneTypes()
    {
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        bob.window.choose(name(u"Bob"), name(u"Bob"));
        QTRY_VERIFY(bob.isConnected());
        for (const QString &text : {u"今天天气很好"_s, u"good morning"_s, u"good evening"_s})
            bob.writes(text);
        QTRY_COMPARE(bob.lines().size(), 6);
        auto *search = bob.window.findChild<QLineEdit *>(u"search"_s);
        const auto shown = [&] { return bob.view->model()->rowCount(); };
        QTest::keyClicks(search, u"morn"_s);
        QTRY_COMPARE(shown(), 2); // written and arrived
        search->setText(u"天气"_s);
        QTRY_VERIFY(shown() == 2
                    && bob.view->model()->index(0, 0).data().toString() == u"今天天气很好"_s);
        search->setText(u"nowhere"_s);
        QTRY_COMPARE(shown(), 0);
        QCOMPARE(bob.view->emptyText(), u"Nothing found"_s);
        search->clear();
        QTRY_COMPARE(shown(), 6);
        QCOMPARE(bob.view->emptyText(), u"No messages yet"_s);
    }

    void aLinkIsOpenedOnlyAfterItsWholeAddressWasShown()
    {
        Person person(u"http://127.0.0.1:9"_s);
        ConversationEntry entry;
        entry.at = QDateTime::currentDateTime();
        entry.direction = Direction::Incoming;
        entry.peer = u"Alice"_s;
        entry.text = u"https://a.example/x?y=<b>z</b>"_s;
        person.shown().append(entry);
        QStringList confirmed;
        connect(person.view, &ConversationView::linkConfirmed, this,
                [&](const QUrl &url) { confirmed << url.toString(QUrl::FullyEncoded); });
        const QRect row = person.view->visualRect(person.view->model()->index(0, 0));
        const auto question = [&] { return person.window.findChild<QMessageBox *>(); };
        QTest::mouseClick(person.view->viewport(), Qt::LeftButton, {},
                          row.bottomLeft() + QPoint(60, -22));
        QTRY_VERIFY(question());
        QCOMPARE(question()->informativeText(), u"https://a.example/x?y="_s);
        QVERIFY(confirmed.isEmpty());
        for (QAbstractButton *button : question()->buttons()) {
            if (question()->buttonRole(button) == QMessageBox::AcceptRole)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(confirmed, QStringList{u"https://a.example/x?y="_s});
    }

    void picture()
    {
        const QString folder = qEnvironmentVariable("PUSHPOINT_PICTURES");
        if (folder.isEmpty())
            QSKIP("only where PUSHPOINT_PICTURES names a folder");
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        Person alice(server.url());
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        alice.window.choose(name(u"Alice"), name(u"Bob"));
        QTRY_VERIFY(bob.isConnected() && alice.isConnected());
        bob.writes(u"good morning, 今天天气很好"_s);
        alice.writes(u"and to you: https://example.org/weather"_s);
        alice.account.send(name(u"Bob"), u"{\"temperature\":21}"_s);
        bob.account.send(name(u"Jack"), u"are you there?"_s);
        QTRY_COMPARE(bob.lines().size(), 4);
        QTRY_VERIFY(bob.lines().filter(u"sending"_s).isEmpty());
        QVERIFY(bob.window.grab().save(folder + u"/client.png"_s));
    }
};

QTEST_MAIN(TestChatPeers)
#include "tst_chat_peers.moc"
