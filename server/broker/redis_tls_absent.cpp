#include "server/broker/redis_tls.h"

// Built where hiredis comes without its TLS part, as in Debian 12.

namespace pushpoint {

struct RedisTls::Session
{
};

RedisTls::RedisTls() = default;
RedisTls::~RedisTls() = default;

bool RedisTls::isAvailable()
{
    return false;
}

std::optional<QString> RedisTls::begin(redisContext &, const QString &,
                                       const RedisAddress::TlsFiles &)
{
    return QStringLiteral("this build's Redis library has no TLS");
}

void RedisTls::forgetErrors() { }

std::optional<QString> RedisTls::reason() const
{
    return {};
}

} // namespace pushpoint
