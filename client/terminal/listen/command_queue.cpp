#include "client/terminal/listen/command_queue.h"

#include "client/terminal/parts/console.h"

namespace pushpoint::client {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds killAfter = 2s;

} // namespace

CommandQueue::CommandQueue(const QStringList &command, const UserName &to, QObject *parent,
                           const CommandQueueBounds &bounds)
    : QObject(parent), m_command(command), m_to(to.text()), m_bounds(bounds)
{
    Q_ASSERT(!m_command.isEmpty());
    m_process.setProgram(m_command.constFirst());
    m_process.setArguments(m_command.sliced(1));
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    m_killTimer.setSingleShot(true);
    connect(&m_killTimer, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        // The other errors come before finished(), or are about a command that did not read all.
        if (error == QProcess::FailedToStart)
            onEnded(tr("cannot be started: %1").arg(m_process.errorString()));
    });
    connect(&m_process, &QProcess::finished, this, [this](int exitCode, QProcess::ExitStatus how) {
        if (how == QProcess::CrashExit)
            onEnded(tr("was ended by signal %1").arg(exitCode));
        else
            onEnded(exitCode == 0 ? QString() : tr("ended with %1").arg(exitCode));
    });
}

CommandQueue::~CommandQueue()
{
    m_process.disconnect(this);
}

void CommandQueue::add(const QString &from, const QByteArray &input)
{
    if (m_waiting.size() >= m_bounds.messagesMax
        || m_waitingBytes + input.size() > m_bounds.bytesMax) {
        ++m_dropped;
        if (m_dropped == 1) // the total is reported when there is room again
            tell(tr("%1 is too slow: messages are dropped").arg(m_command.constFirst()));
        return;
    }
    m_waiting.enqueue({from, input});
    m_waitingBytes += input.size();
    if (!m_isRunning)
        runNext();
}

void CommandQueue::stop()
{
    m_waiting.clear();
    m_waitingBytes = 0;
    if (!m_isRunning)
        return;
    m_process.terminate();
    m_killTimer.start(killAfter);
}

void CommandQueue::runNext()
{
    const Job job = m_waiting.dequeue();
    m_waitingBytes -= job.input.size();
    m_isRunning = true;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PUSHPOINT_FROM"_s, job.from);
    environment.insert(u"PUSHPOINT_TO"_s, m_to);
    m_process.setProcessEnvironment(environment);
    m_process.start();
    m_process.write(job.input);
    m_process.closeWriteChannel();
}

void CommandQueue::onEnded(const QString &failure)
{
    m_isRunning = false;
    m_killTimer.stop();
    if (!failure.isEmpty()) {
        ++m_failures;
        tell(u"%1 %2"_s.arg(m_command.constFirst(), failure));
    }
    tellDropped();
    if (m_waiting.isEmpty()) {
        Q_EMIT becameIdle();
        return;
    }
    // Not from here: we are in a signal of the process, and a failed start is reported at once, so
    // a thousand failures would be a thousand calls deep.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_isRunning && !m_waiting.isEmpty())
                runNext();
        },
        Qt::QueuedConnection);
}

void CommandQueue::tellDropped()
{
    const bool hasRoom = m_waiting.size() < m_bounds.messagesMax / 2;
    if (m_dropped == m_droppedTold || !hasRoom)
        return;
    tell(tr("%1 messages were dropped because %2 is too slow")
             .arg(m_dropped - m_droppedTold)
             .arg(m_command.constFirst()));
    m_droppedTold = m_dropped;
}

} // namespace pushpoint::client
