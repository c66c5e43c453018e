#pragma once

#include "client/terminal/parts/terminal_command.h"
#include "client/terminal/send/delivery_attempts.h"
#include "client/terminal/send/send_options.h"
#include "client/trust/server_trust.h"

#include <vector>

namespace pushpoint::client {

/// `send`: posts one message to each receiver at the same time, and prints a line for each as soon
/// as its outcome is known: to standard output if it was delivered, else to standard error, so that
/// a cron job with its output thrown away still mails failures; as JSON all to standard output. The
/// exit status is the worst outcome, in this order: no server, refused, offline, delivered.
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
