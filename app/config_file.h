#pragma once

#include "resources/options/option.h"
#include "server/protocol/result.h"

namespace pushpoint::app {

/// Reads a file of `name = value` lines (a bare `name` for a switch, '#' begins a comment line).
/// The names are those of `options`; the values are not looked at. Error: BadOption, with file and
/// line, and never with what may be a password.
Result<QList<GivenOption>> readConfigFile(const QString &path, const QList<Option> &options);

} // namespace pushpoint::app
