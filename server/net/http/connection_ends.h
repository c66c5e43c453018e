#pragma once

#include <QHostAddress>

namespace pushpoint::net {

/// The two addresses of a connection. A value.
struct ConnectionEnds
{
    QHostAddress local; ///< that was reached
    QHostAddress peer;  ///< who is at the other end: the client, or a proxy in front of it
};

} // namespace pushpoint::net
