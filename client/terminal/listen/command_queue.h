#pragma once

#include "server/protocol/user_name.h"

#include <QObject>
#include <QProcess>
#include <QQueue>
#include <QTimer>

namespace pushpoint::client {

/// How much may wait for a slow command. Beyond, what comes newly is dropped, and counted.
struct CommandQueueBounds
{
    qsizetype messagesMax = 1'000;
    qsizetype bytesMax = 32 * 1024 * 1024;
};

/// Runs a program once for each message, one at a time and in order, with the message on standard
/// input. The program is started with its arguments as they are: no shell reads them, and nothing
/// of a message ever becomes an argument. A failure is reported on standard error and does not keep
/// the next command from running. Lives on the thread that made it; owned by the command.
class CommandQueue : public QObject
{
    Q_OBJECT

public:
    /// `command`: the program, then its arguments. `to` becomes PUSHPOINT_TO.
    CommandQueue(const QStringList &command, const UserName &to, QObject *parent = nullptr,
                 const CommandQueueBounds &bounds = {});
    ~CommandQueue() override;

    /// Runs the command after all that came before; `from` becomes PUSHPOINT_FROM.
    void add(const QString &from, const QByteArray &input);
    /// Forgets what waits, and asks the running command to end, after a while in earnest.
    void stop();

    bool isIdle() const { return !m_isRunning && m_waiting.isEmpty(); }
    qsizetype waitingCount() const { return m_waiting.size(); }
    /// Commands that failed and messages that were dropped.
    qint64 failureCount() const { return m_failures + m_dropped; }

Q_SIGNALS:
    /// Nothing runs and nothing waits.
    void becameIdle();

private:
    struct Job
    {
        QString from;
        QByteArray input;
    };

    void runNext();
    void onEnded(const QString &failure);
    void tellDropped();

    const QStringList m_command;
    const QString m_to;
    const CommandQueueBounds m_bounds;
    QProcess m_process;
    QTimer m_killTimer;
    QQueue<Job> m_waiting;
    qsizetype m_waitingBytes = 0;
    bool m_isRunning = false;
    qint64 m_failures = 0;
    qint64 m_dropped = 0;
    qint64 m_droppedTold = 0;
};

} // namespace pushpoint::client
