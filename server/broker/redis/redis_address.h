#pragma once

#include "server/broker/redis/redis_tls.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace pushpoint::broker {

/// Where a Redis is, and who we are there. A value.
struct RedisAddress
{
    QString host;
    quint16 port = 6379;
    QByteArray user;     ///< empty: the default user
    QByteArray password; ///< empty: none is sent
    int database = 0;    ///< nodes of different ones do not hear each other
    struct Place
    {
        QString host;
        quint16 port = 0;
        friend bool operator==(const Place &, const Place &) = default;
    };
    std::vector<Place> sentinels; ///< who knows where it is, instead of host and port
    QByteArray masterName;        ///< by which they know it
    QByteArray sentinelUser;      ///< who we are to them; empty as above
    QByteArray sentinelPassword;
    bool isTls = false; ///< to the Redis and to the Sentinels
    RedisTlsFiles tlsFiles;

    /// From `redis://[user:password@]host[:port][/db]`, or
    /// `redis+sentinel://[user:password@]host[:port][,host[:port]…]/master-name[/db]`, where user
    /// and password are those of the Redis; with `rediss` in front for TLS. Behind '?' may stand
    /// `sentinel_username`, `sentinel_password`, `ssl_ca_certs`, `ssl_certfile` and `ssl_keyfile`,
    /// which are what redis-py calls them. Error: BadOption, with one line for people that never
    /// holds a password; also where this build has no TLS.
    /// @param password for a URL without one; empty: none
    static Result<RedisAddress> parse(const QString &url, const QByteArray &password = {});
    bool hasPassword() const { return !password.isEmpty(); }
    bool holdsSecret() const { return !password.isEmpty() || !sentinelPassword.isEmpty(); }
    /// For people and logs: without user and password.
    QString text() const;
};

} // namespace pushpoint::broker
