// What was typed for somebody and not sent yet.
#include "client/conversation/peer_model.h"
#include "tests/client/live_server.h"
#include "tests/client/person.h"

#include <QListView>
#include <QTemporaryDir>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

} // namespace

class TestDrafts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<LiveServer>();
        QVERIFY(m_server->start());
    }

    void eachConversationHasItsOwn()
    {
        Person bob(m_server->url());
        bob.window.choose(name(u"Bob"), name(u"Bob"));
        QTRY_VERIFY(bob.isConnected());
        QTest::keyClicks(bob.message, u"for myself"_s);
        bob.types(bob.receiver, u"Jack"_s);
        QCOMPARE(bob.message->toPlainText(), QString());
        QTest::keyClick(bob.message, Qt::Key_Return);
        QTest::keyClicks(bob.message, u"for Jack"_s);
        bob.types(bob.receiver, u"Bob"_s);
        QCOMPARE(bob.message->toPlainText(), u"for myself"_s);
        QTest::keyClicks(bob.message, u", too"_s); // at its end
        QTest::keyClick(bob.message, Qt::Key_Return);
        QTRY_COMPARE(bob.lines().size(), 2);
        QVERIFY(bob.lines().contains(u"< Bob: for myself, too"_s));
        QCOMPARE(bob.message->toPlainText(), QString());
        bob.types(bob.receiver, u"Jack"_s);
        QCOMPARE(bob.message->toPlainText(), u"for Jack"_s);
        bob.types(bob.receiver, u"Bob"_s);
        QCOMPARE(bob.message->toPlainText(), QString()); // sent, so it is gone
    }

    void enterNeverSendsItToSomebodyElse()
    {
        Person bob(m_server->url());
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        QTRY_VERIFY(bob.isConnected());
        QTest::keyClicks(bob.message, u"only for Alice"_s);
        // Another name stands there, but nothing has said so yet.
        bob.receiver->setName(name(u"Jack"));
        QTest::keyClick(bob.message, Qt::Key_Return);
        QVERIFY(bob.lines().isEmpty());
        QCOMPARE(bob.message->toPlainText(), QString());
        QTest::keyClicks(bob.message, u"for Jack"_s);
        QTest::keyClick(bob.message, Qt::Key_Return);
        QTRY_VERIFY(bob.lines().size() == 1 && bob.lines()[0].startsWith(u"> Jack: for Jack"_s));
        bob.types(bob.receiver, u"Alice"_s);
        QCOMPARE(bob.message->toPlainText(), u"only for Alice"_s);
        // Nor in another name, said or not.
        bob.sender->setName(name(u"Jack"));
        QTest::keyClick(bob.message, Qt::Key_Return);
        QCOMPARE(bob.lines().filter(u"Alice"_s), QStringList());
        QCOMPARE(bob.message->toPlainText(), QString());
        bob.types(bob.sender, u"Eve"_s);
        QCOMPARE(bob.message->toPlainText(), QString());
        bob.types(bob.sender, u"Bob"_s);
        QCOMPARE(bob.message->toPlainText(), u"only for Alice"_s);
    }

    void theyAreThereAfterARestart()
    {
        {
            Person bob(m_server->url(), storage());
            bob.window.choose(name(u"Bob"), name(u"Alice"));
            bob.account.send(name(u"Jack"), u"hello"_s);
            QTest::keyClicks(bob.message, u"half a thou"_s);
            bob.types(bob.receiver, u"Jack"_s);
            bob.message->setPlainText(u"给杰克\n第二行"_s);
        }
        Person bob(m_server->url(), storage());
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        QTRY_COMPARE(bob.message->toPlainText(), u"half a thou"_s);
        auto *peers = bob.window.findChild<QListView *>(u"peers"_s);
        QTRY_COMPARE(peers->model()->rowCount(), 1);
        QCOMPARE(peers->model()->index(0, 0).data(PeerModel::DraftRole).toString(),
                 u"给杰克 第二行"_s);
        const QPixmap picture = bob.window.grab();
        if (const QString to = qEnvironmentVariable("PUSHPOINT_PICTURES"); !to.isEmpty())
            QVERIFY(picture.save(to + u"/client-drafts.png"_s));
        bob.types(bob.receiver, u"Jack"_s);
        QCOMPARE(bob.message->toPlainText(), u"给杰克\n第二行"_s);
        bob.message->clear();
        bob.types(bob.receiver, u"Alice"_s);
        bob.types(bob.receiver, u"Jack"_s);
        QCOMPARE(bob.message->toPlainText(), QString());
    }

    void whatWasTypedForNobodyGoesToWhomIsChosen()
    {
        Person bob(m_server->url(), storage());
        QTest::keyClicks(bob.message, u"to whom?"_s);
        bob.types(bob.sender, u"Bob"_s);
        QCOMPARE(bob.message->toPlainText(), u"to whom?"_s);
        bob.types(bob.receiver, u"Jack"_s);
        QCOMPARE(bob.message->toPlainText(), u"to whom?"_s);
        bob.types(bob.receiver, u"Alice"_s);
        QCOMPARE(bob.message->toPlainText(), QString());
        bob.receiver->lineEdit()->clear();
        QTest::keyClick(bob.receiver->lineEdit(), Qt::Key_Return);
        QCOMPARE(bob.message->toPlainText(), QString()); // it is Jack's now
    }

private:
    AccountStorage storage() const { return {m_folder->path(), u"test"_s, {}}; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LiveServer> m_server;
};

QTEST_MAIN(TestDrafts)
#include "tst_drafts.moc"
