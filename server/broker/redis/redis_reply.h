#pragma once

#include <QByteArray>

#include <optional>

struct redisReply;

namespace pushpoint::broker {

/// What a Redis said, looked at where hiredis keeps it: valid only within the callback that got it.
class RedisReply
{
public:
    explicit RedisReply(const redisReply &reply) : m_reply(reply) { }

    bool isError() const;
    /// A string, a status or an error as it came; empty for what is none.
    QByteArray text() const;
    /// The same without a copy.
    QByteArrayView view() const;
    /// A number, also where it came as text.
    std::optional<qint64> number() const;
    /// Elements of an array; 0 for what is none.
    int size() const;
    /// The index must be below size().
    RedisReply at(int index) const;

private:
    const redisReply &m_reply;
};

} // namespace pushpoint::broker
