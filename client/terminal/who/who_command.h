#pragma once

#include "client/terminal/parts/terminal_command.h"
#include "client/terminal/who/presence.h"
#include "client/terminal/who/who_options.h"
#include "client/trust/server_trust.h"

#include <QHash>
#include <QTimer>

namespace pushpoint::client {

/// `who`: prints who is online, and with --watch what changes from then on. While the server does
/// not answer nobody is said to have gone: nobody knows.
class WhoCommand : public TerminalCommand
{
    Q_OBJECT

public:
    explicit WhoCommand(const WhoOptions &options, QObject *parent = nullptr);

    void start() override;
    void stop(int signalNumber) override;

private:
    void onAnswered(const QList<RosterEntry> &online);
    void onFailed(const QString &problem, PresenceFailure failure);
    QString lineOf(const QString &problem, PresenceFailure failure) const;
    void print(const RosterEntry &entry, char mark, const char *event) const;

    const WhoOptions m_options;
    ServerTrust m_trust;
    Presence m_presence;
    QTimer m_timer;
    QHash<QString, int> m_known; ///< name → connections
    QString m_problem;           ///< told already
    bool m_wasAnswered = false;
};

} // namespace pushpoint::client
