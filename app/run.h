#pragma once

#include "app/command_line.h"

namespace pushpoint::app {

/// Serves without a window until it is told to stop; needs a QCoreApplication. Returns the exit
/// code.
int runHeadless(CommandLine line);

/// Serves with the admin window; needs a QApplication. Returns the exit code.
int runDesktop(CommandLine line);

} // namespace pushpoint::app
