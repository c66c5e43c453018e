#pragma once

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

/// Ends a process as a power cut would: no signal that it could catch.
inline void killHard(QProcess &process)
{
    ::kill(pid_t(process.processId()), SIGKILL);
    process.waitForFinished(10'000);
}

/// The real server as a program of its own, that can be killed and started on the same port.
class ServerProcess
{
public:
    explicit ServerProcess(QString program) : m_program(std::move(program)) { }
    /// On the port of the last time, if there was one; true once it listens.
    bool start()
    {
        m_process.setStandardErrorFile(m_folder.filePath(QStringLiteral("log")));
        m_process.setStandardOutputFile(m_folder.filePath(QStringLiteral("out")));
        m_process.start(
            m_program,
            {QStringLiteral("--headless"), QStringLiteral("--port"), QString::number(m_port)});
        return QTest::qWaitFor([this] { return hasListened(); }, 20'000);
    }
    /// As an administrator does; false where it does not end well.
    bool stop()
    {
        m_process.terminate();
        return m_process.waitForFinished(20'000) && m_process.exitCode() == 0;
    }
    void kill() { killHard(m_process); }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    ~ServerProcess()
    {
        if (m_process.state() != QProcess::NotRunning)
            kill();
    }

private:
    bool hasListened()
    {
        static const QRegularExpression address(QStringLiteral("http://[^:\\s]+:(\\d+)"));
        for (const QString &which : {QStringLiteral("log"), QStringLiteral("out")}) {
            QFile said(m_folder.filePath(which));
            if (!said.open(QFile::ReadOnly))
                continue;
            const auto match = address.match(QString::fromUtf8(said.readAll()));
            if (match.hasMatch()) {
                m_port = match.captured(1).toUShort();
                return true;
            }
        }
        return false;
    }

    const QString m_program;
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};
