#include "client/terminal/send/send_options.h"

#include "client/terminal/parts/json_value.h"
#include "server/protocol/json/json_text.h"

#include <QFile>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

/// Far beyond what a server takes, and little enough to hold.
constexpr qint64 contentBytesMax = 16 * 1024 * 1024;

constexpr CommandWords words{
    "send",
    "Sends a message to one name or to several, and says what became of it.\n"
    "\n"
    "Ends with 0 if it was delivered, 3 if a receiver is offline, 4 if the server\n"
    "refused it, 5 if there is no server or its certificate is not trusted, 2 if the\n"
    "command line or the content cannot be used.",
    "  pushpoint-client send --from Bob --to Alice 'Dinner is ready'\n"
    "  df -h / | pushpoint-client send --from cron --to Alice -\n"
    "  pushpoint-client send --to Alice --to Jack --json '{\"disk\":0.93}'\n"
    "  pushpoint-client send --to Alice --wait 10m --file report.txt\n",
    "text",
    "[text | -]",
    "What to send; - for standard input, less the line end that it ends with. -- goes before a "
    "text that begins with -."};

QList<Option> optionsOf(SendOptions &options)
{
    const auto addReceiver = [&options](const QString &text) -> Refusal {
        const auto name = UserName::parse(QStringView(text));
        if (!name)
            return name.error().text();
        if (!options.to.contains(*name))
            options.to.append(*name);
        return {};
    };
    const auto readFile = [&options](const QString &path) {
        options.source = ContentSource::File;
        options.argument = path;
        return Refusal();
    };
    return {
        nameOption("from", "Whom the message is from (default: nobody says).", options.from),
        {"to", "NAME", "Whom it is for; may be given several times.", addReceiver},
        switchOption("json", "The content is a JSON value, and is sent to the letter.",
                     options.isJson),
        {"file", "FILE", "Send what is in this file.", readFile},
        durationOption("wait",
                       "Try again and again until it is delivered, for so long: 500ms, 30s, 5m, "
                       "2h. It is delivered once however often it is tried.",
                       [&options](std::chrono::milliseconds time) { options.wait = time; }),
    };
}

std::optional<Error> takeTexts(const QStringList &texts, SendOptions &options)
{
    if (options.source == ContentSource::File)
        return texts.isEmpty() ? std::optional<Error>()
                               : badOption(u"--file and a text: one of them, please"_s);
    if (texts.isEmpty())
        return badOption(u"nothing to send: give a text, or - for standard input, or --file "
                         "(and -- in front of a text that begins with -)"_s);
    if (texts.size() > 1)
        return badOption(
            u"unexpected argument '%1': quote a text of several words"_s.arg(texts.at(1)));
    options.argument = texts.constFirst();
    if (options.argument == u"-"_s)
        options.source = ContentSource::StandardInput;
    return {};
}

Result<QByteArray> readAll(QFile &file, const QString &what)
{
    QByteArray bytes;
    while (bytes.size() <= contentBytesMax) {
        const QByteArray more = file.read(contentBytesMax + 1 - bytes.size());
        if (more.isEmpty())
            break;
        bytes += more;
    }
    if (file.error() != QFileDevice::NoError)
        return badOption(u"%1 cannot be read: %2"_s.arg(what, file.errorString()));
    if (bytes.size() > contentBytesMax)
        return badOption(u"%1 has more than 16 MiB"_s.arg(what));
    return bytes;
}

Result<QByteArray> readSource(const SendOptions &options)
{
    if (options.source == ContentSource::Argument)
        return options.argument.toUtf8();
    QFile file;
    if (options.source == ContentSource::StandardInput) {
        if (!file.open(stdin, QIODevice::ReadOnly))
            return badOption(u"standard input cannot be read: %1"_s.arg(file.errorString()));
        return readAll(file, u"standard input"_s);
    }
    const QString what = u"--file: \"%1\""_s.arg(options.argument);
    file.setFileName(options.argument);
    if (!file.open(QIODevice::ReadOnly))
        return badOption(u"%1 cannot be read: %2"_s.arg(what, file.errorString()));
    return readAll(file, what);
}

QByteArrayView withoutLastLineEnd(QByteArrayView text)
{
    if (text.endsWith("\r\n"))
        return text.chopped(2);
    return text.endsWith('\n') ? text.chopped(1) : text;
}

} // namespace

Result<SendOptions> readSendOptions(const QStringList &arguments)
{
    SendOptions options;
    const auto texts = readCommandOptions(words, optionsOf(options), options, arguments);
    if (!texts)
        return texts.error();
    if (!options.help.isEmpty())
        return options;
    if (options.to.isEmpty())
        return badOption(u"--to is missing: whom is the message for?"_s);
    if (const auto error = takeTexts(*texts, options))
        return *error;
    return options;
}

Result<QByteArray> readContentJson(const SendOptions &options)
{
    const auto bytes = readSource(options);
    if (!bytes)
        return bytes;
    if (!isUtf8(*bytes)) {
        return badOption(u"the content is not valid UTF-8; iconv turns text into it, and base64 "
                         "anything else into text"_s);
    }
    if (options.isJson) {
        const auto value = readJsonValue(*bytes);
        if (value)
            return value;
        return badOption(value.error().code == ErrorCode::BadJson
                             ? u"--json: the content is not one JSON value"_s
                             : u"--json: "_s + value.error().text());
    }
    return jsonQuoted(options.source == ContentSource::Argument ? QByteArrayView(*bytes)
                                                                : withoutLastLineEnd(*bytes));
}

} // namespace pushpoint::client
