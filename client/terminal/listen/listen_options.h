#pragma once

#include "client/terminal/parts/command_options.h"

namespace pushpoint::client {

/// What `listen` was asked for. A value.
struct ListenOptions : CommonOptions
{
    std::optional<UserName> name; ///< whose messages; always there, but for help
    QStringList command;          ///< run for each message, the program first; empty: print it
    int count = 0;                ///< ends after so many messages; 0: it does not
    std::optional<std::chrono::milliseconds> timeout; ///< ends after so long
};

/// As readSendOptions().
Result<ListenOptions> readListenOptions(const QStringList &arguments);

} // namespace pushpoint::client
