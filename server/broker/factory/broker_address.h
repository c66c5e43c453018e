#pragma once

#include "server/broker/redis/redis_address.h"

#include <memory>
#include <variant>

namespace pushpoint::broker {

class Broker;

/// Where the broker is that joins nodes, and who we are there, whatever kind of broker it is:
/// another kind is one more type here, and nobody outside of this room names any. A value.
class BrokerAddress
{
public:
    BrokerAddress(RedisAddress redis) : m_address(std::move(redis)) { }

    /// From a URL, see RedisAddress. Error: BadOption, with one line for people that never holds a
    /// password.
    /// @param password for a URL without one; empty: none
    static Result<BrokerAddress> parse(const QString &url, const QByteArray &password = {});

    /// The broker's own password is known.
    bool hasPassword() const;
    /// There is any password in it.
    bool holdsSecret() const;
    /// For people and logs: without user and password.
    QString text() const;

    /// A broker that is not yet started.
    /// @param prefix of all keys and channels
    std::unique_ptr<Broker> makeBroker(const QByteArray &prefix, const QByteArray &nodeName) const;

private:
    std::variant<RedisAddress> m_address;
};

} // namespace pushpoint::broker
