#include "app/command_line_parser.h"
#include "tests/app/written_file.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::app;
using namespace Qt::StringLiterals;

/// The file behind --config and the one with the broker's password, without starting the server.
class TestConfigFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongLinesAreRefusedByNumber_data();
    void wrongLinesAreRefusedByNumber();
    void theCommandLineGoesBeforeIt();
    void switchesHaveValues_data();
    void switchesHaveValues();
    void isReadAsUtf8_data();
    void isReadAsUtf8();
    void isReadWithCommentsAndBlanks();
    void noSecretIsSaid_data();
    void noSecretIsSaid();
    void withASecretItIsPrivate_data();
    void withASecretItIsPrivate();
    void aPasswordFileIsOneLine_data();
    void aPasswordFileIsOneLine();
    void twoPasswordsAreOneTooMany();

private:
    QString write(const QByteArray &text, bool isForAll = false) const
    {
        return kit::writtenFile(m_folder, u"options.conf"_s, text, isForAll);
    }
    Result<CommandLine> parse(const QByteArray &text, const QStringList &arguments = {}) const
    {
        return parseCommandLine(QStringList{u"pushpoint"_s, u"--config"_s, write(text)}
                                + arguments);
    }

    QTemporaryDir m_folder;
};

void TestConfigFile::wrongLinesAreRefusedByNumber_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *text, const char *said) {
        QTest::newRow(QByteArray(text).simplified().constData())
            << QByteArray(text) << QString::fromLatin1(said);
    };
    row("port = 0\n= 5\n", "line 2: no option; a line is \"name = value\"");
    row("# x\n\nconfig = other\n", "line 3: no option; a line is \"name = value\"");
    row("--port = 0\n", "line 1: no option; a line is \"name = value\"");
    row("port = 0\nnonsense = 1\n", "line 2: \"nonsense\" is no option");
    row("port = 0\nhelp\n", "line 2: this is no option");
    row("\nport\n", "line 2: --port: a value is needed");
    row("headless = yes\n", "line 1: --headless: write true or false");
    row("# a\n\nnode = n\nport = x\nport = y\n",
        "line 4: --port: \"x\" is no number from 0 to 65535");
    row("broker-prefix=x:\nbroker = redis://bob@host\n",
        "line 2: --broker: a user needs a password");
}

void TestConfigFile::wrongLinesAreRefusedByNumber()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, said);
    const auto line = parse(text);
    QVERIFY(!line.ok());
    const QString refusal = line.error().text();
    QVERIFY2(refusal.startsWith(m_folder.filePath(u"options.conf"_s) + u", "_s + said),
             qPrintable(refusal));
}

void TestConfigFile::theCommandLineGoesBeforeIt()
{
    const auto line = parse("names = Jack\nport = x\nallow-host = one.example\nheadless = true\n",
                            {u"--port=1"_s, u"--allow-host=two.example"_s});
    QVERIFY2(line, qPrintable(line ? QString() : line.error().text()));
    QCOMPARE(line->options.port, 1);
    QCOMPARE(line->options.allowHosts.size(), 1);
    QCOMPARE(line->options.allowHosts.constFirst().text(), u"two.example"_s);
    QCOMPARE(line->options.names.constFirst().text(), u"Jack"_s);
    QVERIFY(line->headless);
}

void TestConfigFile::switchesHaveValues_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("isHeadless");
    QTest::newRow("true") << QByteArray("headless = true") << true;
    QTest::newRow("false") << QByteArray("headless=false") << false;
    QTest::newRow("alone") << QByteArray("headless") << true;
}

void TestConfigFile::switchesHaveValues()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, isHeadless);
    const auto read = parse(line + '\n');
    QVERIFY(read.ok());
    QCOMPARE(read->headless, isHeadless);
}

void TestConfigFile::isReadAsUtf8_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said"); // empty: it can be read
    QTest::newRow("with a mark") << QByteArray("\xef\xbb\xbfnames = \xe6\x9d\x8e\r\n") << QString();
    for (const char *rest : {"\n", "", "\nport = 0\n"})
        QTest::addRow("not UTF-8, then %s", QByteArray(rest).simplified().constData())
            << QByteArray("# good\nport = 0\nnames = \xc0\xee") + rest
            << u", line 3: this is not UTF-8"_s;
    QTest::newRow("cut within a character") << QByteArray("names = \xe6\x9d") << u", line 1: "_s;
}

void TestConfigFile::isReadAsUtf8()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, said);
    const auto line = parse(text);
    QCOMPARE(line.ok(), said.isEmpty());
    if (line)
        QCOMPARE(line->options.names.constFirst().text(), u"李"_s);
    else
        QVERIFY2(line.error().text().contains(said), qPrintable(line.error().text()));
}

void TestConfigFile::isReadWithCommentsAndBlanks()
{
    const auto line
        = parse("# a comment\n\nnames = Jack, Rose\n  body-bytes-max=10\r\n\theadless\n");
    QVERIFY(line.ok());
    QCOMPARE(line->options.names.size(), 2);
    QCOMPARE(line->options.limits.bodyBytesMax, 10);
    QVERIFY(line->headless);
}

void TestConfigFile::noSecretIsSaid_data()
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

void TestConfigFile::noSecretIsSaid()
{
    QFETCH(QByteArray, line);
    const auto read = parse("port = 0\n" + line + '\n');
    QVERIFY(!read.ok());
    const QString refusal = read.error().text();
    QVERIFY2(refusal.contains(u"line 2: "_s) && !refusal.contains(u'\n'), qPrintable(refusal));
    QVERIFY2(!refusal.contains(u"hunter2"_s), qPrintable(refusal));
}

void TestConfigFile::withASecretItIsPrivate_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isForAll");
    QTest::addColumn<bool>("warns");
    const QByteArray secret("broker = redis://:pw@127.0.0.1:1\n");
    QTest::newRow("secret, for all") << secret << true << true;
    QTest::newRow("secret, private") << secret << false << false;
    QTest::newRow("no secret") << QByteArray("broker = redis://127.0.0.1:1\n") << true << false;
    QTest::newRow("no broker") << QByteArray("names = Bob\n") << true << false;
}

void TestConfigFile::withASecretItIsPrivate()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isForAll);
    QFETCH(bool, warns);
    const QString path = write(text, isForAll);
    const auto line = parseCommandLine({u"pushpoint"_s, u"--config"_s, path});
    QVERIFY(line.ok());
    const QString warning = u"everybody can read %1, which holds a password; chmod o-r"_s.arg(path);
    QCOMPARE(line->warnings, warns ? QStringList{warning} : QStringList());
}

void TestConfigFile::aPasswordFileIsOneLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("one line") << QByteArray("hunter2\r\n") << true;
    QTest::newRow("empty") << QByteArray("\n") << false;
    QTest::newRow("two lines") << QByteArray("hunter2\nhunter3\n") << false;
    QTest::newRow("endless") << QByteArray(100'000, 'x') << false;
}

void TestConfigFile::aPasswordFileIsOneLine()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isGood);
    const QString path = write(text, true);
    // Which of the two comes first is all the same.
    for (const QStringList &arguments :
         {QStringList{u"--broker=redis://bob@127.0.0.1"_s, u"--broker-password-file="_s + path},
          QStringList{u"--broker-password-file="_s + path, u"--broker=redis://bob@127.0.0.1"_s}}) {
        const auto line = parseCommandLine(QStringList{u"pushpoint"_s} + arguments);
        QCOMPARE(line.ok(), isGood);
        if (line) {
            QVERIFY(line->options.broker && line->options.broker->hasPassword());
            QCOMPARE(line->warnings.size(), 1);
            continue;
        }
        const QString refusal = line.error().text();
        QCOMPARE(refusal,
                 u"--broker-password-file: \"%1\" is not one line with a password"_s.arg(path));
    }
}

void TestConfigFile::twoPasswordsAreOneTooMany()
{
    const auto line
        = parseCommandLine({u"pushpoint"_s, u"--broker"_s, u"redis://:hunter3@127.0.0.1"_s,
                            u"--broker-password-file"_s, write("hunter2\n")});
    QVERIFY(!line.ok());
    QCOMPARE(line.error().text(),
             u"--broker: it holds a password, and so does --broker-password-file"_s);
}

QTEST_GUILESS_MAIN(TestConfigFile)
#include "tst_config_file.moc"
