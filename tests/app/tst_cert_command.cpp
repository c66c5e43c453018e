#include "tests/app/program.h"

#include <QDir>
#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace pushpoint::kit;

/// `pushpoint cert create`, and the program that serves by what it has made.
class TestCertCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesWhatTheServerTakes();
    void neverOverwrites_data();
    void neverOverwrites();
    void saysHowItIsUsed_data();
    void saysHowItIsUsed();
    void aKeyThatOthersCanReadIsOneLine();
    void aHangUpReadsItAgain();

private:
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QStringList serving(const QString &folder)
    {
        return {u"--tls-cert"_s, folder + u"/cert.pem"_s, u"--tls-key"_s, folder + u"/key.pem"_s};
    }
    QString fresh(const QString &name) const
    {
        const QString folder = m_folder.filePath(name);
        const Ended ended = run({u"cert"_s, u"create"_s, folder});
        if (ended.exitCode != 0)
            qWarning("%s", ended.err.constData());
        return folder;
    }
    QTemporaryDir m_folder;
};

void TestCertCommand::makesWhatTheServerTakes()
{
    const QString folder = m_folder.filePath(u"a new/one"_s);
    const Ended ended = run({u"cert"_s, u"create"_s, folder, u"--host"_s, u"Box.example"_s,
                             u"--host"_s, u"192.0.2.7"_s, u"--host"_s, u"bücher.example"_s});
    QCOMPARE(ended.err, QByteArray());
    QCOMPARE(ended.exitCode, 0);
    QCOMPARE(QFile::permissions(folder + u"/key.pem"_s)
                 & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    const QSslCertificate made(contentOf(folder + u"/cert.pem"_s));
    QVERIFY(ended.out.contains(made.digest(QCryptographicHash::Sha256).toHex(':').toUpper()));
    QCOMPARE(made.subjectInfo(QSslCertificate::CommonName), QStringList(u"box.example"_s));
    const auto names = made.subjectAlternativeNames();
    for (const QString &name : {u"box.example"_s, u"xn--bcher-kva.example"_s, u"localhost"_s})
        QVERIFY2(names.contains(QSsl::DnsEntry, name), qPrintable(name));
    for (const QString &address : {u"192.0.2.7"_s, u"127.0.0.1"_s})
        QVERIFY2(names.contains(QSsl::IpAddressEntry, address), qPrintable(address));

    Running program(serving(folder));
    QVERIFY2(program.out().startsWith("listening on https://127.0.0.1:"), program.err());
    QSslSocket client; // trusts this certificate alone, and checks the name
    QSslConfiguration trusting = client.sslConfiguration();
    trusting.setCaCertificates({made});
    client.setSslConfiguration(trusting);
    client.connectToHostEncrypted(u"localhost"_s, program.port());
    QVERIFY2(client.waitForEncrypted(patienceMs), qPrintable(client.errorString()));
    client.write("GET /healthz HTTP/1.0\r\n\r\n");
    QByteArray answer;
    while (client.waitForReadyRead(patienceMs))
        answer += client.readAll();
    QVERIFY2(answer.endsWith("{\"status\":\"ok\"}"), answer.constData());
    QCOMPARE(program.endBy(SIGTERM), 0);
    QCOMPARE(program.err(), QByteArray());
}

void TestCertCommand::neverOverwrites_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("certificate") << u"cert.pem"_s;
    QTest::newRow("key") << u"key.pem"_s;
}

void TestCertCommand::neverOverwrites()
{
    QFETCH(QString, name);
    QTemporaryDir folder;
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    const Ended ended = run({u"cert"_s, u"create"_s, folder.path()});
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.complainsInOneLine(), ended.err.constData());
    QVERIFY2(ended.err.contains(name.toUtf8()), ended.err.constData());
    QCOMPARE(contentOf(file.fileName()), QByteArray("mine"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(name));
}

void TestCertCommand::saysHowItIsUsed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nothing") << QStringList() << QByteArray("usage: pushpoint cert create FOLDER");
    QTest::newRow("no folder") << QStringList{u"create"_s} << QByteArray("usage: ");
    QTest::newRow("another word") << QStringList{u"make"_s, u"x"_s} << QByteArray("usage: ");
    QTest::newRow("two folders") << QStringList{u"create"_s, u"x"_s, u"y"_s}
                                 << QByteArray("usage: ");
    QTest::newRow("an option") << QStringList{u"create"_s, u"x"_s, u"--nonsense"_s}
                               << QByteArray("nonsense");
    QTest::newRow("a host") << QStringList{u"create"_s, u"x"_s, u"--host"_s, u"a b"_s}
                            << QByteArray("--host: \"a b\" is no name and no address");
}

void TestCertCommand::saysHowItIsUsed()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    const Ended ended = run(QStringList{u"cert"_s} + arguments);
    QCOMPARE(ended.exitCode, 2);
    QVERIFY2(ended.complainsInOneLine(), ended.err.constData());
    QVERIFY2(ended.err.contains(said), ended.err.constData());
}

void TestCertCommand::aKeyThatOthersCanReadIsOneLine()
{
    const QString folder = fresh(u"readable"_s);
    QFile::setPermissions(folder + u"/key.pem"_s,
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    const Ended ended = run(QStringList{u"--headless"_s, u"--port"_s, u"0"_s} + serving(folder));
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.complainsInOneLine(), ended.err.constData());
    QVERIFY2(ended.err.contains("key.pem\" can be read by everybody"), ended.err.constData());
}

void TestCertCommand::aHangUpReadsItAgain()
{
    const QString folder = fresh(u"changing"_s);
    Running program(serving(folder));
    QVERIFY2(program.port() != 0, program.err());
    ::kill(pid_t(program.id()), SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(
        program.err().contains("SIGHUP: allow-host and allow-origin and tls-cert were read"),
        patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(program.err().contains("pushpoint.tls: now presents the certificate"),
                             patienceMs);
    QVERIFY(QFile::remove(folder + u"/key.pem"_s));
    ::kill(pid_t(program.id()), SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(
        program.err().contains("pushpoint.tls: the certificate stays as it was: cannot read"),
        patienceMs);
    QCOMPARE(program.endBy(SIGTERM), 0);
}

QTEST_GUILESS_MAIN(TestCertCommand)
#include "tst_cert_command.moc"
