#pragma once

#include "client/terminal/parts/option_reader.h"

namespace pushpoint {

/// What `who` was asked for. A value.
struct WhoOptions
{
    ServerAddress server;
    std::optional<Fingerprint> pin; ///< the only certificate that it may have
    OutputFormat format;
    bool isWatching;                    ///< goes on, and prints what changes
    std::chrono::milliseconds interval; ///< between two questions while watching
};

/// As readSendOptions().
Result<std::optional<WhoOptions>> readWhoOptions(OptionReader &reader,
                                                 const QStringList &arguments);
OptionReader whoOptionReader();

} // namespace pushpoint
