#include "tests/cluster/node_process.h"

#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

NodeProcess::NodeProcess(const QString &brokerUrl, const QString &name,
                         const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral(PUSHPOINT_PROGRAM),
                    QStringList{u"--headless"_s, u"--port"_s, u"0"_s, u"--broker"_s, brokerUrl,
                                u"--node"_s, name}
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
    m_process.kill();
    m_process.waitForFinished();
}

bool NodeProcess::endCleanly()
{
    m_process.terminate();
    return QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, 15'000)
        && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}

void NodeProcess::freeze()
{
    ::kill(pid_t(m_process.processId()), SIGSTOP);
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

bool NodeProcess::isSureInTime() const
{
    return QTest::qWaitFor([this] { return publish("nobody").status == 200; }, 20'000);
}

} // namespace pushpoint::kit
