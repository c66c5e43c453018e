#pragma once

#include "server/protocol/result.h"
#include "server/server_options.h"
#include "ui/ring/traffic_row.h"

#include <QString>
#include <QStringList>

namespace pushpoint {

/// What the program is asked to do. A value.
struct CommandLine
{
    enum class Wish { Serve, ShowHelp, ShowVersion };
    Wish wish = Wish::Serve;
    bool headless = false;
    ServerOptions options;
    TrafficBounds traffic; ///< what the window keeps
    QString helpText;      ///< for ShowHelp
    QStringList warnings;  ///< about what was read; one line each, for people
    QStringList arguments; ///< as given, to read all of it again
};

/// Reads the arguments (the program's own name first) and the file that `--config` names; what
/// stands on the command line goes before what stands in the file. Error: BadOption, with one line
/// for people.
Result<CommandLine> parseCommandLine(const QStringList &arguments);

} // namespace pushpoint
