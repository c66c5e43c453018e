// The program itself, as it is started once more, and as it is ended from outside.
#include "tests/client/fake_server.h"
#include "tests/client/history_lines.h"
#include "tests/client/server_process.h"

#include <QDir>
#include <QWebSocket>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30'000;

QString errors(QProcess &process)
{
    return QString::fromLocal8Bit(process.readAllStandardError());
}

} // namespace

class TestClientEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_runtime = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<FakeServer>();
        m_server->onRequest = [](const auto &) { return FakeServer::Answer{200, "[]"}; };
        QVERIFY(m_server->listen());
    }

    void aSignalLosesNothingOfWhatHasArrived_data()
    {
        QTest::addColumn<int>("signalNumber");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void aSignalLosesNothingOfWhatHasArrived()
    {
        QFETCH(int, signalNumber);
        constexpr int count = 4'000;
        QProcess client;
        QVERIFY(startBob(client));
        QWebSocket *socket = m_server->sockets()[0];
        const QSignalSpy closed(socket, &QWebSocket::disconnected);
        int closeCode = 0;
        connect(socket, &QWebSocket::disconnected, this,
                [&] { closeCode = int(socket->closeCode()); });
        // It has no time to read any of them before it is told to end.
        QCOMPARE(::kill(pid_t(client.processId()), SIGSTOP), 0);
        for (int i = 0; i < count; ++i)
            socket->sendTextMessage(u"{\"from\":\"Frank\",\"content\":\"%1\"}"_s.arg(i));
        QTRY_VERIFY_WITH_TIMEOUT(socket->bytesToWrite() == 0, patienceMs);
        QCOMPARE(::kill(pid_t(client.processId()), signalNumber), 0);
        QCOMPARE(::kill(pid_t(client.processId()), SIGCONT), 0);
        QTRY_COMPARE_WITH_TIMEOUT(client.state(), QProcess::NotRunning, patienceMs);
        QVERIFY2(client.exitStatus() == QProcess::NormalExit && client.exitCode() == 0,
                 qPrintable(errors(client)));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closeCode, int(QWebSocketProtocol::CloseCodeNormal)); // a good-bye
        QCOMPARE(kept(), count);
        QVERIFY(QFileInfo(m_folder->filePath(u"window.ini"_s)).size() > 0);
    }

    void theSecondStartRaisesTheFirstAndEnds()
    {
        QProcess first;
        QVERIFY(startBob(first));
        QProcess second;
        start(second, {u"--name=Bob"_s, u"--to=Jack"_s});
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, patienceMs);
        QVERIFY2(second.exitCode() == 0, qPrintable(errors(second)));
        QCOMPARE(errors(second), QString());
        QCOMPARE(m_server->sockets().size(), 1); // and nothing comes twice
        // Another account is opened in the first.
        QProcess third;
        start(third, {u"--name=Eve"_s});
        QTRY_COMPARE_WITH_TIMEOUT(third.state(), QProcess::NotRunning, patienceMs);
        QCOMPARE(third.exitCode(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_server->openedPaths().contains(u"/ws/Eve"_s), patienceMs);
        QCOMPARE(first.state(), QProcess::Running);
        end(first);
    }

    void whatWasKilledLeavesNothingInTheWay()
    {
        QProcess first;
        QVERIFY(startBob(first));
        killHard(first);
        QTRY_VERIFY(m_server->sockets().isEmpty());
        QProcess second;
        QVERIFY(startBob(second));
        end(second);
    }

    void oneThatHangsIsTold()
    {
        QProcess first;
        QVERIFY(startBob(first));
        QCOMPARE(::kill(pid_t(first.processId()), SIGSTOP), 0);
        QProcess second;
        start(second, {u"--name=Bob"_s});
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, patienceMs);
        QCOMPARE(second.exitCode(), 1);
        const QString said = errors(second);
        QVERIFY2(said.count(u'\n') == 1 && said.contains(QString::number(first.processId())),
                 qPrintable(said));
        QCOMPARE(::kill(pid_t(first.processId()), SIGCONT), 0);
        end(first);
    }

private:
    void start(QProcess &process, const QStringList &arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        environment.insert(u"XDG_RUNTIME_DIR"_s, m_runtime->path());
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        process.setProcessEnvironment(environment);
        process.start(
            QString::fromLocal8Bit(CLIENT_PROGRAM),
            QStringList{u"--server="_s + m_server->url(), u"--data-folder"_s, m_folder->path()}
                + arguments);
    }

    /// True once it is connected.
    bool startBob(QProcess &process)
    {
        start(process, {u"--name=Bob"_s});
        return QTest::qWaitFor([&] { return m_server->sockets().size() == 1; }, patienceMs);
    }

    static void end(QProcess &process)
    {
        process.terminate();
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, patienceMs);
        QVERIFY2(process.exitCode() == 0, qPrintable(errors(process)));
    }

    /// How many lines the history has; each once.
    int kept() const
    {
        const QStringList files = QDir(m_folder->path()).entryList({u"history-*.sqlite"_s});
        QList<ConversationEntry> lines;
        if (files.size() != 1)
            return -1;
        HistoryStore store(m_folder->filePath(files[0]));
        (void)store.readPage({u"Bob"_s, u"Frank"_s, PageSide::Newest, {}, 1'000'000}, lines);
        QSet<QString> once;
        for (const ConversationEntry &line : std::as_const(lines))
            once.insert(line.text);
        return once.size() == lines.size() ? int(lines.size()) : -1;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QTemporaryDir> m_runtime;
    std::unique_ptr<FakeServer> m_server;
};

QTEST_GUILESS_MAIN(TestClientEnds)
#include "tst_client_ends.moc"
