#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

namespace pushpoint {

/// Where a Redis is, and who we are there. A value.
struct RedisAddress
{
    QString host;
    quint16 port = 6379;
    QByteArray user;     ///< empty: the default user
    QByteArray password; ///< empty: none is sent
    int database = 0;    ///< channels know no databases, but the list of nodes does
    bool tls = false;

    /// From `redis://[user:password@]host[:port][/db]`. Error: BadOption, with one line for people
    /// that never holds the password.
    static Result<RedisAddress> parse(const QString &url);
    /// For people and logs: without the password.
    QString text() const;
};

} // namespace pushpoint
