#pragma once

#include <QStringList>

namespace pushpoint::app {

/// True where the first argument is `keys` or `token`. @param arguments the program first
bool isAccessCommand(const QStringList &arguments);

/// Runs it, and returns what the process is to end with: 0, 1 where it could not be done, 2 where
/// the command line is wrong. Needs no application object.
int runAccessCommand(const QStringList &arguments);

} // namespace pushpoint::app
