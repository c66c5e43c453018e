#pragma once

#include "client/terminal/option_reader.h"

namespace pushpoint {

/// What `who` was asked for. A value.
struct WhoOptions
{
    ServerAddress server;
    OutputFormat format;
    bool isWatching;                    ///< goes on, and prints what changes
    std::chrono::milliseconds interval; ///< between two questions while watching
};

/// As readSendOptions().
Result<std::optional<WhoOptions>> readWhoOptions(OptionReader &reader,
                                                 const QStringList &arguments);
OptionReader whoOptionReader();

} // namespace pushpoint
