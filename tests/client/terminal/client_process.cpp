#include "tests/client/terminal/client_process.h"

#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 20'000;

} // namespace

ClientProcess::ClientProcess(const QString &server)
{
    // Nothing of the surroundings but the way to programs, and the sanitizers' options.
    const auto surroundings = QProcessEnvironment::systemEnvironment();
    for (const QString &name :
         {u"PATH"_s, u"ASAN_OPTIONS"_s, u"LSAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s}) {
        if (surroundings.contains(name))
            m_environment.insert(name, surroundings.value(name));
    }
    if (!server.isEmpty())
        m_environment.insert(u"PUSHPOINT_SERVER"_s, server);
    connect(&m_process, &QProcess::readyReadStandardOutput, this,
            [this] { m_out += m_process.readAllStandardOutput(); });
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { m_err += m_process.readAllStandardError(); });
}

ClientProcess::~ClientProcess()
{
    m_process.disconnect(this);
    if (isRunning()) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void ClientProcess::setVariable(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

void ClientProcess::start(const QStringList &arguments, const QByteArray &input)
{
    m_process.setProcessEnvironment(m_environment);
    m_process.start(QStringLiteral(CLIENT_PROGRAM), arguments);
    m_process.write(input);
    m_process.closeWriteChannel();
}

void ClientProcess::raise(int signalNumber)
{
    ::kill(pid_t(m_process.processId()), signalNumber);
}

bool ClientProcess::waitForErr(const QByteArray &text)
{
    return QTest::qWaitFor([&] { return m_err.contains(text); }, patienceMs);
}

bool ClientProcess::waitForOutLines(int lines)
{
    return QTest::qWaitFor([&] { return m_out.count('\n') >= lines; }, patienceMs);
}

ClientEnding ClientProcess::end()
{
    if (!QTest::qWaitFor([this] { return !isRunning(); }, patienceMs)) {
        m_process.kill();
        m_process.waitForFinished();
    }
    return {m_process.exitCode(), m_process.exitStatus() == QProcess::CrashExit, m_out, m_err};
}

ClientEnding runClient(const QString &server, const QStringList &arguments, const QByteArray &input)
{
    ClientProcess client(server);
    client.start(arguments, input);
    return client.end();
}
