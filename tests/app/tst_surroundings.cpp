#include "tests/app/program.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

#include <csignal>

#include <fcntl.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace pushpoint::kit;

namespace {

QByteArray link(qint64 processId, int descriptor)
{
    return QFile::symLinkTarget(u"/proc/%1/fd/%2"_s.arg(processId).arg(descriptor)).toUtf8();
}

void closeStandardDescriptors()
{
    for (const int descriptor : {0, 1, 2})
        ::close(descriptor);
}

bool isNull(qint64 processId)
{
    return link(processId, 0) == "/dev/null" && link(processId, 1) == "/dev/null"
        && link(processId, 2) == "/dev/null";
}

/// Answers, also after it had to log something on the server's thread; and ends when it is told to.
void servesAndEnds(Running &program)
{
    QVERIFY(program.port() != 0);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(program.get("/healthz", "Host: other.example\r\n").startsWith("HTTP/1.1 421"));
        QVERIFY(program.get("/healthz").startsWith("HTTP/1.1 200"));
    }
    QWebSocket bob;
    bob.open(program.socketUrl(u"Bob"_s));
    QTRY_COMPARE_WITH_TIMEOUT(bob.state(), QAbstractSocket::ConnectedState, patienceMs);
    QCOMPARE(program.endBy(SIGTERM), 0);
    QTRY_COMPARE_WITH_TIMEOUT(bob.state(), QAbstractSocket::UnconnectedState, patienceMs);
    QCOMPARE(int(bob.closeCode()), 1001);
}

} // namespace

/// What is around the program when it is started: descriptors, terminals, signals.
class TestSurroundings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLogThatNobodyReadsStopsNothing_data();
    void aLogThatNobodyReadsStopsNothing();
    void aStoppedTerminalStopsNothing();
    void closedDescriptorsBecomeNull();
    void closedDescriptorsOfTheOtherProgramsBecomeNull_data();
    void closedDescriptorsOfTheOtherProgramsBecomeNull();
    void aHangUpEndsNothing_data();
    void aHangUpEndsNothing();
    void aHangUpReadsAllowedHostsAgain();
    void aHangUpThatIsIgnoredStaysIgnored();
};

void TestSurroundings::aLogThatNobodyReadsStopsNothing_data()
{
    QTest::addColumn<int>("descriptor");
    QTest::newRow("standard error") << STDERR_FILENO;
    QTest::newRow("standard output") << STDOUT_FILENO;
}

void TestSurroundings::aLogThatNobodyReadsStopsNothing()
{
    QFETCH(int, descriptor);
    int ends[2];
    QCOMPARE(::pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    while (::write(ends[1], "-", 1) == 1) { }
    ::fcntl(ends[1], F_SETFL, 0);
    Running program({}, true, withoutDisplay(), [&] { ::dup2(ends[1], descriptor); });
    servesAndEnds(program);
    ::close(ends[0]);
    ::close(ends[1]);
}

void TestSurroundings::aStoppedTerminalStopsNothing()
{
    int controller = -1;
    int terminal = -1;
    QCOMPARE(::openpty(&controller, &terminal, nullptr, nullptr, nullptr), 0);
    QCOMPARE(::tcflow(terminal, TCOOFF), 0); // Ctrl+S
    {
        Running program({}, true, withoutDisplay(), [&] {
            for (const int descriptor : {0, 1, 2})
                ::dup2(terminal, descriptor);
        });
        servesAndEnds(program);
    }
    ::close(terminal);
    ::close(controller);
}

void TestSurroundings::closedDescriptorsBecomeNull()
{
    Running program({}, true, withoutDisplay(), closeStandardDescriptors);
    QVERIFY(isNull(program.id()));
    servesAndEnds(program);
}

void TestSurroundings::closedDescriptorsOfTheOtherProgramsBecomeNull_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("client") << QStringLiteral(CLIENT_PROGRAM)
                            << QStringList{u"--name"_s, u"Bob"_s, u"--server"_s};
    QTest::newRow("load generator")
        << QStringLiteral(BENCH_PROGRAM)
        << QStringList{u"--idle"_s, u"--seconds=600"_s, u"--receivers-names=1"_s, u"--url"_s};
}

void TestSurroundings::closedDescriptorsOfTheOtherProgramsBecomeNull()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    Running server;
    const QTemporaryDir home;
    auto environment = withOffscreenDisplay();
    for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
        environment.insert(QString::fromLatin1(name), home.path());
    QProcess other;
    other.setProcessEnvironment(environment);
    other.setChildProcessModifier(closeStandardDescriptors);
    other.start(program, arguments + QStringList{u"http://127.0.0.1:%1"_s.arg(server.port())});
    QTRY_VERIFY_WITH_TIMEOUT(server.get("/rest/connections").contains("\"connections\":1"),
                             patienceMs);
    QVERIFY(isNull(other.processId()));
    other.kill();
    QVERIFY(other.waitForFinished(patienceMs));
}

void TestSurroundings::aHangUpEndsNothing_data()
{
    QTest::addColumn<bool>("headless");
    QTest::newRow("headless") << true;
    QTest::newRow("with a window") << false;
}

void TestSurroundings::aHangUpEndsNothing()
{
    QFETCH(bool, headless);
    Running program({}, headless, headless ? withoutDisplay() : withOffscreenDisplay());
    for (int i = 1; i <= 3; ++i) {
        ::kill(pid_t(program.id()), SIGHUP);
        QTRY_VERIFY_WITH_TIMEOUT(program.err().count("SIGHUP: ") == i, patienceMs);
    }
    servesAndEnds(program);
}

void TestSurroundings::aHangUpReadsAllowedHostsAgain()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"pushpoint.conf"_s));
    const auto write = [&file](const QByteArray &text) {
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size()
            && (file.close(), true);
    };
    QVERIFY(write("allow-host = one.example\n"));
    Running program({u"--config"_s, file.fileName()});
    const auto answersFor = [&program](const QByteArray &host) {
        return program.get("/healthz", "Host: " + host + "\r\n").startsWith("HTTP/1.1 200");
    };
    QVERIFY(answersFor("one.example"));
    QVERIFY(!answersFor("two.example"));

    QVERIFY(write("allow-host = *.two.example, two.example\n"));
    ::kill(pid_t(program.id()), SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(answersFor("two.example"), patienceMs);
    QVERIFY(answersFor("www.two.example"));
    QVERIFY(!answersFor("one.example"));

    QVERIFY(write("allow-host = http://three.example\n"));
    ::kill(pid_t(program.id()), SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(program.err().contains("nothing changes: "), patienceMs);
    QVERIFY(answersFor("two.example"));
}

void TestSurroundings::aHangUpThatIsIgnoredStaysIgnored()
{
    Running program({}, true, withoutDisplay(), [] { ::signal(SIGHUP, SIG_IGN); });
    QFile status(u"/proc/%1/status"_s.arg(program.id()));
    QVERIFY(status.open(QIODevice::ReadOnly));
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("SigIgn:\t");
    QVERIFY(text.sliced(at + 8, 16).toULongLong(nullptr, 16) & 1);
    servesAndEnds(program);
}

QTEST_GUILESS_MAIN(TestSurroundings)
#include "tst_surroundings.moc"
