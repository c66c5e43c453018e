#include "client/terminal/parts/command_options.h"

#include "client/terminal/parts/duration.h"
#include "client/terminal/parts/token_file.h"
#include "client/trust/server_trust.h"

#include <QCommandLineParser>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *tokenVariable = "PUSHPOINT_TOKEN";

// A token is a password: on a command line everybody of the computer would see it.
Option tokenFileOption(QByteArray &token)
{
    return {"token-file", "FILE",
            "The access token is in this file (default: the token in PUSHPOINT_TOKEN).",
            [&token](const QString &path) -> Refusal {
                const auto read = readTokenFile(path);
                if (!read)
                    return read.error().text();
                token = *read;
                return {};
            }};
}

Refusal takeTokenOfEnvironment(QByteArray &token)
{
    if (!token.isEmpty() || qEnvironmentVariableIsEmpty(tokenVariable))
        return {};
    token = qgetenv(tokenVariable);
    return isTokenText(token) ? Refusal() : u"PUSHPOINT_TOKEN is not a token"_s;
}

QList<Option> commonOptions(CommonOptions &common)
{
    Option pin("pin", "SHA256",
               "With https: accept exactly the certificate with this fingerprint, whoever vouches "
               "for it.",
               [&common](const QString &text) -> Refusal {
                   const auto fingerprint = Fingerprint::parse(text);
                   if (!fingerprint)
                       return fingerprint.error().text();
                   common.pin = *fingerprint;
                   return {};
               });
    pin.check = [&common]() -> Refusal {
        if (common.server.isEncrypted())
            return {};
        return u"%1 shows no certificate; that takes https://"_s.arg(common.server.text());
    };
    return {serverOption(common.server), tokenFileOption(common.token), pin,
            choiceOption<OutputFormat>(
                "format", "How to print: text for people, json for programs, one object a line.",
                {{u"text"_s, OutputFormat::Text}, {u"json"_s, OutputFormat::Json}}, common.format)};
}

QString helpText(const QCommandLineParser &parser, const CommandWords &words)
{
    // Qt puts the path of the program there, and knows nothing of commands.
    QString text = parser.helpText();
    const QString path = QCoreApplication::arguments().constFirst();
    if (const qsizetype at = text.indexOf(path); at >= 0)
        text.replace(at, path.size(), u"pushpoint-client %1"_s.arg(QLatin1StringView(words.name)));
    return text + u"\nExamples:\n"_s + QString::fromUtf8(words.examples);
}

} // namespace

void useTrust(ServerTrust &trust, const CommonOptions &options)
{
    if (options.pin)
        trust.pin(*options.pin);
    trust.setToken(options.token);
}

Option durationOption(QAnyStringView name, QAnyStringView text,
                      std::function<void(std::chrono::milliseconds)> set)
{
    return {name, "TIME", text, [set = std::move(set)](const QString &given) -> Refusal {
                const auto duration = parseDuration(given);
                if (!duration)
                    return duration.error().text();
                set(*duration);
                return {};
            }};
}

Result<QStringList> readCommandOptions(const CommandWords &words, const QList<Option> &own,
                                       CommonOptions &common, const QStringList &arguments)
{
    const QList<Option> options = own + commonOptions(common);
    const QString argument = QString::fromUtf8(words.argument);
    QCommandLineParser parser;
    parser.setApplicationDescription(QString::fromUtf8(words.description));
    addOptions(parser, options);
    parser.addOption({{u"h"_s, u"help"_s}, u"Show this help."_s});
    if (!argument.isEmpty())
        parser.addPositionalArgument(argument, QString::fromUtf8(words.argumentText),
                                     QString::fromUtf8(words.argumentSyntax));
    if (!parser.parse(arguments)) {
        const QString text = parser.errorText();
        return badOption(text.endsWith(u'.') ? text.chopped(1) : text);
    }
    if (parser.isSet(u"help"_s)) {
        common.help = helpText(parser, words);
        return QStringList();
    }
    const QStringList rest = parser.positionalArguments();
    if (argument.isEmpty() && !rest.isEmpty())
        return badOption(u"unexpected argument '%1'"_s.arg(rest.constFirst()));
    if (const auto wrong = readOptions(options, givenOptions(parser, options)))
        return badOption(*wrong);
    if (const auto wrong = takeTokenOfEnvironment(common.token))
        return badOption(*wrong);
    return rest;
}

} // namespace pushpoint::client
