#pragma once

#include "app/command_line.h"
#include "server/protocol/result.h"

namespace pushpoint::app {

/// Reads the arguments (the program's own name first) and the file that `--config` names; what
/// stands on the command line goes before what stands in the file. Error: BadOption, with one line
/// for people.
Result<CommandLine> parseCommandLine(const QStringList &arguments);

} // namespace pushpoint::app
