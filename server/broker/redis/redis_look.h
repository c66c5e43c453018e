#pragma once

#include "server/broker/redis/redis_reply.h"

#include <QList>

namespace pushpoint::broker {

/// What Redis showed of a name and of the nodes in one atomic look. A value.
struct RedisLook
{
    int receivers = 0;           ///< links that listen for the name
    QList<QByteArray> listening; ///< those of the asked nodes that have all their names
    QList<QByteArray> listed;    ///< the nodes that live, this one among them
};

/// The ids in a reply to ZRANGEBYSCORE on the list of nodes. Nothing where the reply cannot be
/// true: it is an error or no list, or this node is not in it, so that the list was lost.
std::optional<QList<QByteArray>> readNodeList(const RedisReply &reply, const QByteArray &ownId);

/// From EXEC's reply to PUBLISH, PUBSUB NUMSUB (the name's channel, then those of the asked nodes)
/// and ZRANGEBYSCORE. Nothing where any part of it is an error, missing, or cannot be true:
/// whatever it lacks might be the receiver's node.
std::optional<RedisLook> readLook(const RedisReply &reply, const QList<QByteArray> &asked,
                                  const QByteArray &ownId);

} // namespace pushpoint::broker
