#pragma once

#include "server/protocol/error.h"
#include "server/server_options.h"

#include <QCommandLineParser>
#include <QStringList>

#include <optional>

namespace pushpoint {

/// Reads the options of the broker, and its password from where it is kept apart. Error: BadOption;
/// no text holds a password.
std::optional<Error> readBroker(const QCommandLineParser &parser, ServerOptions &options,
                                QStringList &warnings);

/// True where this URL of a broker holds a password.
bool holdsPassword(const QString &brokerUrl);

/// Adds a warning where everybody on this computer can read the file.
void warnIfOthersCanRead(const QString &path, QStringList &warnings);

} // namespace pushpoint
