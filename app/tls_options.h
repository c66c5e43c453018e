#pragma once

#include "app/command_line.h"
#include "resources/options/option.h"

namespace pushpoint::app {

/// What the server is encrypted by.
QList<Option> tlsOptions(CommandLine &line);

} // namespace pushpoint::app
