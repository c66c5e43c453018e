#include "client/terminal/send/send_command.h"

#include "client/terminal/parts/console.h"
#include "client/terminal/parts/duration.h"
#include "client/terminal/parts/exit_code.h"
#include "client/terminal/parts/trust_file.h"

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

SendCommand::SendCommand(const SendOptions &options, const QByteArray &contentJson, QObject *parent)
    : TerminalCommand(parent), m_options(options),
      m_trust(options.server, trustFileFor(options.pin)), m_api(options.server)
{
    useTrust(m_trust, m_options);
    m_api.setTrust(m_trust);
    for (const UserName &to : m_options.to) {
        auto *attempts
            = new DeliveryAttempts(m_api, {m_options.from, to, contentJson, {}},
                                   m_options.wait.value_or(std::chrono::seconds(0)), this);
        m_attempts.push_back(attempts);
        connect(attempts, &DeliveryAttempts::finished, this,
                [this, attempts] { onFinished(*attempts); });
    }
}

void SendCommand::start()
{
    for (DeliveryAttempts *attempts : m_attempts)
        attempts->start();
}

void SendCommand::stop(int signalNumber)
{
    for (DeliveryAttempts *attempts : m_attempts) {
        if (attempts->isFinished())
            continue;
        attempts->giveUp();
        const SendReport &report = attempts->report();
        tell(tr("given up for %1 after %2").arg(report.to.text(), durationText(report.waited)));
    }
    Q_EMIT finished(exitSignalBase + signalNumber);
}

void SendCommand::onFinished(const DeliveryAttempts &attempts)
{
    const SendReport &report = attempts.report();
    if (m_options.format == OutputFormat::Json)
        printLine(reportAsJson(report));
    else if (report.result.outcome == SendOutcome::Delivered)
        printLine(reportAsText(report, m_options.server).toUtf8());
    else
        tell(reportAsText(report, m_options.server));
    m_exitCode
        = std::max(m_exitCode, exitCodeOf(report.result.outcome)); // they are in order of gravity
    if (std::all_of(m_attempts.cbegin(), m_attempts.cend(),
                    [](const DeliveryAttempts *each) { return each->isFinished(); }))
        Q_EMIT finished(m_exitCode);
}

} // namespace pushpoint::client
