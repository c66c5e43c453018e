#include "client/terminal/who/who_command.h"

#include "client/terminal/parts/console.h"
#include "client/terminal/parts/exit_code.h"
#include "client/terminal/parts/message_line.h"
#include "client/terminal/parts/trust_file.h"
#include "server/protocol/json/json_text.h"

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

WhoCommand::WhoCommand(const WhoOptions &options, QObject *parent)
    : TerminalCommand(parent), m_options(options),
      m_trust(options.server, trustFileFor(options.pin)), m_presence(options.server)
{
    useTrust(m_trust, m_options);
    m_presence.setTrust(m_trust);
    m_timer.setSingleShot(true);
    m_timer.setInterval(m_options.interval);
    connect(&m_timer, &QTimer::timeout, &m_presence, &Presence::ask);
    connect(&m_presence, &Presence::answered, this, &WhoCommand::onAnswered);
    connect(&m_presence, &Presence::failed, this, &WhoCommand::onFailed);
}

void WhoCommand::start()
{
    m_presence.ask();
}

void WhoCommand::stop(int signalNumber)
{
    m_timer.stop();
    // Who watches ends in no other way.
    Q_EMIT finished(m_options.isWatching ? exitDone : exitSignalBase + signalNumber);
}

void WhoCommand::onAnswered(const QList<RosterEntry> &online)
{
    if (!m_options.isWatching) {
        for (const RosterEntry &entry : online)
            print(entry, 0, nullptr);
        Q_EMIT finished(exitDone);
        return;
    }
    m_wasAnswered = true;
    if (!std::exchange(m_problem, {}).isEmpty())
        tell(tr("the server answers again"));
    QHash<QString, int> now;
    for (const RosterEntry &entry : online)
        now.insert(entry.name, entry.connections);
    QStringList gone;
    for (auto it = m_known.cbegin(); it != m_known.cend(); ++it) {
        if (!now.contains(it.key()))
            gone.append(it.key());
    }
    std::sort(gone.begin(), gone.end());
    for (const QString &name : std::as_const(gone))
        print({name, 0}, '-', "offline");
    for (const RosterEntry &entry : online) {
        const int before = m_known.value(entry.name);
        if (before == 0)
            print(entry, '+', "online");
        else if (before != entry.connections)
            print(entry, '=', "connections");
    }
    m_known = now;
    m_timer.start();
}

QString WhoCommand::lineOf(const QString &problem, PresenceFailure failure) const
{
    const QString server = m_options.server.text();
    switch (failure) {
    case PresenceFailure::NoServer:
    case PresenceFailure::WithoutTls:
        return tr("no server at %1: %2").arg(server, escapedForTerminal(problem));
    case PresenceFailure::UntrustedCertificate:
        return problem;
    case PresenceFailure::NotNow:
    case PresenceFailure::Refused:
        break;
    case PresenceFailure::NoPushpoint:
        return tr("no Pushpoint server at %1: %2").arg(server, problem);
    }
    return u"%1: %2"_s.arg(server, problem);
}

void WhoCommand::onFailed(const QString &problem, PresenceFailure failure)
{
    const QString line = lineOf(problem, failure);
    // While a server is replaced, a proxy may well answer for it; but it has to have been one.
    const bool isHopeless = failure == PresenceFailure::UntrustedCertificate
        || failure == PresenceFailure::Refused
        || ((failure == PresenceFailure::NoPushpoint || failure == PresenceFailure::WithoutTls)
            && !m_wasAnswered);
    if (!m_options.isWatching || isHopeless) {
        tell(line);
        const bool hasAnswered = failure == PresenceFailure::NotNow
            || failure == PresenceFailure::Refused || failure == PresenceFailure::NoPushpoint;
        Q_EMIT finished(hasAnswered ? exitRefused : exitNoServer);
        return;
    }
    if (std::exchange(m_problem, problem) != problem)
        tell(tr("%1; trying again").arg(line));
    m_timer.start();
}

void WhoCommand::print(const RosterEntry &entry, char mark, const char *event) const
{
    const QByteArray connections = QByteArray::number(entry.connections);
    if (m_options.format == OutputFormat::Text) {
        // A name has no control characters, so a tab in the line is ours.
        const QByteArray line = entry.name.toUtf8() + '\t' + connections;
        return printLine(event ? QByteArray(1, mark) + '\t' + line : line);
    }
    const QByteArray first = event ? QByteArray("\"event\":\"") + event + "\"," : QByteArray();
    printLine('{' + first + "\"name\":" + jsonQuoted(QStringView(entry.name))
              + ",\"connections\":" + connections + '}');
}

} // namespace pushpoint::client
