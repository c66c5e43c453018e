#pragma once

#include <QHostAddress>

namespace pushpoint::net {

/// The two addresses of a connection. A value.
struct ConnectionEnds
{
    QHostAddress local; ///< that was reached
    QHostAddress peer;  ///< who is at the other end: the client, or a proxy in front of it
    /// For somebody the proxy at the other end knows, but does not tell: the client may have
    /// written whatever comes, so no word of a proxy is in it.
    bool isForUnknown = false;
};

} // namespace pushpoint::net
