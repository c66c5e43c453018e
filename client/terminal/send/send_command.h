#pragma once

#include "client/terminal/parts/terminal_command.h"
#include "client/terminal/send/delivery_attempts.h"
#include "client/terminal/send/send_options.h"
#include "client/trust/server_trust.h"

#include <vector>

namespace pushpoint::client {

/// `send`: one message to each receiver at the same time, one line for each as soon as it is known
/// what became of it. What was delivered is told on standard output; what was not, on standard
/// error, so that a cron job whose output goes nowhere still tells of it; as JSON all of it goes to
/// standard output. Ends with the worst of what happened: no server, refused, offline, delivered.
class SendCommand : public TerminalCommand
{
    Q_OBJECT

public:
    SendCommand(const SendOptions &options, const QByteArray &contentJson,
                QObject *parent = nullptr);

    void start() override;
    void stop(int signalNumber) override;

private:
    void onFinished(const DeliveryAttempts &attempts);

    const SendOptions m_options;
    ServerTrust m_trust;
    MessageApi m_api;                           ///< one for all: each has a thread of its own
    std::vector<DeliveryAttempts *> m_attempts; ///< children
    int m_exitCode = 0;
};

} // namespace pushpoint::client
