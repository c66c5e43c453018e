#pragma once

#include "resources/options/option.h"
#include "server/protocol/result.h"

#include <QString>
#include <QStringList>

namespace pushpoint::app {

enum AccessExit { accessDone = 0, accessFailed = 1, accessWrongOption = 2 };

/// A positional argument of a command.
struct CommandArgument
{
    QString name;
    QString syntax; ///< as the help's first line shows it
    QString text;
};

/// What a command is called, and does.
struct AccessCommand
{
    QString name;
    QString description;
    QList<CommandArgument> arguments;
    QString examples; ///< lines of a shell
};

/// What was read: either the help, or what is no option.
struct CommandLineRest
{
    QString help; ///< set where help is asked for: nothing else is read then
    QStringList arguments;
};

/// Reads a command line, the command's name first, into what the options are bound to. Error:
/// BadOption with a sentence.
Result<CommandLineRest> readCommand(const AccessCommand &command, const QList<Option> &options,
                                    const QStringList &arguments);

/// BadOption with this sentence.
Error badCommand(const QString &text);

/// Writes to standard output at once; false where it takes nothing, which is told then.
bool printOut(const QByteArray &text);

} // namespace pushpoint::app
