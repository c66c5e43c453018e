#pragma once

#include <QProcess>

/// How the client ended.
struct ClientEnding
{
    int exitCode = -1; ///< or the signal's number
    bool isSignal = false;
    QByteArray out;
    QByteArray err;
};

/// The client's program at work, as cron starts it: without a display, a terminal, or a locale. On
/// the test's thread; ended when destroyed.
class ClientProcess : public QObject
{
    Q_OBJECT

public:
    explicit ClientProcess(const QString &server);
    ~ClientProcess() override;

    QProcess &process() { return m_process; }
    void setVariable(const QString &name, const QString &value);
    void setFolder(const QString &folder) { m_process.setWorkingDirectory(folder); }

    void start(const QStringList &arguments, const QByteArray &input = {});
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Sends a signal such as SIGTERM.
    void raise(int signalNumber);
    /// What came so far.
    const QByteArray &out() const { return m_out; }
    const QByteArray &err() const { return m_err; }
    /// Waits until that stands in what came on standard error.
    bool waitForErr(const QByteArray &text);
    bool waitForOutLines(int lines);
    /// Waits for the end.
    ClientEnding end();

private:
    QProcess m_process;
    QProcessEnvironment m_environment;
    QByteArray m_out;
    QByteArray m_err;
};

/// Starts it and waits for its end.
ClientEnding runClient(const QString &server, const QStringList &arguments,
                       const QByteArray &input = {});
