#pragma once

#include "client/transport/roster.h"

#include <QObject>

namespace pushpoint::client {

enum class PresenceFailure {
    NoServer,
    WithoutTls,           ///< no server for https
    UntrustedCertificate, ///< nothing was asked
    NotNow,               ///< a server, or a proxy in front of one, that cannot at the moment
    Refused,              ///< a Pushpoint server that does not tell this
    NoPushpoint,          ///< something else answered
};

/// Asks the server for everybody who is online, page by page. Lives on the thread that made it;
/// owned by the command. Never asks by itself, and never two things at a time.
class Presence : public QObject
{
    Q_OBJECT

public:
    explicit Presence(const ServerAddress &server, QObject *parent = nullptr);

    /// As RestApi::setTrust().
    void setTrust(ServerTrust &trust) { m_api.setTrust(trust); }
    /// Asks from the beginning; nothing while it is asking. Answered by one of the signals.
    void ask();

Q_SIGNALS:
    /// In the server's order. Who comes or goes while the pages are read may be in it or not.
    void answered(const QList<pushpoint::client::RosterEntry> &online);
    void failed(const QString &problem, pushpoint::client::PresenceFailure failure);

private:
    void askPage();
    void onPage(const RestAnswer &answer);

    const ServerAddress m_server;
    RestApi m_api;
    bool m_isAsking = false;
    QList<RosterEntry> m_online;
};

} // namespace pushpoint::client
