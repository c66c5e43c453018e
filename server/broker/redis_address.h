#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace pushpoint {

/// Where a Redis is, and who we are there. A value.
struct RedisAddress
{
    QString host;
    quint16 port = 6379;
    QByteArray user;     ///< empty: the default user
    QByteArray password; ///< empty: none is sent
    int database = 0;    ///< channels know no databases, but the list of nodes does
    struct Place
    {
        QString host;
        quint16 port = 0;
        friend bool operator==(const Place &, const Place &) = default;
    };
    std::vector<Place> sentinels; ///< who knows where it is, instead of host and port
    QByteArray masterName;        ///< by which they know it

    /// From `redis://[user:password@]host[:port][/db]`, or
    /// `redis+sentinel://[user:password@]host[:port][,host[:port]…]/master-name[/db]`, where user
    /// and password are those of the Redis. Error: BadOption, with one line for people that never
    /// holds the password.
    static Result<RedisAddress> parse(const QString &url);
    /// For people and logs: without the password.
    QString text() const;
};

} // namespace pushpoint
