#include "tests/cluster/redis_apart.h"

#include "tests/broker/redis/redis_server.h"
#include "tests/server/kit.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QNetworkInterface>
#include <QRegularExpression>
#include <QStandardPaths>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

namespace {

constexpr int port = 6379;
constexpr int cables = 2;

bool run(const QString &command)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.startCommand(command);
    return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0;
}

// Short: an interface's name has fifteen characters at the most.
QString ownName()
{
    return u"pp%1"_s.arg(QCoreApplication::applicationPid());
}

void removeOf(const QString &name)
{
    for (int cable = 0; cable < cables; ++cable)
        run(u"ip link del %1n%2"_s.arg(name).arg(cable));
    run(u"ip netns del %1"_s.arg(name));
}

// A run that was killed could not take away its own, and every later one would be skipped for it.
void removeOfDeadRuns()
{
    static const QRegularExpression ours(u"^pp(\\d+)n0$"_s);
    const auto interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &interface : interfaces) {
        const auto match = ours.match(interface.name());
        if (match.hasMatch() && !QFileInfo::exists(u"/proc/"_s + match.captured(1)))
            removeOf(interface.name().chopped(2));
    }
}

QString address(int cable, bool isFar)
{
    return u"198.51.100.%1"_s.arg(4 * cable + (isFar ? 2 : 1));
}

} // namespace

QString RedisApart::whyNot()
{
    if (!RedisServer::isInstalled())
        return u"redis-server is not installed"_s;
    if (::geteuid() != 0)
        return u"only root may make network namespaces"_s;
    const QStringList folders{u"/usr/sbin"_s, u"/sbin"_s, u"/usr/bin"_s};
    if (QStandardPaths::findExecutable(u"ip"_s, folders).isEmpty())
        return u"ip is not installed (Debian's package iproute2)"_s;
    removeOfDeadRuns();
    // Whatever uses these addresses must not lose its way.
    const auto interfaces = QNetworkInterface::allAddresses();
    for (const QHostAddress &used : interfaces) {
        if (used.isInSubnet(QHostAddress(address(0, false)), 24))
            return u"this machine uses the addresses 198.51.100.0/24"_s;
    }
    const QString name = ownName();
    // Entering one mounts: not in a chroot whose / is no mount point, nor in most containers.
    QString why;
    if (!run(u"ip netns add %1"_s.arg(name)))
        why = u"this machine makes no network namespaces"_s;
    else if (!run(u"ip netns exec %1 true"_s.arg(name)))
        why = u"network namespaces cannot be entered here"_s;
    else if (!run(u"ip link add %1x type veth peer name %1y"_s.arg(name)))
        why = u"this machine makes no veth pairs"_s;
    run(u"ip link del %1x"_s.arg(name));
    run(u"ip netns del %1"_s.arg(name));
    return why;
}

RedisApart::RedisApart() : m_name(ownName())
{
    bool ok = run(u"ip netns add %1"_s.arg(m_name));
    for (int cable = 0; cable < cables; ++cable) {
        const QString near = u"%1n%2"_s.arg(m_name).arg(cable);
        ok = ok
            && run(u"ip link add %1 type veth peer name %2 netns %3"_s.arg(near, farEnd(cable),
                                                                           m_name))
            && run(u"ip addr add %1/30 dev %2"_s.arg(address(cable, false), near))
            && run(u"ip -n %1 addr add %2/30 dev %3"_s.arg(m_name, address(cable, true),
                                                           farEnd(cable)))
            && run(u"ip link set %1 up"_s.arg(near))
            && run(u"ip -n %1 link set %2 up"_s.arg(m_name, farEnd(cable)));
    }
    if (!ok) {
        remove();
        qFatal("the namespace could not be made");
    }
    endWithUs(m_redis);
    m_redis.start(u"ip"_s,
                  {u"netns"_s, u"exec"_s, m_name, u"redis-server"_s, u"--bind"_s, address(0, true),
                   address(1, true), u"--protected-mode"_s, u"no"_s, u"--dir"_s, m_folder.path(),
                   u"--save"_s, QString(), u"--appendonly"_s, u"no"_s});
    if (!waitUntil([this] { return answersOver(0) && answersOver(1); })) {
        remove();
        qFatal("redis-server did not start");
    }
}

RedisApart::~RedisApart()
{
    remove();
}

void RedisApart::remove()
{
    m_redis.kill(); // "ip netns exec" has become it
    m_redis.waitForFinished();
    removeOf(m_name);
}

QString RedisApart::farEnd(int cable) const
{
    return u"%1f%2"_s.arg(m_name).arg(cable);
}

QString RedisApart::url(int cable) const
{
    return u"redis://%1:%2"_s.arg(address(cable, true)).arg(port);
}

bool RedisApart::answersOver(int cable) const
{
    QTcpSocket socket;
    socket.connectToHost(address(cable, true), port);
    if (!socket.waitForConnected(500))
        return false;
    socket.write("PING\r\n");
    return socket.waitForReadyRead(500) && socket.readAll() == "+PONG\r\n";
}

// At the far end: the near one keeps its address and its route, and only loses the carrier.
void RedisApart::pull(int cable, bool isOut)
{
    const QString state = isOut ? u"down"_s : u"up"_s;
    if (!run(u"ip -n %1 link set %2 %3"_s.arg(m_name, farEnd(cable), state)))
        qFatal("the cable could not be pulled");
}

} // namespace pushpoint::kit
