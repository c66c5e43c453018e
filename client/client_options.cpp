#include "client/client_options.h"

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

QString defaultDataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        tr("Chat by way of a Pushpoint server: write to a name, see what arrives for yours."));
    parser.addOptions({
        {u"server"_s, tr("The server's address (default: %1).").arg("http://127.0.0.1:3000"_L1),
         u"URL"_s, u"http://127.0.0.1:3000"_s},
        {u"name"_s, tr("Your name: messages for it arrive here."), u"NAME"_s},
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

Result<ClientCommand> parseClientCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return badOption(parser.errorText());
    if (!parser.positionalArguments().isEmpty()) {
        return badOption(
            tr("unexpected argument '%1'").arg(parser.positionalArguments().constFirst()));
    }
    const auto server = ServerAddress::parse(parser.value(u"server"_s));
    if (!server)
        return badOption(u"--server: "_s + server.error().text());
    const auto name = nameOption(parser, u"name"_s);
    if (!name)
        return name.error();
    const auto to = nameOption(parser, u"to"_s);
    if (!to)
        return to.error();
    const ClientAction action = parser.isSet(u"help"_s) ? ClientAction::ShowHelp
        : parser.isSet(u"version"_s)                    ? ClientAction::ShowVersion
                                                        : ClientAction::OpenWindow;
    return ClientCommand{action, {*server, *name, parser.value(u"data-folder"_s), *to}};
}

QString clientHelpText()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

} // namespace pushpoint
