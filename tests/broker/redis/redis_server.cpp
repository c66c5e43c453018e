#include "tests/broker/redis/redis_server.h"

#include <QDeadlineTimer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <sys/prctl.h>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

namespace {

constexpr int patienceMs = 15'000;

QString program()
{
    return QStandardPaths::findExecutable(u"redis-server"_s);
}

} // namespace

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

void endWithUs(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

bool RedisServer::isInstalled()
{
    if (!program().isEmpty())
        return true;
    std::fprintf(stderr,
                 "skipped: redis-server is not installed (Debian's package of that name)\n");
    return false;
}

RedisServer::RedisServer(const QStringList &arguments) : m_arguments(arguments), m_port(freePort())
{
    if (!start())
        qFatal("redis-server did not start");
}

RedisServer::~RedisServer()
{
    stop();
}

QString RedisServer::url() const
{
    return u"redis://127.0.0.1:%1"_s.arg(m_port);
}

bool RedisServer::start()
{
    m_process = std::make_unique<QProcess>();
    endWithUs(*m_process);
    m_process->start(program(),
                     QStringList{u"--port"_s, QString::number(m_port), u"--bind"_s, u"127.0.0.1"_s,
                                 u"--dir"_s, m_folder.path(), u"--save"_s, QString(),
                                 u"--appendonly"_s, u"no"_s}
                         + m_arguments);
    return QTest::qWaitFor([this] { return !ask({"PING"}).isEmpty(); }, patienceMs);
}

void RedisServer::stop()
{
    if (!m_process)
        return;
    thaw();
    m_process->kill();
    m_process->waitForFinished();
    m_process.reset();
}

void RedisServer::freeze()
{
    ::kill(pid_t(m_process->processId()), SIGSTOP);
}

void RedisServer::thaw()
{
    ::kill(pid_t(m_process->processId()), SIGCONT);
}

QByteArray RedisServer::ask(const QList<QByteArray> &command)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    if (!socket.waitForConnected(patienceMs))
        return {};
    QByteArray bytes = '*' + QByteArray::number(command.size()) + "\r\n";
    for (const QByteArray &word : command)
        bytes += '$' + QByteArray::number(word.size()) + "\r\n" + word + "\r\n";
    // QUIT's answer tells that the other one is whole, whatever it looks like.
    socket.write(bytes + "*1\r\n$4\r\nQUIT\r\n");
    QByteArray said;
    while (socket.waitForReadyRead(patienceMs))
        said += socket.readAll();
    said += socket.readAll();
    return said;
}

bool RedisServer::waitUntilOld()
{
    return QTest::qWaitFor(
        [this] {
            const QByteArray info = ask({"INFO", "server"});
            const qsizetype at = info.indexOf("uptime_in_seconds:");
            return at >= 0 && info.mid(at + 18, 6).split('\r').first().toInt() >= 6;
        },
        patienceMs);
}

} // namespace pushpoint::kit
