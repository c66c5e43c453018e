#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// The built programs, as a user starts them: the server serves, the generator finds no fault.
class TestBenchSmoke : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_server.start(QStringLiteral(PUSHPOINT_PROGRAM), {u"--headless"_s, u"--port"_s, u"0"_s});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += m_server.readAllStandardOutput()).endsWith('\n'), 20000);
        const auto match = QRegularExpression(u"http://\\S+"_s).match(QString::fromUtf8(said));
        QVERIFY(match.hasMatch());
        m_url = match.captured();
    }

    void cleanupTestCase()
    {
        m_server.terminate();
        QVERIFY(m_server.waitForFinished(15000));
    }

    void everyPromisedMessageComesExactlyOnce_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("one in flight") << QStringList{};
        QTest::newRow("pipelined") << QStringList{u"--in-flight=8"_s};
        QTest::newRow("in batches") << QStringList{u"--batch=50"_s};
        QTest::newRow("many connections of a name")
            << QStringList{u"--receivers-names=2"_s, u"--connections-per-name=50"_s};
        QTest::newRow("large") << QStringList{u"--payload=60000"_s};
    }
    void everyPromisedMessageComesExactlyOnce()
    {
        QFETCH(QStringList, arguments);
        const QJsonObject told = bench(arguments + QStringList{u"--seconds=1"_s, u"--warm-up=0"_s});
        QVERIFY2(told["clean"_L1].toBool(), QJsonDocument(told).toJson().constData());
        QVERIFY(told["check"_L1]["expected"_L1].toInt() > 0);
        QVERIFY(told["load"_L1]["published"_L1].toInt() > 0);
        QVERIFY(told["load"_L1]["processor_s"_L1].toDouble() > 0);
    }

    void andByTls()
    {
        QTemporaryDir folder;
        QCOMPARE(QProcess::execute(QStringLiteral(PUSHPOINT_PROGRAM),
                                   {u"cert"_s, u"create"_s, folder.path()}),
                 0);
        QProcess server;
        server.start(QStringLiteral(PUSHPOINT_PROGRAM),
                     {u"--headless"_s, u"--port"_s, u"0"_s, u"--tls-cert"_s,
                      folder.filePath(u"cert.pem"_s), u"--tls-key"_s,
                      folder.filePath(u"key.pem"_s)});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += server.readAllStandardOutput()).endsWith('\n'), 20000);
        const auto match = QRegularExpression(u"https://\\S+"_s).match(QString::fromUtf8(said));
        const QJsonObject told
            = bench({u"--url"_s, match.captured(), u"--payload=60000"_s, u"--seconds=5"_s});
        QVERIFY2(told["clean"_L1].toBool(), QJsonDocument(told).toJson().constData());
        QVERIFY(told["load"_L1]["published"_L1].toInt() > 0);
        server.terminate();
        QVERIFY(server.waitForFinished(15000));
    }

    void tellsTheMemoryOfIdleConnections()
    {
        const QJsonObject told
            = bench({u"--idle"_s, u"--receivers-names=200"_s, u"--seconds=0.2"_s});
        QVERIFY(told["memory"_L1]["after_bytes"_L1].toDouble() > 0);
        QCOMPARE(told["open"_L1]["opened"_L1].toInt(), 200);
    }

    void refusesOtherMachinesUnlessAllowed()
    {
        QProcess generator;
        generator.start(QStringLiteral(PUSHPOINT_BENCH_PROGRAM), {u"--host=192.0.2.1"_s});
        QVERIFY(generator.waitForFinished());
        QCOMPARE(generator.exitCode(), 2);
        QVERIFY(generator.readAllStandardError().contains("--allow-remote"));
    }

    void printsWhatItHasWhenInterrupted()
    {
        QProcess generator;
        generator.start(QStringLiteral(PUSHPOINT_BENCH_PROGRAM),
                        {u"--url"_s, m_url, u"--seconds=60"_s, u"--warm-up=0"_s});
        QVERIFY(generator.waitForStarted());
        // Once another run on the same server is through, this one is on its way.
        const QJsonObject other = bench({u"--seconds=0.3"_s, u"--name-prefix=other-"_s});
        QVERIFY(other["clean"_L1].toBool());
        generator.terminate();
        QVERIFY(generator.waitForFinished());
        QCOMPARE(generator.exitCode(), 130);
        const QByteArray said = generator.readAllStandardOutput();
        QVERIFY2(said.contains("Published") && said.contains("Interrupted"), said.constData());
    }

private:
    QJsonObject bench(const QStringList &arguments)
    {
        QProcess generator;
        generator.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        generator.start(QStringLiteral(PUSHPOINT_BENCH_PROGRAM),
                        QStringList{u"--url"_s, m_url, u"--json"_s, u"--pid"_s,
                                    QString::number(m_server.processId())}
                            + arguments);
        generator.waitForFinished(60000);
        return QJsonDocument::fromJson(generator.readAllStandardOutput()).object();
    }

    QProcess m_server;
    QString m_url;
};

QTEST_GUILESS_MAIN(TestBenchSmoke)
#include "tst_bench_smoke.moc"
