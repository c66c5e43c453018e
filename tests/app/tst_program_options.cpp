#include "server/protocol/limits.h"
#include "tests/app/program.h"

#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace pushpoint::kit;

namespace {

bool answers(const QString &host, quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(host, port);
    socket.write("GET /healthz HTTP/1.0\r\n\r\n");
    while (socket.waitForReadyRead(patienceMs)) { }
    return socket.readAll().startsWith("HTTP/1.1 200");
}

} // namespace

/// What options and the config file may say, and what is said about them.
class TestProgramOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allAddressesAreThoseOfBothFamilies_data();
    void allAddressesAreThoseOfBothFamilies();
    void sitesAreNormalisedAndAddedUp();
    void whatCanNeverMatchIsRefused_data();
    void whatCanNeverMatchIsRefused();
    void aRefusalSaysWhoAndWhatWouldAllowIt();
    void hostileHeadersAreHarmlessInTheLog();
    void helpNamesTheDefaults();
    void switchesInAFileHaveValues_data();
    void switchesInAFileHaveValues();
    void aFileIsReadAsUtf8();
    void noSecretIsSaid_data();
    void noSecretIsSaid();
    void aFileWithASecretIsPrivate_data();
    void aFileWithASecretIsPrivate();

private:
    QString write(const QByteArray &text) const;

    QTemporaryDir m_folder;
};

QString TestProgramOptions::write(const QByteArray &text) const
{
    QFile file(m_folder.filePath(u"options.conf"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        qFatal("cannot write the file");
    return file.fileName();
}

void TestProgramOptions::allAddressesAreThoseOfBothFamilies_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("servesV6");
    QTest::newRow("::") << u"::"_s << true;
    QTest::newRow("0::0") << u"0::0"_s << true;
    QTest::newRow("*") << u"*"_s << true;
    QTest::newRow("0.0.0.0") << u"0.0.0.0"_s << false;
}

void TestProgramOptions::allAddressesAreThoseOfBothFamilies()
{
    QFETCH(QString, host);
    QFETCH(bool, servesV6);
    Running program({u"--host"_s, host});
    QVERIFY2(program.port() != 0, program.err().constData());
    const QUrl printed(QString::fromUtf8(program.out().trimmed().sliced(13)));
    QVERIFY(answers(printed.host(), quint16(printed.port())));
    QVERIFY(answers(u"127.0.0.1"_s, program.port()));
    QCOMPARE(answers(u"::1"_s, program.port()), servesV6);
}

void TestProgramOptions::sitesAreNormalisedAndAddedUp()
{
    Running program({u"--allow-host"_s, u" One.Example. , *.two.example"_s, u"--allow-host"_s,
                     u"李雷.example:443"_s, u"--allow-host=fd00::7"_s, u"--allow-origin"_s,
                     u" HTTPS://Pages.example:443/ ,"_s, u"--allow-origin"_s, u"app://notes"_s});
    QVERIFY2(program.port() != 0, program.err().constData());
    for (const char *host : {"one.example", "ONE.example.:3000", "a.two.example", "a.b.two.example",
                             "xn--7qvw47h.example:8443", "[FD00:0::7]:1", "localhost"})
        QVERIFY2(program.get("/healthz", "Host: " + QByteArray(host) + "\r\n").contains(" 200 "),
                 host);
    for (const char *host : {"two.example", "one.example.evil", "evil-two.example", "[fd00::8]"})
        QVERIFY2(program.get("/healthz", "Host: " + QByteArray(host) + "\r\n").contains(" 421 "),
                 host);
    for (const char *origin : {"https://pages.example", "https://PAGES.example:443", "app://notes"})
        QVERIFY2(
            program.get("/healthz", "Origin: " + QByteArray(origin) + "\r\n").contains(" 200 "),
            origin);
    for (const char *origin : {"http://pages.example", "https://pages.example:444", "app://other"})
        QVERIFY2(
            program.get("/healthz", "Origin: " + QByteArray(origin) + "\r\n").contains(" 403 "),
            origin);
}

void TestProgramOptions::whatCanNeverMatchIsRefused_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    for (const char *value : {"https://one.example", "one.example/", "a b", "*", "*.",
                              "*.127.0.0.1", "a..b", "one.example:0", "one.example:x",
                              "user@one.example", "o*e.example", "[::1", "good.example,?"})
        QTest::addRow("host %s", value) << u"--allow-host"_s << QString::fromLatin1(value);
    for (const char *value :
         {"one.example", "null", "*", "https://", "https://one.example/path",
          "https://one.example?", "https://*.", "https://*.1.2.3.4", "https://a b",
          "https://user@one.example", "https://one.example:70000", "://one.example"})
        QTest::addRow("origin %s", value) << u"--allow-origin"_s << QString::fromLatin1(value);
}

void TestProgramOptions::whatCanNeverMatchIsRefused()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    const Ended ended = run({option, value});
    QCOMPARE(ended.exitCode, 2);
    QVERIFY2(ended.complainsInOneLine(), (ended.out + ended.err).constData());
    QVERIFY2(ended.err.contains(option.toUtf8() + ": \""), ended.err.constData());
}

void TestProgramOptions::aRefusalSaysWhoAndWhatWouldAllowIt()
{
    {
        Running program;
        const QByteArray answer = program.get("/", "Host: chat.example:8080\r\n");
        QVERIFY(answer.contains(" 421 ") && answer.contains("--allow-host chat.example"));
        QTRY_VERIFY_WITH_TIMEOUT(program.err().endsWith('\n'), patienceMs);
        QCOMPARE(program.err(),
                 QByteArray("pushpoint.http: refused: Host: chat.example:8080, from 127.0.0.1; "
                            "to allow it: --allow-host chat.example\n"));
    }
    Running program;
    const QByteArray answer
        = program.get("/healthz", "Host: localhost\r\nOrigin: https://Pages.example\r\n");
    QVERIFY(answer.contains(" 403 ") && answer.contains("--allow-origin https://pages.example"));
    QTRY_VERIFY_WITH_TIMEOUT(program.err().endsWith('\n'), patienceMs);
    QCOMPARE(program.err(),
             QByteArray("pushpoint.http: refused: Origin: https://Pages.example, Host: localhost, "
                        "from 127.0.0.1; to allow it: --allow-origin https://pages.example\n"));
}

void TestProgramOptions::hostileHeadersAreHarmlessInTheLog()
{
    Running program;
    program.get("/", "Host: \x1b]0;x\x07" + QByteArray(5000, 'a') + "\xff\r\n");
    program.get("/healthz",
                "Host: localhost\r\nOrigin: \xe2\x80\xae" + QByteArray(5000, 'b') + "\r\n");
    // Whatever of it is said: a line a second, printable and short.
    QTRY_VERIFY_WITH_TIMEOUT(
        (program.get("/", "Host: last.example\r\n"), program.err().contains("last.example")),
        patienceMs);
    for (const QByteArray &line : program.err().split('\n')) {
        QVERIFY2(line.size() < 400, line.constData());
        for (const char c : line)
            QVERIFY2(c >= ' ' && c <= '~', line.constData());
    }
}

void TestProgramOptions::helpNamesTheDefaults()
{
    const QByteArray help = run({u"--help"_s}).out.simplified();
    QVERIFY(help.contains("largest request body; 413 beyond (default: "
                          + QByteArray::number(pushpoint::Limits().bodyBytesMax) + ')'));
    QVERIFY(help.contains("listen on this port; 0 picks a free one (default: 3000)"));
}

void TestProgramOptions::switchesInAFileHaveValues_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("isHeadless");
    QTest::newRow("true") << QByteArray("headless = true") << true;
    QTest::newRow("false") << QByteArray("headless=false") << false;
    QTest::newRow("alone") << QByteArray("headless") << true;
}

void TestProgramOptions::switchesInAFileHaveValues()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, isHeadless);
    Running program({u"--config"_s, write(line + '\n')}, false);
    QVERIFY2(program.port() != 0, program.err().constData());
    QCOMPARE(program.endBy(SIGTERM), 0); // all is written by then
    QCOMPARE(program.err().contains("no display"), !isHeadless);
}

void TestProgramOptions::aFileIsReadAsUtf8()
{
    Running program({u"--config"_s, write("\xef\xbb\xbfnames = \xe6\x9d\x8e\xe9\x9b\xb7\r\n")});
    QVERIFY(program.get("/rest/names").endsWith("[\"\xe6\x9d\x8e\xe9\x9b\xb7\"]"));
    for (const char *rest : {"\n", "", "\nport = 0\n"}) {
        const Ended ended
            = run({u"--config"_s, write("# good\nport = 0\nnames = \xc0\xee" + QByteArray(rest))});
        QCOMPARE(ended.exitCode, 2);
        QVERIFY2(ended.complainsInOneLine() && ended.err.contains("line 3: this is not UTF-8"),
                 ended.err.constData());
    }
    // Cut in the middle of a character, at the very end.
    const Ended ended = run({u"--config"_s, write("names = \xe6\x9d")});
    QVERIFY2(ended.exitCode == 2 && ended.err.contains("line 1: "), ended.err.constData());
}

void TestProgramOptions::noSecretIsSaid_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line :
         {"hunter2", "broker-pasword: hunter2", "redis://user:hunter2@host",
          "redis://user:x@host?hunter2=1", "broker-password = hunter2", "headless = hunter2",
          "broker = redis://user:hunter2@", "broker = redis://user:1/hunter2@host",
          "broker = redis://user:1?hunter2@host", "broker = redis://user:1?a&hunter2@host",
          "broker = redis://user:hunter2@host/hunter2", "broker = hunter2",
          "broker = redis://user:hunter2@host#x", "broker = redis+sentinel://user:hunter2@host",
          "broker = redis+sentinel://user:1/hunter2@host"})
        QTest::newRow(line) << QByteArray(line);
}

void TestProgramOptions::noSecretIsSaid()
{
    QFETCH(QByteArray, line);
    const Ended ended = run({u"--config"_s, write("port = 0\n" + line + '\n')});
    QCOMPARE(ended.exitCode, 2);
    QVERIFY2(ended.complainsInOneLine(), (ended.out + ended.err).constData());
    QVERIFY2(ended.err.contains("line 2: "), ended.err.constData());
    QVERIFY2(!ended.err.contains("hunter2"), ended.err.constData());
}

void TestProgramOptions::aFileWithASecretIsPrivate_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isForAll");
    QTest::addColumn<bool>("warns");
    QTest::newRow("secret, for all")
        << QByteArray("broker = redis://:pw@127.0.0.1:1\n") << true << true;
    QTest::newRow("secret, private")
        << QByteArray("broker = redis://:pw@127.0.0.1:1\n") << false << false;
    QTest::newRow("no secret") << QByteArray("broker = redis://127.0.0.1:1\n") << true << false;
    QTest::newRow("no broker") << QByteArray("names = Bob\n") << true << false;
}

void TestProgramOptions::aFileWithASecretIsPrivate()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isForAll);
    QFETCH(bool, warns);
    const QString path = write(text);
    if (isForAll)
        QVERIFY(
            QFile(path).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    Running program({u"--config"_s, path});
    QVERIFY2(program.port() != 0, program.err().constData());
    QCOMPARE(program.endBy(SIGTERM), 0); // all is written by then
    QCOMPARE(program.err().contains("pushpoint: warning: everybody can read " + path.toUtf8()),
             warns);
}

QTEST_GUILESS_MAIN(TestProgramOptions)
#include "tst_program_options.moc"
