#pragma once

#include "server/protocol/error.h"
#include "server/traffic/traffic_totals.h"

#include <chrono>

namespace pushpoint::net {

/// Somebody has used up a share. A value.
struct Limited
{
    Share share;
    std::chrono::seconds retryAfter; ///< from then on there is room for the same; at least 1

    /// What they are told.
    Error toError() const;
    /// "--name-publishes-per-second-max"
    QByteArray option() const;
};

} // namespace pushpoint::net
