#include "server/broker/redis/redis_reply.h"

#include "server/broker/redis/hiredis.h"

namespace pushpoint::broker {

bool RedisReply::isError() const
{
    return m_reply.type == REDIS_REPLY_ERROR;
}

QByteArray RedisReply::text() const
{
    return view().toByteArray();
}

QByteArrayView RedisReply::view() const
{
    const bool isText = m_reply.type == REDIS_REPLY_STRING || m_reply.type == REDIS_REPLY_STATUS
        || m_reply.type == REDIS_REPLY_ERROR;
    return isText ? QByteArrayView(m_reply.str, qsizetype(m_reply.len)) : QByteArrayView();
}

std::optional<qint64> RedisReply::number() const
{
    if (m_reply.type == REDIS_REPLY_INTEGER)
        return m_reply.integer;
    bool ok = false;
    const qint64 value = text().toLongLong(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

int RedisReply::size() const
{
    return m_reply.type == REDIS_REPLY_ARRAY ? int(m_reply.elements) : 0;
}

RedisReply RedisReply::at(int index) const
{
    Q_ASSERT(index >= 0 && index < size());
    return RedisReply(*m_reply.element[index]);
}

} // namespace pushpoint::broker
