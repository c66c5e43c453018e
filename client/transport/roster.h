#pragma once

#include "client/address/server_address.h"
#include "client/transport/rest_api.h"

#include <QObject>
#include <QTimer>

namespace pushpoint::client {

/// A name that one can be or write to.
struct RosterEntry
{
    QString name;
    int connections = 0; ///< open now; 0: offline

    friend bool operator==(const RosterEntry &, const RosterEntry &) = default;
};

/// Asks the server, again and again, which names it offers and who is connected. Lives on the
/// thread that made it; owned by an account. Never more than one question of a kind at a time.
class Roster : public QObject
{
    Q_OBJECT

public:
    explicit Roster(const ServerAddress &server, QObject *parent = nullptr);

    /// As RestApi::setTrust().
    void setTrust(ServerTrust &trust) { m_api.setTrust(trust); }
    /// Asks now, or once more when the answer that is on its way has come; and from then on at an
    /// interval.
    void refresh();

    /// Why the server could not be asked last time, for people; empty where it could.
    QString problem() const { return m_problem; }

Q_SIGNALS:
    /// The offered names in the server's order, then all others who are connected. After a problem
    /// nobody counts as connected.
    void refreshed(const QList<pushpoint::client::RosterEntry> &entries);
    void problemChanged(const QString &problem);

private:
    void askNames();
    void askConnections();
    void fail(const QString &problem);
    void finish(const QString &problem, const QList<RosterEntry> &entries);

    const ServerAddress m_server;
    RestApi m_api;
    QTimer m_timer;
    bool m_isAsking = false;
    bool m_isOutdated = false; ///< asked for again while the answer was on its way
    QStringList m_names;
    QString m_problem;
};

/// Reads GET /rest/names, `["Bob",…]`; what is no name is left out.
QStringList parseNames(const QByteArray &json);
/// Reads GET /rest/connections, `[{"name","connections"},…]`; what is none of these is left out.
QList<RosterEntry> parseConnections(const QByteArray &json);
/// The offered names in their order, then the other connected ones by name.
QList<RosterEntry> mergeRoster(const QStringList &offered, const QList<RosterEntry> &connected);

} // namespace pushpoint::client
