#include "tests/cluster/node_process.h"

#include <QFile>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

NodeProcess::NodeProcess(const QString &broker, const QString &name, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(
        QStringLiteral(PUSHPOINT_PROGRAM),
        QStringList{u"--headless"_s, u"--port"_s, u"0"_s, u"--broker"_s, broker, u"--node"_s, name}
            + arguments);
    QByteArray out;
    const bool said = QTest::qWaitFor(
        [&] {
            out += m_process.readAllStandardOutput();
            return out.contains('\n');
        },
        patienceMs);
    if (!said)
        qFatal("the node did not start");
    m_port = quint16(out.trimmed().split(':').last().toUInt());
}

void NodeProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

bool NodeProcess::stop()
{
    m_process.terminate();
    return m_process.waitForFinished(patienceMs) && m_process.exitCode() == 0
        && m_process.exitStatus() == QProcess::NormalExit;
}

void NodeProcess::freeze()
{
    ::kill(pid_t(m_process.processId()), SIGSTOP);
    // The signal wakes one thread, which stops the others when it comes to run.
    const QString path = u"/proc/%1/stat"_s.arg(m_process.processId());
    const bool stopped = waitUntil([&path] {
        QFile stat(path);
        return stat.open(QIODevice::ReadOnly) && stat.readAll().contains(") T ");
    });
    if (!stopped)
        qFatal("the node did not freeze");
}

void NodeProcess::thaw()
{
    ::kill(pid_t(m_process.processId()), SIGCONT);
}

Reply NodeProcess::publish(const QByteArray &to, const QByteArray &contentJson) const
{
    RawClient client(m_port);
    return client.ask(post(
        "{\"from\":\"Bob\",\"to\":\"" + to + "\",\"content\":" + contentJson + "}", "?detail=1"));
}

QByteArray NodeProcess::verdict(const QByteArray &to) const
{
    const Reply reply = publish(to);
    if (reply.status == 503 && reply.word() == "cluster_unknown")
        return "unknown";
    if (reply.status != 200)
        return QByteArray::number(reply.status);
    return reply.json().value("succeed"_L1).toBool() ? "true" : "offline";
}

bool NodeProcess::waitUntilCertain() const
{
    return QTest::qWaitFor([this] { return verdict("nobody-at-all") == "offline"; }, 20'000);
}

} // namespace pushpoint::kit
