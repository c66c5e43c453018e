#include "server/broker/factory/broker_address.h"

#include "server/broker/redis/redis_broker.h"

namespace pushpoint::broker {

namespace {

std::unique_ptr<Broker> make(const RedisAddress &redis, const QByteArray &prefix,
                             const QByteArray &nodeName)
{
    return std::make_unique<RedisBroker>(redis, prefix, nodeName);
}

} // namespace

Result<BrokerAddress> BrokerAddress::parse(const QString &url, const QByteArray &password)
{
    auto redis = RedisAddress::parse(url, password);
    if (!redis)
        return redis.error();
    return BrokerAddress(std::move(redis).value());
}

bool BrokerAddress::hasPassword() const
{
    return std::visit([](const auto &address) { return address.hasPassword(); }, m_address);
}

bool BrokerAddress::holdsSecret() const
{
    return std::visit([](const auto &address) { return address.holdsSecret(); }, m_address);
}

QString BrokerAddress::text() const
{
    return std::visit([](const auto &address) { return address.text(); }, m_address);
}

std::unique_ptr<Broker> BrokerAddress::makeBroker(const QByteArray &prefix,
                                                  const QByteArray &nodeName) const
{
    return std::visit([&](const auto &address) { return make(address, prefix, nodeName); },
                      m_address);
}

} // namespace pushpoint::broker
