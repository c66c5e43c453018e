#pragma once

namespace pushpoint::client {

/// True where the first argument is one of the commands that need no display.
bool isTerminalCommand(int argc, char **argv);

/// Runs it under a QCoreApplication of its own, so no other may have been made, and returns what
/// the process is to end with. Never makes a QGuiApplication, and so never loads a platform plugin.
int runTerminalCommand(int &argc, char **argv);

} // namespace pushpoint::client
