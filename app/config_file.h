#pragma once

#include "server/protocol/result.h"

#include <QList>
#include <QString>

#include <optional>

namespace pushpoint {

/// A line of the file that says something.
struct ConfigLine
{
    int number = 0;               ///< from 1 on
    QString name;                 ///< an option's, without dashes; it may be unknown
    std::optional<QString> value; ///< none: a bare name
};

/// Reads a file of `name = value` lines (a bare `name` for a switch, '#' begins a comment line).
/// Error: BadOption, with file and line, and never with what stands there.
Result<QList<ConfigLine>> readConfigFile(const QString &path);

} // namespace pushpoint
