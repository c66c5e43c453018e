#include "tests/app/program.h"
#include "tests/app/written_file.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pushpoint::kit;

namespace {

QByteArray reload(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    socket.write("POST /admin/reload HTTP/1.0\r\n\r\n");
    while (socket.waitForReadyRead(patienceMs)) { }
    return socket.readAll();
}

QJsonObject optionsOf(const Running &program)
{
    const QByteArray answer = program.get("/admin/server");
    const QByteArray body = answer.sliced(answer.indexOf("\r\n\r\n") + 4);
    return QJsonDocument::fromJson(body).object()[u"options"_s].toObject();
}

} // namespace

/// The calls over HTTP that need the whole program behind them.
class TestProgramAdmin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reloadDoesWhatAHangUpDoes();
    void reloadOfAWrongFileChangesNothing();
    void theStateTellsTheOptions();
    void theStateHoldsNoPassword();

private:
    QTemporaryDir m_folder;
};

void TestProgramAdmin::reloadDoesWhatAHangUpDoes()
{
    const QString path = writtenFile(m_folder, u"a.conf"_s, "allow-host = one.example\n", false);
    Running program({u"--config"_s, path});
    QVERIFY2(program.port() != 0, program.err().constData());
    const auto answers = [&program](const char *host) {
        return program.get("/healthz", "Host: " + QByteArray(host) + "\r\n").contains(" 200 ");
    };
    QVERIFY(answers("one.example") && !answers("two.example"));
    writtenFile(m_folder, u"a.conf"_s, "allow-host = two.example\nnode = other\n", false);
    const QByteArray answer = reload(program.port());
    QVERIFY2(answer.contains(" 200 ")
                 && answer.endsWith("{\"read\":[\"allow-host\",\"allow-origin\"]}"),
             answer.constData());
    QVERIFY(!answers("one.example") && answers("two.example"));
    QTRY_VERIFY_WITH_TIMEOUT(
        program.err().contains("/admin/reload: allow-host and allow-origin were read again"),
        patienceMs);
    // Told is what holds: the name needs a restart.
    const QJsonObject options = optionsOf(program);
    QCOMPARE(options[u"allow-host"_s].toObject()[u"value"_s].toString(), u"two.example"_s);
    QCOMPARE(options[u"node"_s].toObject()[u"value"_s].toString(), u"pushpoint"_s);
}

void TestProgramAdmin::reloadOfAWrongFileChangesNothing()
{
    const QString path = writtenFile(m_folder, u"b.conf"_s, "allow-host = one.example\n", false);
    Running program({u"--config"_s, path});
    QVERIFY2(program.port() != 0, program.err().constData());
    writtenFile(m_folder, u"b.conf"_s, "allow-host = two.example\nallow-host = a b\n", false);
    const QByteArray answer = reload(program.port());
    QVERIFY2(answer.contains(" 500 ") && answer.contains("\"bad_option\"")
                 && answer.contains("b.conf, line 2: --allow-host"),
             answer.constData());
    QVERIFY(program.get("/healthz", "Host: one.example\r\n").contains(" 200 "));
    QVERIFY(program.get("/healthz", "Host: two.example\r\n").contains(" 421 "));
}

void TestProgramAdmin::theStateTellsTheOptions()
{
    Running program({u"--node"_s, u"Knoten 1"_s, u"--body-bytes-max"_s, u"1000"_s});
    QVERIFY2(program.port() != 0, program.err().constData());
    const QJsonObject options = optionsOf(program);
    QCOMPARE(options[u"node"_s].toObject(),
             (QJsonObject{{u"value"_s, u"Knoten 1"_s}, {u"default"_s, u"pushpoint"_s}}));
    QCOMPARE(options[u"body-bytes-max"_s].toObject(),
             (QJsonObject{{u"value"_s, u"1000"_s}, {u"default"_s, u"102400"_s}}));
    QCOMPARE(options[u"name-publishes-per-second-max"_s].toObject()[u"value"_s].toString(),
             u"auto"_s);
}

void TestProgramAdmin::theStateHoldsNoPassword()
{
    const QString file = writtenFile(m_folder, u"password"_s, "hunter3\n", false);
    for (const QStringList &arguments :
         {QStringList{u"--broker"_s, u"redis://bob:hunter2@127.0.0.1:1"_s},
          QStringList{u"--broker"_s, u"redis://:hunter2@127.0.0.1:1/3"_s},
          QStringList{u"--broker"_s, u"redis://127.0.0.1:1"_s, u"--broker-password-file"_s,
                      file}}) {
        Running program(arguments);
        QVERIFY2(program.port() != 0, program.err().constData());
        const QByteArray answer = program.get("/admin/server");
        QVERIFY2(answer.contains(" 200 ") && answer.contains("redis://"), answer.constData());
        QVERIFY2(!answer.contains("hunter"), answer.constData());
    }
}

QTEST_GUILESS_MAIN(TestProgramAdmin)
#include "tst_program_admin.moc"
