#include "client/account/account_list.h"
#include "tests/client/account_log.h"
#include "tests/client/live_server.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

ServerAddress server(const QString &text)
{
    return *ServerAddress::parse(text);
}

/// "server name", one for each account.
QStringList described(const AccountList &list)
{
    QStringList all;
    for (const Account *account : list.accounts())
        all += account->server().text() + u' '
            + (account->name() ? account->name()->text() : u"?"_s);
    return all;
}

bool isConnected(Account &account)
{
    return account.inbox().state() == InboxState::Connected;
}

} // namespace

/// Nobody listens at these addresses unless a test says so.
class TestAccountList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areThereAgainAfterARestart()
    {
        const QTemporaryDir folder;
        {
            AccountList list(folder.path(), {});
            list.openKept();
            QVERIFY(list.accounts().isEmpty());
            list.add(server(u"http://127.0.0.1:1"_s), name(u"Alice"));
            list.add(server(u"http://127.0.0.1:1"_s), name(u"李雷"));
            list.add(server(u"https://127.0.0.1:2/chat"_s), {});
        }
        AccountList list(folder.path(), {});
        list.openKept();
        QCOMPARE(described(list),
                 (QStringList{u"http://127.0.0.1:1 Alice"_s, u"http://127.0.0.1:1 李雷"_s,
                              u"https://127.0.0.1:2/chat ?"_s}));
    }

    void whoMovesTakesEverythingAlong()
    {
        LiveServer live;
        QVERIFY(live.start());
        const QTemporaryDir folder;
        {
            AccountList list(folder.path(), {});
            Account &alice = list.add(server(u"http://127.0.0.1:1"_s), name(u"Alice"));
            list.add(server(u"http://127.0.0.1:2"_s), name(u"Bob"));
            alice.send(name(u"Alice"), u"unsent as yet"_s);
            QSignalSpy removed(&list, &AccountList::aboutToRemove);
            Account &moved = list.move(&alice, server(live.url()));
            QCOMPARE(removed.size(), 1);
            QCOMPARE(list.indexOf(&moved), 0);
            const AllOf lines(moved, u"Alice"_s);
            QTRY_VERIFY(isConnected(moved));
            QTRY_VERIFY(moved.outbox().items().isEmpty()); // it was there to take it
            QTRY_COMPARE(lines.rowCount(), 2);
        }
        AccountList list(folder.path(), {});
        list.openKept();
        QCOMPARE(described(list),
                 (QStringList{live.url() + u" Alice"_s, u"http://127.0.0.1:2 Bob"_s}));
        const AllOf lines(*list.accounts()[0], u"Alice"_s);
        QTRY_COMPARE(lines.rowCount(), 2);
        QVERIFY(live.stop());
    }

    void onlyItsOwnerReadsTheListAndWhatIsTrusted()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"accounts.ini"_s);
        const auto others = [](const QString &path) {
            return QFileInfo(path).permissions()
                & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther);
        };
        {
            AccountList list(folder.path(), {});
            list.add(server(u"http://127.0.0.1:1"_s), name(u"Alice"));
            QVERIFY(QFile::exists(file));
            QCOMPARE(others(file), QFile::Permissions());
            TrustedCertificates(list.trustFile())
                .set(u"a:1"_s, *Fingerprint::parse(QString(64, u'a')));
            QCOMPARE(others(list.trustFile()), QFile::Permissions());
        }
        QVERIFY(
            QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        AccountList list(folder.path(), {}); // one of an earlier version
        QCOMPARE(others(file), QFile::Permissions());
        list.openKept();
        list.add(server(u"http://127.0.0.1:2"_s), name(u"Bob"));
        for (const QFileInfo &any : QDir(folder.path()).entryInfoList(QDir::Files))
            QVERIFY2(!others(any.filePath()) || any.suffix() == "lock"_L1,
                     qPrintable(any.filePath()));
    }

    void rememberTheNameThatWasChosenLast()
    {
        const QTemporaryDir folder;
        {
            AccountList list(folder.path(), {});
            list.add(server(u"http://127.0.0.1:1"_s), name(u"Alice")).setName(name(u"Bob"));
        }
        AccountList list(folder.path(), {});
        list.openKept();
        QCOMPARE(described(list), QStringList{u"http://127.0.0.1:1 Bob"_s});
    }

    void oneGivenForThisRunIsAloneAndNotRemembered()
    {
        const QTemporaryDir folder;
        AccountList(folder.path(), {}).add(server(u"http://127.0.0.1:1"_s), name(u"Alice"));
        {
            AccountList list(folder.path(), {});
            list.openGiven(server(u"http://127.0.0.1:2"_s), name(u"Bob"));
            QCOMPARE(described(list), QStringList{u"http://127.0.0.1:2 Bob"_s});
            // But what somebody adds there is.
            list.add(server(u"http://127.0.0.1:3"_s), name(u"Jack"));
        }
        AccountList list(folder.path(), {});
        list.openKept();
        QCOMPARE(described(list),
                 (QStringList{u"http://127.0.0.1:1 Alice"_s, u"http://127.0.0.1:3 Jack"_s}));
    }

    void theFirstOneIsRememberedHoweverItCame()
    {
        const QTemporaryDir folder;
        AccountList(folder.path(), {}).openGiven(server(u"http://127.0.0.1:2"_s), name(u"Bob"));
        AccountList list(folder.path(), {});
        list.openKept();
        QCOMPARE(described(list), QStringList{u"http://127.0.0.1:2 Bob"_s});
    }

    void aSecondStartOpensWhatIsThereOrOneMore()
    {
        const QTemporaryDir folder;
        AccountList list(folder.path(), {});
        const auto here = server(u"http://127.0.0.1:1"_s);
        Account &alice = list.openGiven(here, name(u"Alice"));
        QCOMPARE(&list.openAlso(here, {}), &alice);
        QCOMPARE(&list.openAlso(here, name(u"Alice")), &alice);
        // Another name at the same server gets a history of its own.
        list.openAlso(here, name(u"Bob"));
        list.openAlso(server(u"http://127.0.0.1:2"_s), {});
        QCOMPARE(described(list),
                 (QStringList{u"http://127.0.0.1:1 Alice"_s, u"http://127.0.0.1:1 Bob"_s,
                              u"http://127.0.0.1:2 ?"_s}));
        // Each is made by the thread of its history.
        QTRY_COMPARE(QDir(folder.path()).entryList({u"history-*.sqlite"_s}).size(), 3);
    }

    void aFileThatMeansNothingIsAnEmptyList()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"accounts.ini"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[accounts]\nsize=3\n1\\server=ftp://x\n1\\key=a\n2\\server=http://h:1\n"
                   "3\\server=http://h:2\n3\\key=b\n3\\name=\\x1\n\0\0garbage");
        file.close();
        AccountList list(folder.path(), {});
        list.openKept();
        QCOMPARE(described(list), QStringList{u"http://h:2 ?"_s});
    }

    void sayWhereTheListCannotBeKept()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"not-a-folder"_s)); // root may write into any folder
        QVERIFY(file.open(QIODevice::WriteOnly));
        AccountList list(file.fileName(), {});
        list.add(server(u"http://127.0.0.1:1"_s), name(u"Alice"));
        QVERIFY(list.problem().contains(u"accounts.ini"_s));
        QCOMPARE(list.accounts().size(), 1);
    }

    void removedOnesDoNotSendAnyMoreAndLeaveTheirHistory()
    {
        const QTemporaryDir folder;
        {
            AccountList list(folder.path(), {});
            list.add(server(u"http://127.0.0.1:1"_s), name(u"Alice"));
            Account &bob = list.add(server(u"http://127.0.0.1:1"_s), name(u"Bob"));
            bob.send(name(u"Jack"), u"never sent"_s);
            QSignalSpy removed(&list, &AccountList::aboutToRemove);
            list.remove(&bob);
            QCOMPARE(removed.size(), 1);
            QCOMPARE(described(list), QStringList{u"http://127.0.0.1:1 Alice"_s});
        }
        AccountList list(folder.path(), {});
        list.openKept();
        Account &bob = list.add(server(u"http://127.0.0.1:1"_s), name(u"Bob"));
        QVERIFY(bob.outbox().items().isEmpty());
        const AllOf lines(bob, u"Bob"_s);
        QTRY_COMPARE(lines.rowCount(), 1); // read from the history
        QCOMPARE(lines.at(0).text, u"never sent"_s);
    }

    void allAreConnectedAtOnceAndHearTheirOwn()
    {
        LiveServer live;
        QVERIFY(live.start());
        AccountList list({}, {});
        Account &alice = list.add(server(live.url()), name(u"Alice"));
        Account &bob = list.add(server(live.url()), name(u"Bob"));
        QTRY_VERIFY(isConnected(alice) && isConnected(bob));
        const AccountLog alices(alice);
        const AccountLog bobs(bob);
        alice.send(name(u"Bob"), u"to Bob"_s);
        bob.send(name(u"Alice"), u"to Alice"_s);
        QTRY_COMPARE(bobs.count(), 2);
        QTRY_COMPARE(alices.count(), 2);
        QVERIFY(live.get(u"/rest/connections"_s).contains("Alice"));
        list.remove(&bob);
        QTRY_VERIFY(!live.get(u"/rest/connections"_s).contains("Bob"));
        QVERIFY(isConnected(alice));
    }
};

QTEST_GUILESS_MAIN(TestAccountList)
#include "tst_account_list.moc"
