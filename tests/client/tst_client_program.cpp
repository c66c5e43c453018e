#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Ending
{
    int exitCode = -1;
    bool isClean = false;
    QString out;
    QString err;
};

Ending runClient(const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QString::fromLocal8Bit(CLIENT_PROGRAM), arguments);
    if (!process.waitForFinished(20'000))
        process.kill();
    return {process.exitCode(), process.exitStatus() == QProcess::NormalExit,
            QString::fromLocal8Bit(process.readAllStandardOutput()),
            QString::fromLocal8Bit(process.readAllStandardError())};
}

QProcessEnvironment withoutDisplay()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s})
        environment.remove(name);
    return environment;
}

} // namespace

class TestClientProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badOptionIsOneLineAndExitCodeTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("word");
        QTest::newRow("unknown") << QStringList{u"--nmae"_s, u"Bob"_s} << u"nmae"_s;
        QTest::newRow("no value") << QStringList{u"--server"_s} << u"server"_s;
        QTest::newRow("bad server") << QStringList{u"--server"_s, u"ftp://x"_s} << u"ftp://x"_s;
        QTest::newRow("bad name") << QStringList{u"--name"_s, u""_s} << u"--name"_s;
        QTest::newRow("stray word") << QStringList{u"Bob"_s} << u"Bob"_s;
    }
    void badOptionIsOneLineAndExitCodeTwo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, word);
        const Ending ending = runClient(arguments, withoutDisplay());
        QVERIFY(ending.isClean);
        QCOMPARE(ending.exitCode, 2);
        QVERIFY2(ending.err.contains(word), qPrintable(ending.err));
        QCOMPARE(ending.err.count(u'\n'), 1);
        QVERIFY(ending.err.startsWith(u"pushpoint-client: "_s));
        QCOMPARE(ending.out, QString());
    }

    void helpAndVersionNeedNoDisplay()
    {
        const Ending help = runClient({u"--help"_s}, withoutDisplay());
        QVERIFY(help.isClean);
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.out.contains(u"--server"_s) && help.out.contains(u"--to"_s));
        const Ending version = runClient({u"--version"_s}, withoutDisplay());
        QVERIFY(version.isClean);
        QCOMPARE(version.exitCode, 0);
        QCOMPARE(version.out, u"pushpoint-client " PUSHPOINT_VERSION "\n"_s);
    }

    void saysThatThereIsNoDisplay()
    {
        const Ending ending = runClient({}, withoutDisplay());
        QVERIFY(ending.isClean);
        QCOMPARE(ending.exitCode, 1);
        QCOMPARE(ending.err.count(u'\n'), 1);
        QVERIFY2(ending.err.contains(u"DISPLAY"_s), qPrintable(ending.err));
    }

    void saysThatTheDisplayCannotBeOpened()
    {
        QProcessEnvironment environment = withoutDisplay();
        environment.insert(u"DISPLAY"_s, u"127.0.0.1:4242"_s); // nothing listens there
        const Ending ending = runClient({}, environment);
        QVERIFY(ending.isClean);
        QCOMPARE(ending.exitCode, 1);
        QCOMPARE(ending.err.count(u'\n'), 1);
        QVERIFY2(ending.err.contains(u"display"_s), qPrintable(ending.err));
    }
};

QTEST_GUILESS_MAIN(TestClientProgram)
#include "tst_client_program.moc"
