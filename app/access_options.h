#pragma once

#include "app/command_line.h"
#include "resources/options/option.h"

namespace pushpoint::app {

/// The options of who may speak as whom. They are bound to the line.
QList<Option> accessOptions(CommandLine &line);

/// The keys of a file. Error: BadOption, in plain words, also where others can read a secret in it.
Result<access::KeySet> readKeys(const QString &path);
/// Error: BadOption.
Result<access::Revoked> readRevoked(const QString &path);

} // namespace pushpoint::app
