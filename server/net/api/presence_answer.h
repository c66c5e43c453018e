#pragma once

#include "server/broker/presence.h"
#include "server/net/http/http_message.h"

#include <QList>

namespace pushpoint::net {

/// The answers about who is connected, from what the nodes said: several nodes' counts of a name
/// are added up. `detailed` names each node and what it has. Where a node did not answer, the
/// header Pushpoint-Complete says false. Pure functions.
HttpReply presencePage(const broker::PresenceAnswer &answer, int limit, bool detailed);
/// Of one name; a HEAD for nobody is 404.
HttpReply presenceOf(const broker::PresenceAnswer &answer, const QByteArray &name, bool detailed,
                     bool isHead);

} // namespace pushpoint::net
