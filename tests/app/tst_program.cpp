#include "tests/app/program.h"

#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace pushpoint::kit;

namespace {

bool open(QWebSocket &socket, const QUrl &url)
{
    socket.open(url);
    return QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; },
                           patienceMs);
}

bool waitClosed(QWebSocket &socket)
{
    return QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; },
                           patienceMs);
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsItsVersion();
    void explainsItself();
    void refusesBadOptions_data();
    void refusesBadOptions();
    void portInUseIsOneLine();
    void missingFolderIsOneLine();
    void saysWhereItListens();
    void warnsWhenAnyoneCanReachIt();
    void namesComeFromTheCommandLine();
    void readsAConfigFile();
    void badConfigLineIsNamedWithItsNumber();
    void stopsCleanlyBySignal_data();
    void stopsCleanlyBySignal();
    void logsPresenceOnlyWhenItChanges();
    void aDisplayThatCannotBeOpenedIsOneLine();
    void servesWithoutADisplayAndSaysSo();
    void servesBehindAWindow();
    void aPortInUseIsSaidInAWindow();

private:
    QString writeConfig(const QByteArray &text) const;

    QTemporaryDir m_folder;
};

QString TestProgram::writeConfig(const QByteArray &text) const
{
    QFile file(m_folder.filePath(u"pushpoint.conf"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write the file");
    return file.fileName();
}

void TestProgram::tellsItsVersion()
{
    for (const QString &option : {u"--version"_s, u"-v"_s}) {
        const Ended ended = run({option});
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(ended.out, QByteArray("pushpoint " PUSHPOINT_VERSION "\n"));
        QCOMPARE(ended.err, QByteArray());
    }
}

void TestProgram::explainsItself()
{
    const Ended ended = run({u"--help"_s});
    QCOMPARE(ended.exitCode, 0);
    QCOMPARE(ended.err, QByteArray());
    for (const char *option : {"--headless", "--host", "--port", "--static", "--names", "--config",
                               "--version", "--help", "--body-bytes-max"})
        QVERIFY2(ended.out.contains(option), option);
}

void TestProgram::refusesBadOptions_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("named"); // what the line must quote
    const auto row = [](const QStringList &arguments, const char *named) {
        QTest::newRow(qPrintable(arguments.join(u' '))) << arguments << QByteArray(named);
    };
    row({u"--nonsense"_s}, "nonsense");
    row({u"--port"_s, u"x"_s}, "--port: \"x\"");
    row({u"--config"_s, u"/does/not/exist"_s}, "/does/not/exist");
}

void TestProgram::refusesBadOptions()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, named);
    const Ended ended = run(arguments);
    QCOMPARE(ended.exitCode, 2);
    QVERIFY2(ended.complainsInOneLine(), (ended.out + ended.err).constData());
    QVERIFY2(ended.err.contains(named), ended.err.constData());
}

void TestProgram::portInUseIsOneLine()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
    const QString port = QString::number(other.serverPort());
    const Ended ended = run({u"--headless"_s, u"--port"_s, port});
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.complainsInOneLine(), (ended.out + ended.err).constData());
    QVERIFY2(ended.err.contains(port.toUtf8()), ended.err.constData());
}

void TestProgram::missingFolderIsOneLine()
{
    const Ended ended
        = run({u"--headless"_s, u"--port"_s, u"0"_s, u"--static"_s, u"/does/not/exist"_s});
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.complainsInOneLine(), (ended.out + ended.err).constData());
    QVERIFY2(ended.err.contains("/does/not/exist"), ended.err.constData());
}

void TestProgram::saysWhereItListens()
{
    Running program;
    QVERIFY2(program.port() != 0, program.out().constData());
    QCOMPARE(program.out(),
             "listening on http://127.0.0.1:" + QByteArray::number(program.port()) + '\n');
    QVERIFY(program.get("/healthz").endsWith("{\"status\":\"ok\"}"));
    QCOMPARE(program.err(), QByteArray());
}

void TestProgram::warnsWhenAnyoneCanReachIt()
{
    Running program({u"--host"_s, u"0.0.0.0"_s, u"--open"_s});
    QVERIFY2(program.port() != 0, program.out().constData());
    QVERIFY(QTest::qWaitFor([&] { return program.err().endsWith('\n'); }, patienceMs));
    QVERIFY2(program.err().startsWith("pushpoint: warning: ") && program.err().contains("0.0.0.0"),
             program.err().constData());
    QCOMPARE(program.err().count('\n'), 1);
    QVERIFY(program.get("/healthz").startsWith("HTTP/1.1 200"));
}

void TestProgram::namesComeFromTheCommandLine()
{
    Running program({u"--names"_s, u"李雷, a b,Bob,Bob"_s});
    QVERIFY(program.get("/rest/names").endsWith("[\"李雷\",\"a b\",\"Bob\"]"));
}

void TestProgram::readsAConfigFile()
{
    const QString file = writeConfig("# a comment\n\nnames = Jack, Rose\n  body-bytes-max=10\r\n"
                                     "headless\n");
    Running program({u"--config"_s, file}, false);
    QVERIFY2(program.port() != 0, program.err().constData());
    QVERIFY(program.get("/rest/names").endsWith("[\"Jack\",\"Rose\"]"));
    QCOMPARE(program.err(), QByteArray()); // headless by the file: nothing to say
}

void TestProgram::badConfigLineIsNamedWithItsNumber()
{
    const Ended ended = run({u"--config"_s, writeConfig("# a\n\nnode = n\nport = x\n")});
    QCOMPARE(ended.exitCode, 2);
    QVERIFY2(ended.complainsInOneLine(), (ended.out + ended.err).constData());
    QVERIFY2(ended.err.contains("line 4: --port"), ended.err.constData());
}

void TestProgram::stopsCleanlyBySignal_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestProgram::stopsCleanlyBySignal()
{
    QFETCH(int, signal);
    Running program;
    QWebSocket bob;
    QWebSocket alice;
    QVERIFY(open(bob, program.socketUrl(u"Bob"_s)));
    QVERIFY(open(alice, program.socketUrl(u"Alice"_s)));
    QCOMPARE(program.endBy(signal), 0);
    QVERIFY(waitClosed(bob) && waitClosed(alice));
    QCOMPARE(int(bob.closeCode()), 1001);
    QCOMPARE(int(alice.closeCode()), 1001);
    QCOMPARE(program.err(), QByteArray());
}

void TestProgram::logsPresenceOnlyWhenItChanges()
{
    Running silent({u"--log-presence"_s, u"off"_s});
    QWebSocket unlogged;
    QVERIFY(open(unlogged, silent.socketUrl(u"Bob"_s)));
    Running program;
    QWebSocket one;
    QWebSocket two;
    QVERIFY(open(one, program.socketUrl(u"Bob"_s)));
    QVERIFY(open(two, program.socketUrl(u"Bob"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(program.err().contains("Bob: 2"), patienceMs);
    // Between two lines of a third, the others have had their time to log, too.
    Running clock;
    QWebSocket hand;
    QVERIFY(open(hand, clock.socketUrl(u"Bob"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(clock.err().contains("Bob: 1"), patienceMs);
    hand.close();
    QTRY_VERIFY_WITH_TIMEOUT(clock.err().contains("none"), patienceMs);
    QCOMPARE(program.err().count('\n'), 1);
    QCOMPARE(silent.err(), QByteArray());

    one.close();
    two.close();
    QTRY_VERIFY_WITH_TIMEOUT(program.err().contains("none"), patienceMs);
}

void TestProgram::aDisplayThatCannotBeOpenedIsOneLine()
{
    auto environment = withoutDisplay();
    environment.insert(u"DISPLAY"_s, u"127.0.0.1:4242"_s); // nothing listens there
    const Ended ended = run({u"--port"_s, u"0"_s}, environment);
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.complainsInOneLine(), (ended.out + ended.err).constData());
    QVERIFY2(ended.err.contains("display"), ended.err.constData());
}

void TestProgram::servesWithoutADisplayAndSaysSo()
{
    Running program({}, false);
    QVERIFY2(program.port() != 0, program.err().constData());
    QTRY_COMPARE_WITH_TIMEOUT(
        program.err(), QByteArray("pushpoint: no display: serving without a window\n"), patienceMs);
    QVERIFY(program.get("/healthz").startsWith("HTTP/1.1 200"));
    QCOMPARE(program.endBy(SIGTERM), 0);
}

void TestProgram::servesBehindAWindow()
{
    Running program({}, false, withOffscreenDisplay());
    QVERIFY2(program.port() != 0, program.err().constData());
    QWebSocket bob;
    QVERIFY(open(bob, program.socketUrl(u"Bob"_s)));
    QCOMPARE(program.endBy(SIGTERM), 0);
    QVERIFY(waitClosed(bob));
    QCOMPARE(int(bob.closeCode()), 1001);
}

void TestProgram::aPortInUseIsSaidInAWindow()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
    const QString port = QString::number(other.serverPort());
    QProcess program;
    program.setProcessEnvironment(withOffscreenDisplay());
    program.start(QStringLiteral(PUSHPOINT_PROGRAM), {u"--port"_s, port});
    program.setReadChannel(QProcess::StandardError);
    QByteArray err;
    while (!err.contains(port.toUtf8()) && program.waitForReadyRead(patienceMs))
        err += program.readAll();
    // The window that offers another port ends by a signal as any other, not by the failure.
    ::kill(pid_t(program.processId()), SIGTERM);
    QVERIFY(program.waitForFinished(patienceMs) && program.exitStatus() == QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
