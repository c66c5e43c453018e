#pragma once

#include "client/address/address_options.h"

#include <QStringList>

#include <optional>

namespace pushpoint::client {

/// Where the program keeps what it knows, unless --data-folder says otherwise.
QString defaultDataFolder();

/// What the program is started with. A value.
struct ClientOptions
{
    ServerAddress server = localServer();
    /// The server or the name were named, and not only what stands in for them: this run is for
    /// that account alone.
    bool isAccountGiven = false;
    std::optional<UserName> name;             ///< who the user is; absent: chosen in the window
    QString dataFolder = defaultDataFolder(); ///< for history and unsent messages
    std::optional<UserName> to; ///< whom the first message goes to; absent: chosen in the window
};

/// What a command line asks for.
enum class ClientAction { OpenWindow, ShowHelp, ShowVersion };
struct ClientCommand
{
    ClientAction action;
    ClientOptions options;
};

/// Reads a command line, the program's own name first. Error: BadOption with one sentence.
Result<ClientCommand> parseClientCommand(const QStringList &arguments);

/// The command line that asks for the same, without the program's name and the data folder: what a
/// second start hands over to the first. Nothing of the environment is needed to read it.
QStringList argumentsFor(const ClientOptions &options);

/// The text behind --help.
QString clientHelpText();

} // namespace pushpoint::client
