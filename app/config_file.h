#pragma once

#include "server/protocol/result.h"

#include <QStringList>

namespace pushpoint {

/// Reads a file of `name = value` lines (a bare `name` for a switch, '#' begins a comment line) as
/// the command-line arguments that say the same. Error: BadOption, with file and line.
Result<QStringList> readConfigFile(const QString &path);

} // namespace pushpoint
