#pragma once

#include "client/address/address_options.h"
#include "client/trust/fingerprint.h"

#include <chrono>

namespace pushpoint::client {

class ServerTrust;

enum class OutputFormat { Text, Json };

/// The words of a command's help that no option bears.
struct CommandWords
{
    const char *name;        ///< of the command
    const char *description; ///< what it does, in sentences
    const char *examples;    ///< lines of a shell
    /// What it takes besides options; empty: nothing.
    const char *argument = "";
    const char *argumentSyntax = "";
    const char *argumentText = "";
};

/// What every command is asked. A value; the options of each command begin with it.
struct CommonOptions
{
    ServerAddress server = localServer();
    std::optional<Fingerprint> pin; ///< the only certificate that it may have
    QByteArray token;               ///< by which the server lets in; empty: none
    OutputFormat format = OutputFormat::Text;
    QString help; ///< set where help is asked for: nothing else is read then
};

/// What the server is trusted by, and what it trusts, as the options say.
void useTrust(ServerTrust &trust, const CommonOptions &options);

/// An option whose value is a duration, such as 30s.
Option durationOption(QAnyStringView name, QAnyStringView text,
                      std::function<void(std::chrono::milliseconds)> set);

/// Reads a command line, the command's name first, into the options of the command and the common
/// ones. Returns what is no option: nothing where help is asked for. Error: BadOption.
/// Needs a QCoreApplication.
Result<QStringList> readCommandOptions(const CommandWords &words, const QList<Option> &own,
                                       CommonOptions &common, const QStringList &arguments);

} // namespace pushpoint::client
