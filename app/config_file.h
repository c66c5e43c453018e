#pragma once

#include "server/protocol/result.h"

#include <QList>
#include <QString>

namespace pushpoint {

/// A line of the file that says something.
struct ConfigLine
{
    int number = 0;   ///< from 1 on
    QString argument; ///< the command-line argument that says the same
};

/// Reads a file of `name = value` lines (a bare `name` for a switch, '#' begins a comment line).
/// Error: BadOption, with file and line.
Result<QList<ConfigLine>> readConfigFile(const QString &path);

} // namespace pushpoint
