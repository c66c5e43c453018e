#pragma once

#include "client/terminal/parts/option_reader.h"

namespace pushpoint {

/// What `listen` was asked for. A value.
struct ListenOptions
{
    ServerAddress server;
    std::optional<Fingerprint> pin; ///< the only certificate that it may have
    OutputFormat format;
    UserName name;
    QStringList command;      ///< run for each message, the program first; empty: print it
    std::optional<int> count; ///< ends after so many messages
    std::optional<std::chrono::milliseconds> timeout; ///< ends after so long
};

/// As readSendOptions().
Result<std::optional<ListenOptions>> readListenOptions(OptionReader &reader,
                                                       const QStringList &arguments);
OptionReader listenOptionReader();

} // namespace pushpoint
