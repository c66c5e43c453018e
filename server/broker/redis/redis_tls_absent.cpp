#include "server/broker/redis/redis_tls.h"

// Built where hiredis comes without its TLS part, as in Debian 12.

namespace pushpoint::broker {

struct RedisTls::Session
{
};

RedisTls::RedisTls() = default;
RedisTls::~RedisTls() = default;

bool RedisTls::isAvailable()
{
    return false;
}

bool RedisTls::begin(redisContext &, const QString &, const RedisTlsFiles &)
{
    m_obstacle = QStringLiteral("this build's Redis library has no TLS");
    return false;
}

void RedisTls::forgetErrors() { }

std::optional<QString> RedisTls::reason() const
{
    return m_obstacle;
}

} // namespace pushpoint::broker
