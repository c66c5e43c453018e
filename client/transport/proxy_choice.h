#pragma once

#include "server/protocol/result.h"

#include <QNetworkProxy>
#include <QString>

namespace pushpoint::client {

/// By which way servers are reached. A value.
struct ProxyChoice
{
    enum class Kind {
        System, ///< as the desktop says
        None,
        Given
    };
    Kind kind = Kind::System;
    /// Where given: "http://host:port" or "socks5://host:port", with "user:password@" where the
    /// proxy wants it.
    QString address;

    friend bool operator==(const ProxyChoice &, const ProxyChoice &) = default;
};

/// What an address of a proxy means. Error: BadOption with one sentence.
Result<QNetworkProxy> parseProxy(const QString &address);

/// All connections that begin after this go that way. An address that means nothing is as none.
void useProxy(const ProxyChoice &choice);

} // namespace pushpoint::client
