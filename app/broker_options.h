#pragma once

#include "app/command_line.h"
#include "resources/options/option.h"

namespace pushpoint::app {

/// The options of the broker, whose password may be kept apart. No refusal holds a password.
QList<Option> brokerOptions(CommandLine &line);

/// Adds a warning where everybody on this computer can read the file.
void warnIfOthersCanRead(const QString &path, QStringList &warnings);

} // namespace pushpoint::app
