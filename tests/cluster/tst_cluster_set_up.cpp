#include "tests/broker/redis/redis_server.h"
#include "tests/cluster/node_process.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

/// The block of commands in docs/cluster.md that begins so.
QByteArray documentedCommands(const QByteArray &begin)
{
    QFile file(QStringLiteral(PUSHPOINT_SOURCE "/docs/cluster.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = file.readAll();
    const qsizetype at = text.indexOf("```\n" + begin) + 4;
    return at < 4 ? QByteArray() : text.mid(at, text.indexOf("```", at) - at);
}

/// What redis-cli says to these lines, pasted into it.
QByteArray pasted(quint16 port, const QByteArray &lines)
{
    QProcess client;
    client.start(u"redis-cli"_s, {u"-p"_s, QString::number(port)});
    client.write(lines);
    client.closeWriteChannel();
    return client.waitForFinished(patienceMs) ? client.readAll() : QByteArray();
}

bool isListening(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(patienceMs);
}

} // namespace

/// What an operator is told to do works as it is written.
class TestClusterSetUp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
    }

    void leastRightsAreEnough()
    {
        RedisServer redis;
        QByteArray commands = documentedCommands("ACL SETUSER pushpoint");
        const qsizetype count = commands.count('\n');
        QVERIFY(count > 0);
        const QByteArray said = pasted(redis.port(), commands.replace("PASSWORD", "secret"));
        QVERIFY2(said == QByteArray("OK\n").repeated(count), said);
        QVERIFY(redis.ask({"ACL", "SETUSER", "default", "-@all", "+acl", "+ping", "+quit"})
                    .startsWith("+OK"));
        const QString url = u"redis://pushpoint:secret@127.0.0.1:%1"_s.arg(redis.port());
        NodeProcess a(url, u"a"_s), b(url, u"b"_s);
        QVERIFY(a.waitUntilCertain() && b.waitUntilCertain());
        SocketClient alice(b.port(), "Alice");
        QVERIFY(alice.isOpenInTime());
        QCOMPARE(a.publish("Alice").json().value("node"_L1).toString(), u"b"_s);
        QVERIFY(alice.hasTextsInTime(1));
        QVERIFY(b.stop());
        QCOMPARE(a.publish("Alice").json().value("msg"_L1).toString(), u"对方不在线"_s);
        const QByteArray denied = redis.ask({"ACL", "LOG"});
        QVERIFY2(denied.startsWith("*0"), denied);
    }

    void wrongPasswordIsNamedAndNotFatal()
    {
        RedisServer redis({u"--requirepass"_s, u"right"_s});
        NodeProcess node(u"redis://:wrong@127.0.0.1:%1"_s.arg(redis.port()), u"a"_s);
        SocketClient alice(node.port(), "Alice");
        QVERIFY(alice.isOpenInTime());
        QCOMPARE(node.publish("Alice").json().value("succeed"_L1), QJsonValue(true));
        QCOMPARE(node.publish("Nobody").word(), "cluster_unknown");
    }

    // Two servers and their Redis by one command; its end is the end of all three and of no more.
    void oneCommandStartsAClusterAndEndsIt_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("TERM") << SIGTERM;
    }
    void oneCommandStartsAClusterAndEndsIt()
    {
        QFETCH(int, signal);
        RedisServer other;
        QProcess script;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PUSHPOINT_PROGRAM"_s, QStringLiteral(PUSHPOINT_PROGRAM));
        script.setProcessEnvironment(environment);
        script.start(QStringLiteral(PUSHPOINT_SOURCE "/packaging/run"),
                     {u"cluster"_s, u"--headless"_s});
        QByteArray out;
        const bool said = QTest::qWaitFor(
            [&] {
                out += script.readAllStandardOutput();
                return out.contains("Ctrl-C");
            },
            20'000);
        QVERIFY2(said, script.readAllStandardError());
        static const QRegularExpression address(u"^(?:one|two)  http://127\\.0\\.0\\.1:(\\d+)$"_s,
                                                QRegularExpression::MultilineOption);
        QList<quint16> ports;
        for (auto it = address.globalMatch(QString::fromUtf8(out)); it.hasNext();)
            ports.append(it.next().captured(1).toUShort());
        QCOMPARE(ports.size(), 2);
        static const QRegularExpression redisPort(u"redis-cli -p (\\d+)"_s);
        ports.append(redisPort.match(QString::fromUtf8(out)).captured(1).toUShort());

        SocketClient alice(ports[1], "Alice");
        QVERIFY(alice.isOpenInTime());
        QVERIFY(waitUntil([&] {
            return RawClient(ports[0])
                       .ask(post("{\"from\":\"Bob\",\"to\":\"Alice\",\"content\":1}"))
                       .body
                == "{\"succeed\":true}";
        }));
        QVERIFY(alice.hasTextsInTime(1));

        ::kill(pid_t(script.processId()), signal);
        QVERIFY(QTest::qWaitFor([&] { return script.state() == QProcess::NotRunning; }, 15'000));
        QCOMPARE(script.exitCode(), 0);
        for (const quint16 port : ports)
            QVERIFY(!isListening(port));
        QVERIFY(other.ask({"PING"}).startsWith("+PONG"));
    }
};

QTEST_GUILESS_MAIN(TestClusterSetUp)
#include "tst_cluster_set_up.moc"
