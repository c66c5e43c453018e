#include "client/settings/client_options.h"

#include "client/address/server_option.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ClientOptions", text);
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        tr("Chat by way of a Pushpoint server: write to a name, see what arrives for yours.\n"
           "\n"
           "Without a command it opens a window. Commands need none; each has its own --help:\n"
           "  send    sends a message, and says what became of it\n"
           "  listen  prints the messages for a name as they come, or runs a program for each\n"
           "  who     lists who is online"));
    parser.addOptions({
        {u"server"_s,
         tr("The server's address (default: PUSHPOINT_SERVER, now %1).").arg(serverByDefault()),
         u"URL"_s},
        {u"name"_s,
         tr("Your name: messages for it arrive here. With a server or a name the window opens for "
            "that account alone, without either for those of the last time."),
         u"NAME"_s},
        {u"to"_s, tr("Whom to write to."), u"NAME"_s},
        {u"data-folder"_s,
         tr("Where history and unsent messages are kept (default: %1).").arg(defaultDataFolder()),
         u"FOLDER"_s, defaultDataFolder()},
        {{u"h"_s, u"help"_s}, tr("Show this help.")},
        {{u"v"_s, u"version"_s}, tr("Show the version.")},
    });
}

Error badOption(const QString &text)
{
    return {ErrorCode::BadOption, text};
}

// The name given by an option; absent where the option is.
Result<std::optional<UserName>> nameOption(const QCommandLineParser &parser, const QString &option)
{
    if (!parser.isSet(option))
        return std::optional<UserName>();
    const auto name = UserName::parse(QStringView(parser.value(option)));
    if (!name)
        return badOption(u"--%1: %2"_s.arg(option, name.error().text()));
    return std::optional<UserName>(*name);
}

} // namespace

QString defaultDataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
}

Result<ClientCommand> parseClientCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return badOption(parser.errorText());
    if (!parser.positionalArguments().isEmpty()) {
        return badOption(tr("\"%1\" is no command; there are send, listen and who, which come "
                            "before all options")
                             .arg(parser.positionalArguments().constFirst()));
    }
    const auto server = readServer(parser);
    if (!server)
        return server.error();
    const auto name = nameOption(parser, u"name"_s);
    if (!name)
        return name.error();
    const auto to = nameOption(parser, u"to"_s);
    if (!to)
        return to.error();
    const ClientAction action = parser.isSet(u"help"_s) ? ClientAction::ShowHelp
        : parser.isSet(u"version"_s)                    ? ClientAction::ShowVersion
                                                        : ClientAction::OpenWindow;
    const bool isAccountGiven = parser.isSet(u"server"_s) || parser.isSet(u"name"_s)
        || !qEnvironmentVariable("PUSHPOINT_SERVER").isEmpty();
    return ClientCommand{action,
                         {*server, isAccountGiven, *name, parser.value(u"data-folder"_s), *to}};
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
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

} // namespace pushpoint
