#pragma once

#include <QStringList>

namespace pushpoint::app {

/// `pushpoint cert create FOLDER [--host NAME]…`: makes cert.pem and key.pem there, of this
/// machine's names and addresses and of those that are named. Never overwrites.
/// @param arguments those behind "cert".
/// @return the exit code: 1 where a file stands in the way or cannot be written, 2 where the
/// arguments are of no use; one line says which.
int runCertCommand(const QStringList &arguments);

} // namespace pushpoint::app
