#pragma once

#include "client/terminal/parts/command_options.h"

namespace pushpoint::client {

/// What `who` was asked for. A value.
struct WhoOptions : CommonOptions
{
    bool isWatching = false;                   ///< goes on, and prints what changes
    std::chrono::milliseconds interval{2'000}; ///< between two questions while watching
};

/// As readSendOptions().
Result<WhoOptions> readWhoOptions(const QStringList &arguments);

} // namespace pushpoint::client
