#pragma once

#include "server/protocol/limits.h"
#include "server/protocol/told_option.h"
#include "server/traffic/traffic_totals.h"

#include <QByteArray>
#include <QList>

namespace pushpoint::net {

/// What GET /admin/server tells of the server itself. A value.
struct ServerState
{
    QByteArray node;
    qint64 uptimeSeconds = 0;
    bool isJoined = false; ///< to other nodes
    bool isStopping = false;
    TrafficTotals totals{};
};

/// All of it as a JSON object. Pure; any thread.
QByteArray serverStateJson(const ServerState &state, const Limits &limits,
                           const QList<ToldOption> &options);

} // namespace pushpoint::net
