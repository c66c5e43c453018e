#include "tests/client/live_server.h"
#include "tests/client/terminal/client_process.h"

#include <QDir>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

using namespace Qt::StringLiterals;

/// packaging/completion: what bash offers, asked as bash asks.
class TestCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_folder = std::make_unique<QTemporaryDir>();
        for (const char *name : {"Alice", "Al%20B%20%24%28touch%20x%29", "Bob",
                                 "%E6%9D%8E%E9%9B%B7", "a%3Ab%3Ac", "-x"}) {
            m_sockets.push_back(std::make_unique<QWebSocket>());
            QSignalSpy connected(m_sockets.back().get(), &QWebSocket::connected);
            m_sockets.back()->open(QUrl(QString(m_server.url()).replace(u"http"_s, u"ws"_s)
                                        + u"/ws/"_s + QString::fromLatin1(name)));
            QVERIFY(connected.wait(10'000));
        }
    }
    void cleanupTestCase()
    {
        m_sockets.clear();
        QVERIFY(m_server.stop());
    }

    void offersCommands()
    {
        QCOMPARE(complete({u""_s}), (QStringList{u"send"_s, u"listen"_s, u"who"_s}));
        QCOMPARE(complete({u"li"_s}), QStringList{u"listen"_s});
    }

    void offersTheOptionsOfTheCommand_data()
    {
        QTest::addColumn<QString>("command");
        for (const char *command : {"", "send", "listen", "who"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void offersTheOptionsOfTheCommand()
    {
        QFETCH(QString, command);
        const QStringList words = command.isEmpty() ? QStringList() : QStringList{command};
        const auto help = runClient({}, words + QStringList{u"--help"_s});
        static const QRegularExpression option(u"^  (?:-., )?(--[a-z-]+)"_s,
                                               QRegularExpression::MultilineOption);
        QStringList told;
        auto found = option.globalMatch(QString::fromUtf8(help.out));
        while (found.hasNext())
            told.append(found.next().captured(1));
        QStringList offered = complete(words + QStringList{u"--"_s});
        std::sort(told.begin(), told.end());
        std::sort(offered.begin(), offered.end());
        QVERIFY(!told.isEmpty());
        QCOMPARE(offered, told);
    }

    void offersWhoIsOnline()
    {
        QCOMPARE(complete({u"send"_s, u"--to"_s, u"Al"_s}),
                 (QStringList{u"Al\\ B\\ \\$\\(touch\\ x\\)"_s, u"Alice"_s}));
        QCOMPARE(complete({u"send"_s, u"--from"_s, u"B"_s}), QStringList{u"Bob"_s});
        QCOMPARE(complete({u"listen"_s, u"--name"_s, u"李"_s}), QStringList{u"李雷"_s});
        QCOMPARE(complete({u"--to"_s, u"Ali"_s}), QStringList{u"Alice"_s});
        QCOMPARE(complete({u"send"_s, u"--to"_s, u""_s}).size(), 6);
    }

    void offersNamesAsTheyAreTyped()
    {
        QCOMPARE(complete({u"send"_s, u"--to"_s, u"Al\\ B"_s}),
                 QStringList{u"Al\\ B\\ \\$\\(touch\\ x\\)"_s});
        QCOMPARE(complete({u"send"_s, u"--to"_s, u"\"Al"_s}), QStringList{u"Alice"_s});
        // Bash cuts at ':' and '=', and puts the reply in the place of the last piece.
        QCOMPARE(complete({u"send"_s, u"--to"_s, u"="_s, u"Ali"_s}, u" send --to=Ali"_s),
                 QStringList{u"Alice"_s});
        QCOMPARE(complete({u"send"_s, u"--to"_s, u"="_s}, u" send --to="_s).size(), 6);
        QCOMPARE(complete({u"send"_s, u"--to"_s, u"a"_s, u":"_s, u"b"_s}, u" send --to a:b"_s),
                 QStringList{u"b:c"_s});
        QCOMPARE(complete({u"send"_s, u"--to"_s, u"a"_s, u":"_s}, u" send --to a:"_s),
                 QStringList{u"b:c"_s});
    }

    void asksTheServerOfTheLine()
    {
        const QUrl url(m_server.url());
        const QString port = QString::number(url.port());
        const QStringList words{u"send"_s, u"--server"_s, u"http"_s, u":"_s,  u"//127.0.0.1"_s,
                                u":"_s,    port,          u"--to"_s, u"Ali"_s};
        m_variable = u"http://127.0.0.1:1"_s;
        QCOMPARE(complete(words, u" send --server %1 --to Ali"_s.arg(url.toString())),
                 QStringList{u"Alice"_s});
        QCOMPARE(complete({u"send"_s, u"--to"_s, u"Ali"_s}), QStringList());
        m_variable.clear();
    }

    void offersValues()
    {
        QCOMPARE(complete({u"who"_s, u"--format"_s, u""_s}), (QStringList{u"text"_s, u"json"_s}));
        QCOMPARE(complete({u"send"_s, u"--wait"_s, u"3"_s}), QStringList{u"30s"_s});
        QVERIFY(complete({u"listen"_s, u"--"_s, u"bas"_s}).contains(u"bash"_s));
        QFile file(m_folder->filePath(u"report.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(complete({u"send"_s, u"--file"_s, u"rep"_s}), QStringList{u"report.txt"_s});
    }

    void textAfterTheDashesIsLeftAlone()
    {
        QCOMPARE(complete({u"send"_s, u"--to"_s, u"Bob"_s, u"--"_s, u"--"_s}), QStringList());
    }

    void runsNothingThatStandsInANameOrAVariable()
    {
        m_variable = u"$(touch x)"_s;
        complete({u"send"_s, u"--server"_s, u""_s});
        complete({u"send"_s, u"--to"_s, u"$(touch y)"_s});
        m_variable.clear();
        complete({u"send"_s, u"--to"_s, u"Al"_s});
        for (const QString &name : {u"x"_s, u"y"_s})
            QVERIFY(!QFile::exists(m_folder->filePath(name)));
    }

    void isInstalledWhereBashLooks()
    {
        QProcess cmake;
        for (const QString &component : {u"completion"_s, u"manual"_s}) {
            cmake.start(u"cmake"_s,
                        {u"--install"_s, QStringLiteral(PUSHPOINT_BINARY_DIR), u"--prefix"_s,
                         m_folder->filePath(u"usr"_s), u"--component"_s, component});
            QVERIFY(cmake.waitForFinished());
            QCOMPARE(cmake.exitCode(), 0);
        }
        for (const QString &path :
             {u"usr/share/bash-completion/completions/pushpoint-client"_s,
              u"usr/share/man/man1/pushpoint.1"_s, u"usr/share/man/man1/pushpoint-client.1"_s,
              u"usr/share/man/man1/pushpoint-bench.1"_s})
            QVERIFY2(QFile::exists(m_folder->filePath(path)), qPrintable(path));
    }

private:
    /// `words` behind the program's name, the last one with the cursor at its end. `rest`: the line
    /// behind that name, where it is not just those words with blanks in between.
    QStringList complete(const QStringList &words, const QString &rest = {}) const
    {
        const QString program = QStringLiteral(CLIENT_PROGRAM);
        QProcess bash;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PUSHPOINT_SERVER"_s,
                           m_variable.isEmpty() ? m_server.url() : m_variable);
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        bash.setProcessEnvironment(environment);
        bash.setWorkingDirectory(m_folder->path());
        const QString folder = QStringLiteral(PUSHPOINT_SOURCE_DIR);
        bash.start(u"bash"_s,
                   QStringList{u"--norc"_s, folder + u"/tests/client/terminal/complete.bash"_s,
                               folder + u"/packaging/completion/pushpoint-client.bash"_s,
                               program + (rest.isEmpty() ? u' ' + words.join(u' ') : rest), program}
                       + words);
        bash.waitForFinished(20'000);
        const QByteArray problems = bash.readAllStandardError();
        if (!problems.isEmpty())
            return {QString::fromUtf8(problems)};
        return QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    }

    LiveServer m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<std::unique_ptr<QWebSocket>> m_sockets;
    QString m_variable;
};

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
