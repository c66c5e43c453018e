#include "server/broker/redis/redis_look.h"

namespace pushpoint::broker {

std::optional<QList<QByteArray>> readNodeList(const RedisReply &reply, const QByteArray &ownId)
{
    QList<QByteArray> listed;
    for (int i = 0; i < reply.size(); ++i)
        listed.append(reply.at(i).text());
    if (!listed.contains(ownId))
        return {};
    return listed;
}

std::optional<RedisLook> readLook(const RedisReply &reply, const QList<QByteArray> &asked,
                                  const QByteArray &ownId)
{
    if (reply.size() != 3 || !reply.at(0).number() || reply.at(1).size() != 2 + 2 * asked.size())
        return {};
    const RedisReply counts = reply.at(1);
    // Not PUBLISH's own count: that has pattern subscribers in it.
    const auto receivers = counts.at(1).number();
    auto listed = readNodeList(reply.at(2), ownId);
    if (!receivers || !listed)
        return {};
    RedisLook look{int(*receivers), {}, *std::move(listed)};
    for (int i = 0; i < asked.size(); ++i) {
        if (counts.at(2 * i + 3).number().value_or(0) > 0)
            look.listening.append(asked[i]);
    }
    return look;
}

} // namespace pushpoint::broker
