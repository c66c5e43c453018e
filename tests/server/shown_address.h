#pragma once

#include "tests/server/kit.h"

namespace pushpoint::kit {

/// The address by which the window shows the first connection, once there is one; empty: none came.
inline QString shownAddress(LiveServer &server)
{
    QString address;
    waitUntil([&] {
        server.server().requestConnections();
        const auto table = server.server().feed().takeConnections();
        if (table && !table->empty())
            address = table->front().address;
        return !address.isEmpty();
    });
    return address;
}

} // namespace pushpoint::kit
