#include "client/settings/client_options.h"

#include <QCommandLineParser>
#include <QStandardPaths>

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

QList<Option> optionsOf(ClientOptions &options)
{
    return {
        serverOption(options.server),
        nameOption("name",
                   "Your name: messages for it arrive here. With a server or a name the window "
                   "opens for that account alone, without either for those of the last time.",
                   options.name),
        nameOption("to", "Whom to write to.", options.to),
        textOption("data-folder", "FOLDER", "Where history and unsent messages are kept.",
                   options.dataFolder),
    };
}

void describe(QCommandLineParser &parser, const QList<Option> &options)
{
    parser.setApplicationDescription(
        u"Chat by way of a Pushpoint server: write to a name, see what arrives for yours.\n"
        "\n"
        "Without a command it opens a window. Commands need none; each has its own --help:\n"
        "  send    sends a message, and says what became of it\n"
        "  listen  prints the messages for a name as they come, or runs a program for each\n"
        "  who     lists who is online"_s);
    addOptions(parser, options);
    parser.addOption({{u"h"_s, u"help"_s}, u"Show this help."_s});
    parser.addOption({{u"v"_s, u"version"_s}, u"Show the version."_s});
}

} // namespace

QString defaultDataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
}

Result<ClientCommand> parseClientCommand(const QStringList &arguments)
{
    ClientOptions options;
    const QList<Option> table = optionsOf(options);
    QCommandLineParser parser;
    describe(parser, table);
    if (!parser.parse(arguments))
        return badOption(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return badOption(u"\"%1\" is no command; there are send, listen and who, which come "
                         "before all options"_s.arg(parser.positionalArguments().constFirst()));
    const QList<GivenOption> given = givenOptions(parser, table);
    if (const auto wrong = readOptions(table, given))
        return badOption(*wrong);
    options.isAccountGiven = std::ranges::any_of(given, [](const GivenOption &option) {
        return option.name == "server"_L1 || option.name == "name"_L1;
    });
    const ClientAction action = parser.isSet(u"help"_s) ? ClientAction::ShowHelp
        : parser.isSet(u"version"_s)                    ? ClientAction::ShowVersion
                                                        : ClientAction::OpenWindow;
    return ClientCommand{action, options};
}

QStringList argumentsFor(const ClientOptions &options)
{
    QStringList arguments;
    if (options.isAccountGiven)
        arguments << u"--server=%1"_s.arg(options.server.text());
    if (options.name)
        arguments << u"--name=%1"_s.arg(options.name->text());
    if (options.to)
        arguments << u"--to=%1"_s.arg(options.to->text());
    return arguments;
}

QString clientHelpText()
{
    ClientOptions options;
    QCommandLineParser parser;
    describe(parser, optionsOf(options));
    return parser.helpText();
}

} // namespace pushpoint::client
