#include "client/terminal/listen/command_queue.h"
#include "tests/client/fake_server.h"
#include "tests/client/live_server.h"
#include "tests/client/terminal/client_process.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

#include <csignal>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

/// `pushpoint-client listen --exec`: what is run, with what, and that no shell is in between.
class TestListenExec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fake = std::make_unique<FakeServer>();
        QVERIFY(m_fake->listen());
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void commandGetsTextAndNames()
    {
        push(
            {u"{\"from\":\"a \\\"b\\\" $(touch x)\",\"content\":\"line 1\\n$(touch y) `touch z`\"}"_s});
        const auto ending
            = listen({u"--count"_s, u"1"_s, u"--"_s, u"sh"_s, u"-c"_s,
                      u"printf '%s|%s|' \"$PUSHPOINT_FROM\" \"$PUSHPOINT_TO\"; cat"_s});
        QCOMPARE(ending.exitCode, 0);
        QCOMPARE(ending.out, "a \"b\" $(touch x)|李雷|line 1\n$(touch y) `touch z`"_ba);
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void jsonCommandGetsTheLine()
    {
        push({u"{\"content\":[1.0]}"_s, u"{\"from\":\"B\",\"content\":\"x\"}"_s});
        const auto ending
            = listen({u"--count"_s, u"2"_s, u"--format"_s, u"json"_s, u"--exec"_s, u"cat"_s});
        QCOMPARE(ending.out, "{\"content\":[1.0]}\n{\"from\":\"B\",\"content\":\"x\"}\n"_ba);
    }

    void noShellReadsTheCommand()
    {
        push({u"{\"content\":\"x\"}"_s});
        const auto ending = listen({u"--count"_s, u"1"_s, u"--exec"_s,
                                    u"printf <%s> \"two words\" $(touch x) `touch y` ;touch z; "
                                    "'a b' *"_s});
        QCOMPARE(ending.exitCode, 0);
        QCOMPARE(ending.out, "<two words><$(touch><x)><`touch><y`><;touch><z;><'a><b'><*>"_ba);
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void wordsAfterTheDashesAreTakenAsTheyAre()
    {
        push({u"{\"content\":\"x\"}"_s});
        const auto ending = listen({u"--count"_s, u"1"_s, u"--"_s, u"printf"_s, u"<%s>"_s,
                                    u"a  b"_s, u"\"q\""_s, u""_s, u"--count"_s, u"$(touch x)"_s});
        QCOMPARE(ending.out, "<a  b><\"q\"><><--count><$(touch x)>"_ba);
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void oneAtATimeAndInOrder()
    {
        QStringList frames;
        QByteArray expected;
        for (int i = 0; i < 40; ++i) {
            frames.append(u"{\"content\":\"%1\"}"_s.arg(i));
            expected += '(' + QByteArray::number(i) + ')';
        }
        push(frames);
        // A command that begins before the last one ended finds its folder and says so.
        const auto ending = listen({u"--count"_s, u"40"_s, u"--"_s, u"sh"_s, u"-c"_s,
                                    u"mkdir lock || echo twice; printf '('; cat; printf ')'; "
                                    "rmdir lock"_s});
        QCOMPARE(ending.exitCode, 0);
        QCOMPARE(ending.out, expected);
    }

    void failingCommandIsToldAndTheNextIsRun()
    {
        push({u"{\"content\":\"3\"}"_s, u"{\"content\":\"0\"}"_s, u"{\"content\":\"kill\"}"_s});
        const auto ending
            = listen({u"--count"_s, u"3"_s, u"--"_s, u"sh"_s, u"-c"_s,
                      u"read -r n; echo \"$n\"; [ \"$n\" = kill ] && kill -9 $$; exit \"$n\""_s});
        QCOMPARE(ending.exitCode, 1);
        QCOMPARE(ending.out, "3\n0\nkill\n"_ba);
        QVERIFY2(ending.err.contains("pushpoint-client: sh ended with 3\n"),
                 ending.err.constData());
        QVERIFY2(ending.err.contains("pushpoint-client: sh was ended by signal 9\n"),
                 ending.err.constData());
    }

    void commandThatIsNotThereIsToldForEachMessage()
    {
        push({u"{\"content\":1}"_s, u"{\"content\":2}"_s});
        const auto ending = listen({u"--count"_s, u"2"_s, u"--exec"_s, u"/no/such/program"_s});
        QCOMPARE(ending.exitCode, 1);
        QCOMPARE(ending.err.count("/no/such/program cannot be started"), 2);
    }

    void commandThatReadsNothingHurtsNobody()
    {
        push({u"{\"content\":\"%1\"}"_s.arg(QString(1024 * 1024, u'x')), u"{\"content\":2}"_s});
        const auto ending = listen({u"--count"_s, u"2"_s, u"--exec"_s, u"true"_s});
        QVERIFY(!ending.isSignal);
        QCOMPARE(ending.exitCode, 0);
    }

    void signalEndsTheCommandAndForgetsTheRest()
    {
        push({u"{\"content\":1}"_s, u"{\"content\":2}"_s, u"{\"content\":3}"_s});
        ClientProcess ear(m_fake->url());
        ear.setFolder(m_folder->path());
        ear.start({u"listen"_s, u"--name"_s, u"A"_s, u"--"_s, u"sh"_s, u"-c"_s,
                   u"echo begun; exec sleep 60"_s});
        QVERIFY(ear.waitForOutLines(1));
        ear.raise(SIGTERM);
        const auto ending = ear.end();
        QVERIFY(!ending.isSignal);
        QCOMPARE(ending.exitCode, 0);
        QCOMPARE(ending.out, "begun\n"_ba);
        QVERIFY2(ending.err.contains("2 messages were not handled"), ending.err.constData());
    }

    void whatATooSlowCommandMissesIsCounted()
    {
        CommandQueue queue({u"sh"_s, u"-c"_s, u"while [ ! -e go ]; do :; done"_s},
                           *UserName::parse(QByteArrayView("A")), nullptr, {3, 1000});
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_folder->path()));
        for (int i = 0; i < 10; ++i)
            queue.add({}, "x"); // one runs, three wait
        QCOMPARE(queue.waitingCount(), 3);
        QCOMPARE(queue.failureCount(), 6);
        QSignalSpy idle(&queue, &CommandQueue::becameIdle);
        QFile go(m_folder->filePath(u"go"_s));
        QVERIFY(go.open(QIODevice::WriteOnly));
        QVERIFY(idle.wait(20'000));
        queue.add({}, QByteArray(1001, 'x'));
        QCOMPARE(queue.failureCount(), 7); // too big for the bytes that may wait
        QVERIFY(queue.isIdle());
        QVERIFY(QDir::setCurrent(before));
    }

private:
    /// What is pushed to who connects first.
    void push(const QStringList &frames)
    {
        connect(m_fake.get(), &FakeServer::socketOpened, this, [frames](QWebSocket *socket) {
            for (const QString &frame : frames)
                socket->sendTextMessage(frame);
        });
    }

    ClientEnding listen(const QStringList &arguments)
    {
        ClientProcess ear(m_fake->url());
        ear.setFolder(m_folder->path());
        ear.start(QStringList{u"listen"_s, u"--name"_s, u"李雷"_s} + arguments);
        return ear.end();
    }

    std::unique_ptr<FakeServer> m_fake;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestListenExec)
#include "tst_listen_exec.moc"
