#include "tests/cluster/sentinel.h"

#include "tests/broker/redis/redis_server.h"
#include "tests/server/kit.h"

#include <QFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

Sentinel::Sentinel(quint16 masterPort, const QByteArray &password)
    : m_port(freePort()), m_password(password)
{
    // Debian's redis-sentinel is the same program by another name.
    const QString path = m_folder.filePath(u"sentinel.conf"_s);
    QFile file(path); // which it writes to, as well
    if (!file.open(QIODevice::WriteOnly))
        qFatal("the Sentinel's file cannot be written");
    file.write("bind 127.0.0.1\nport " + QByteArray::number(m_port) + "\ndir "
               + m_folder.path().toUtf8() + "\nsentinel monitor mymaster 127.0.0.1 "
               + QByteArray::number(masterPort)
               + " 1\nsentinel down-after-milliseconds mymaster 1000\n"
                 "sentinel failover-timeout mymaster 10000\n");
    if (!m_password.isEmpty())
        file.write("requirepass " + m_password + '\n');
    file.close();
    m_process.start(QStandardPaths::findExecutable(u"redis-server"_s), {path, u"--sentinel"_s});
    if (!waitUntil([this] { return !ask({"PING"}).isEmpty(); }))
        qFatal("the Sentinel did not start");
}

Sentinel::~Sentinel()
{
    m_process.kill();
    m_process.waitForFinished();
}

QByteArray Sentinel::ask(const QList<QByteArray> &command) const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    if (!socket.waitForConnected(patienceMs))
        return {};
    // A Sentinel does not know QUIT. PING's answer tells that the other one is whole.
    const QByteArray end = "+PONG\r\n";
    if (!m_password.isEmpty())
        socket.write("AUTH " + m_password + "\r\n");
    socket.write(command.join(' ') + "\r\nPING\r\n");
    QByteArray said;
    while (!said.endsWith(end) && socket.waitForReadyRead(patienceMs))
        said += socket.readAll();
    if (!m_password.isEmpty() && said.startsWith("+OK\r\n"))
        said.remove(0, 5);
    return said.chopped(said.endsWith(end) ? end.size() : said.size());
}

bool Sentinel::waitUntilKnows(quint16 replicaPort) const
{
    return waitUntil([&] {
        const QByteArray said = ask({"SENTINEL", "REPLICAS", "mymaster"});
        return said.contains("\r\n" + QByteArray::number(replicaPort) + "\r\n")
            && said.contains("\r\nmaster-link-status\r\n$2\r\nok\r\n")
            && said.contains("\r\nflags\r\n$5\r\nslave\r\n");
    });
}

} // namespace pushpoint::kit
