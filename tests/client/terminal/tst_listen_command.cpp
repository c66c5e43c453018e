#include "tests/client/fake_server.h"
#include "tests/client/live_server.h"
#include "tests/client/terminal/client_process.h"

#include <QTest>
#include <QWebSocket>

#include <csignal>

using namespace Qt::StringLiterals;

/// `pushpoint-client listen`, the program itself.
class TestListenCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void cleanupTestCase() { QVERIFY(m_server.stop()); }

    void printsALineAMessageInOrder()
    {
        ClientProcess ear(m_server.url());
        ear.start({u"listen"_s, u"--name"_s, u"Alice"_s, u"--count"_s, u"3"_s});
        QVERIFY(ear.waitForErr("listening as Alice at " + m_server.url().toUtf8() + '\n'));
        QVERIFY(send(u"Alice"_s, {u"one"_s}));
        QVERIFY(send(u"Alice"_s, {u"two\n\x1b[31mBob: three"_s}));
        QVERIFY(send(u"Alice"_s, {u"--json"_s, u"[1.0, 9007199254740993]"_s}));
        const auto ending = ear.end();
        QCOMPARE(ending.exitCode, 0);
        QCOMPARE(ending.out,
                 "Bob: one\nBob: two\\n\\x1b[31mBob: three\nBob: [1.0, 9007199254740993]\n"_ba);
    }

    void takesNoMoreThanItsCount()
    {
        FakeServer fake;
        QVERIFY(fake.listen());
        connect(&fake, &FakeServer::socketOpened, this, [](QWebSocket *socket) {
            for (int i = 0; i < 5; ++i)
                socket->sendTextMessage(u"{\"from\":\"B\",\"content\":%1}"_s.arg(i));
        });
        const auto ending = runClient(
            fake.url(),
            {u"listen"_s, u"--name"_s, u"A"_s, u"--count"_s, u"2"_s, u"--format"_s, u"json"_s});
        QCOMPARE(ending.exitCode, 0);
        QCOMPARE(ending.out, "{\"from\":\"B\",\"content\":0}\n{\"from\":\"B\",\"content\":1}\n"_ba);
    }

    void timeEndsIt()
    {
        const QStringList listen{u"listen"_s, u"--name"_s, u"Alice"_s, u"--timeout"_s, u"2s"_s};
        QCOMPARE(runClient(m_server.url(), listen).exitCode, 0);
        QCOMPARE(runClient(m_server.url(), listen + QStringList{u"--count"_s, u"1"_s}).exitCode,
                 124);
        FakeServer gone;
        QVERIFY(gone.listen());
        gone.cut();
        const auto ending = runClient(gone.url(), listen);
        QCOMPARE(ending.exitCode, 5);
        QVERIFY2(ending.err.endsWith("no server at " + gone.url().toUtf8() + '\n'),
                 ending.err.constData());
    }

    void comesBackAfterARestartOfTheServer()
    {
        LiveServer server;
        QVERIFY(server.start());
        ClientProcess ear(server.url());
        ear.start({u"listen"_s, u"--name"_s, u"Alice"_s});
        QVERIFY(ear.waitForErr("listening as"));
        QVERIFY(server.stop());
        QVERIFY(ear.waitForErr("trying again"));
        QVERIFY(server.start()); // on the same port
        QTRY_COMPARE_WITH_TIMEOUT(ear.err().count("listening as Alice"), 2, 20'000);
        QVERIFY(runClient(server.url(), {u"send"_s, u"--to"_s, u"Alice"_s, u"back"_s}).exitCode
                == 0);
        QVERIFY(ear.waitForOutLines(1));
        QCOMPARE(ear.out(), "(no name): back\n"_ba);
        QVERIFY(server.stop());
    }

    void staysAwayWhenToldTo()
    {
        ClientProcess ear(m_server.url());
        ear.start({u"listen"_s, u"--name"_s, u"Unwanted"_s});
        QVERIFY(ear.waitForErr("listening as"));
        QVERIFY(m_server.disconnectName("Unwanted"));
        const auto ending = ear.end();
        QCOMPARE(ending.exitCode, 4);
        QVERIFY2(ending.err.endsWith("Closed by the administrator (tidying up)\n"),
                 ending.err.constData());
    }

    void comesBackAfterCodesThatAllowIt()
    {
        FakeServer fake;
        QVERIFY(fake.listen());
        ClientProcess ear(fake.url());
        ear.start({u"listen"_s, u"--name"_s, u"A"_s});
        QTRY_COMPARE_WITH_TIMEOUT(fake.sockets().size(), 1, 10'000);
        QVERIFY(ear.waitForErr("listening as"));
        fake.sockets().constFirst()->close(QWebSocketProtocol::CloseCode(4008), u"\x1b[2J"_s);
        QTRY_COMPARE_WITH_TIMEOUT(ear.err().count("listening as"), 2, 10'000);
        QVERIFY2(ear.err().contains("(\\x1b[2J); trying again"), ear.err().constData());
    }

    void signalsEndItCleanly()
    {
        for (const int signalNumber : {SIGINT, SIGTERM}) {
            ClientProcess ear(m_server.url());
            ear.start({u"listen"_s, u"--name"_s, u"Leaving"_s});
            QVERIFY(ear.waitForErr("listening as"));
            ear.raise(signalNumber);
            const auto ending = ear.end();
            QVERIFY(!ending.isSignal);
            QCOMPARE(ending.exitCode, 0);
            QTRY_VERIFY(!m_server.get(u"/rest/connections"_s).contains("Leaving"));
        }
        ClientProcess counting(m_server.url());
        counting.start({u"listen"_s, u"--name"_s, u"Leaving"_s, u"--count"_s, u"1"_s});
        QVERIFY(counting.waitForErr("listening as"));
        counting.raise(SIGTERM);
        QCOMPARE(counting.end().exitCode, 128 + SIGTERM);
    }

    void endsAtOnceWhenNobodyReadsItsOutput()
    {
        // No message comes: it sees that by the pipe itself.
        QProcess shell;
        shell.start(u"bash"_s,
                    {u"-c"_s,
                     u"\"$0\" listen --server \"$1\" --name Piped --timeout 15s | true; "
                     "echo ${PIPESTATUS[0]}"_s,
                     QStringLiteral(CLIENT_PROGRAM), m_server.url()});
        QVERIFY(shell.waitForFinished(20'000));
        QCOMPARE(shell.readAllStandardOutput(), "141\n"_ba);
        QVERIFY2(!shell.readAllStandardError().contains("written"), "it ends quietly");
    }

    void endsByTheBrokenPipeAlsoWhereTheSignalIsIgnored()
    {
        QProcess shell;
        shell.start(u"bash"_s,
                    {u"-c"_s,
                     u"trap '' PIPE; \"$0\" who --server \"$1\" --watch | head -0; "
                     "echo ${PIPESTATUS[0]}"_s,
                     QStringLiteral(CLIENT_PROGRAM), m_server.url()});
        QVERIFY(shell.waitForFinished(20'000));
        QCOMPARE(shell.readAllStandardOutput(), "141\n"_ba);
    }

    void tellsThatTheDiskIsFull()
    {
        if (!QFile::exists(u"/dev/full"_s))
            QSKIP("there is no /dev/full");
        QProcess shell;
        shell.start(u"bash"_s,
                    {u"-c"_s, u"\"$0\" send --to Nobody --format json x > /dev/full"_s,
                     QStringLiteral(CLIENT_PROGRAM)});
        QVERIFY(shell.waitForFinished(20'000));
        QCOMPARE(shell.exitCode(), 1);
        QVERIFY(shell.readAllStandardError().contains("cannot be written"));
    }

    void closedStreamsAreToldAndNeverTakenBySockets()
    {
        const auto run = [this](const QString &command) {
            QProcess shell;
            shell.start(u"bash"_s,
                        {u"-c"_s, command, QStringLiteral(CLIENT_PROGRAM), m_server.url()});
            shell.waitForFinished(20'000);
            return std::pair(shell.exitCode(), shell.readAllStandardError());
        };
        const auto [outCode, outText]
            = run(u"LC_ALL=C \"$0\" send --server \"$1\" --to Nobody --format json x >&-"_s);
        QCOMPARE(outCode, 1);
        // Of a socket, or of the loop's own descriptor, there would be another complaint or none.
        QVERIFY2(outText.contains("cannot be written: Bad file"), outText.constData());
        const auto [inCode, inText] = run(u"\"$0\" send --server \"$1\" --to Nobody - <&-"_s);
        QCOMPARE(inCode, 2);
        QVERIFY2(inText.contains("standard input cannot be read"), inText.constData());
        QCOMPARE(run(u"\"$0\" send --server \"$1\" --to Nobody x 2>&-"_s).first, 3);
    }

    void refusesWhatCannotBeUsed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("word");
        const QStringList name{u"--name"_s, u"A"_s};
        QTest::newRow("no name") << QStringList{} << "--name"_ba;
        QTest::newRow("bad name") << QStringList{u"--name"_s, u"\n"_s} << "--name"_ba;
        QTest::newRow("count 0") << name + QStringList{u"--count"_s, u"0"_s} << "--count"_ba;
        QTest::newRow("count x") << name + QStringList{u"--count=x"_s} << "--count"_ba;
        QTest::newRow("bad time") << name + QStringList{u"--timeout"_s, u"1"_s} << "--timeout"_ba;
        QTest::newRow("empty command") << name + QStringList{u"--exec"_s, u" "_s} << "--exec"_ba;
        QTest::newRow("two commands")
            << name + QStringList{u"--exec"_s, u"a"_s, u"--"_s, u"b"_s} << "--exec"_ba;
    }
    void refusesWhatCannotBeUsed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, word);
        const auto ending = runClient(m_server.url(), QStringList{u"listen"_s} + arguments);
        QCOMPARE(ending.exitCode, 2);
        QVERIFY2(ending.err.startsWith("pushpoint-client: listen: ") && ending.err.contains(word),
                 ending.err.constData());
        QCOMPARE(ending.err.count('\n'), 1);
    }

private:
    bool send(const QString &to, const QStringList &content) const
    {
        return runClient(m_server.url(),
                         QStringList{u"send"_s, u"--from"_s, u"Bob"_s, u"--to"_s, to} + content)
                   .exitCode
            == 0;
    }

    LiveServer m_server;
};

QTEST_GUILESS_MAIN(TestListenCommand)
#include "tst_listen_command.moc"
