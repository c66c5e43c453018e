#pragma once

#include "client/terminal/listen/command_queue.h"
#include "client/terminal/listen/listen_options.h"
#include "client/terminal/parts/terminal_command.h"
#include "client/transport/inbox.h"
#include "client/trust/server_trust.h"

#include <memory>

namespace pushpoint::client {

/// `listen`: receives for one name and prints each message, or runs a command for it. What happens
/// to the connection is reported on standard error.
class ListenCommand : public TerminalCommand
{
    Q_OBJECT

public:
    explicit ListenCommand(const ListenOptions &options, QObject *parent = nullptr);

    void start() override;
    void stop(int signalNumber) override;

private:
    void onStateChanged(InboxState state);
    /// Ends where another attempt would hardly fare better; true if so.
    bool endIfHopeless(const QString &reason);
    void onMessage(const IncomingMessage &message);
    void onTimeout();
    /// Takes no further message; what was taken is still handled.
    void endWith(int exitCode);
    void endOnceIdle();

    const ListenOptions m_options;
    ServerTrust m_trust;
    std::unique_ptr<Inbox> m_inbox;
    std::unique_ptr<CommandQueue> m_queue; ///< where there is a command
    QTimer m_timeout;
    int m_taken = 0;
    bool m_wasConnected = false;
    QString m_toldReason;
    std::optional<int> m_exitCode; ///< set: it ends with this
};

} // namespace pushpoint::client
