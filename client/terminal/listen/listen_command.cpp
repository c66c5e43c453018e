#include "client/terminal/listen/listen_command.h"

#include "client/terminal/parts/console.h"
#include "client/terminal/parts/exit_code.h"
#include "client/terminal/parts/message_line.h"
#include "client/terminal/parts/trust_file.h"
#include "client/terminal/parts/trust_words.h"
#include "client/transport/close_text.h"

namespace pushpoint::client {

using namespace Qt::StringLiterals;

ListenCommand::ListenCommand(const ListenOptions &options, QObject *parent)
    : TerminalCommand(parent), m_options(options),
      m_trust(options.server, trustFileFor(options.pin)),
      m_inbox(std::make_unique<Inbox>(options.server))
{
    useTrust(m_trust, m_options);
    m_inbox->setTrust(m_trust);
    connect(m_inbox.get(), &Inbox::stateChanged, this, &ListenCommand::onStateChanged);
    connect(m_inbox.get(), &Inbox::messageArrived, this,
            [this](const UserName &, const IncomingMessage &message) { onMessage(message); });
    if (!m_options.command.isEmpty()) {
        m_queue = std::make_unique<CommandQueue>(m_options.command, *m_options.name);
        connect(m_queue.get(), &CommandQueue::becameIdle, this, &ListenCommand::endOnceIdle);
    }
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, &ListenCommand::onTimeout);
}

void ListenCommand::start()
{
    if (m_options.timeout)
        m_timeout.start(*m_options.timeout);
    m_inbox->open(*m_options.name);
}

void ListenCommand::stop(int signalNumber)
{
    // Without a number to wait for, this is how listening ends.
    const int exitCode = m_options.count > 0 ? exitSignalBase + signalNumber : exitDone;
    if (m_queue && m_queue->waitingCount() > 0)
        tell(tr("%1 messages were not handled").arg(m_queue->waitingCount()));
    if (m_queue)
        m_queue->stop();
    endWith(exitCode);
}

void ListenCommand::onStateChanged(InboxState state)
{
    if (m_exitCode)
        return;
    const QString reason = m_inbox->endReason();
    switch (state) {
    case InboxState::Connected:
        m_wasConnected = true;
        m_toldReason.clear();
        return tell(
            tr("listening as %1 at %2").arg(m_options.name->text(), m_options.server.text()));
    case InboxState::Waiting:
        if (endIfHopeless(reason))
            return;
        if (std::exchange(m_toldReason, reason) != reason)
            tell(tr("%1; trying again").arg(escapedForTerminal(reason)));
        return;
    case InboxState::Stopped:
        tell(escapedForTerminal(reason));
        return endWith(exitRefused);
    case InboxState::Idle:
    case InboxState::Connecting:
        return;
    }
}

bool ListenCommand::endIfHopeless(const QString &reason)
{
    const InboxObstacle obstacle = m_inbox->obstacle();
    if (obstacle == InboxObstacle::UntrustedCertificate && m_trust.refusal()) {
        tell(untrustedAsText(*m_trust.refusal()));
        endWith(exitNoServer);
        return true;
    }
    // While a server is replaced, a proxy may well answer for it; but it has to have been one.
    if (obstacle == InboxObstacle::None || m_wasConnected)
        return false;
    const QString server = m_options.server.text();
    const QString why = escapedForTerminal(reason);
    if (obstacle == InboxObstacle::NoPushpoint)
        tell(tr("no Pushpoint server at %1: %2").arg(server, why));
    else if (obstacle == InboxObstacle::NoTls)
        tell(tr("no server at %1: %2").arg(server, withoutTlsText()));
    else
        tell(why);
    endWith(obstacle == InboxObstacle::NoTls ? exitNoServer : exitRefused);
    return true;
}

void ListenCommand::onMessage(const IncomingMessage &message)
{
    if (m_exitCode)
        return; // came along with the last one
    ++m_taken;
    const bool isJson = m_options.format == OutputFormat::Json;
    if (m_queue)
        m_queue->add(message.from, isJson ? messageAsJson(message) + '\n' : message.text.toUtf8());
    else
        printLine(isJson ? messageAsJson(message) : messageAsText(message));
    if (m_options.count > 0 && m_taken >= m_options.count)
        endWith(exitDone);
}

void ListenCommand::onTimeout()
{
    if (!m_wasConnected) {
        tell(tr("no server at %1").arg(m_options.server.text()));
        return endWith(exitNoServer);
    }
    endWith(m_options.count > 0 ? exitTimedOut : exitDone);
}

void ListenCommand::endWith(int exitCode)
{
    m_timeout.stop();
    m_exitCode = exitCode;
    endOnceIdle();
}

void ListenCommand::endOnceIdle()
{
    if (!m_exitCode || (m_queue && !m_queue->isIdle()))
        return;
    const bool hasFailed = m_queue && m_queue->failureCount() > 0 && *m_exitCode == exitDone;
    Q_EMIT finished(hasFailed && m_options.count > 0 ? exitFailed : *m_exitCode);
}

} // namespace pushpoint::client
