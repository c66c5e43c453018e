#include "client/terminal/send/send_options.h"

#include "client/terminal/parts/json_value.h"
#include "server/protocol/json/json_text.h"

#include <QCoreApplication>
#include <QFile>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

/// Far beyond what a server takes, and little enough to hold.
constexpr qint64 contentBytesMax = 16 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Terminal", text);
}

constexpr CommandWords words{
    "send",
    QT_TRANSLATE_NOOP(
        "Terminal",
        "Sends a message to one name or to several, and says what became of it.\n"
        "\n"
        "Ends with 0 if it was delivered, 3 if a receiver is offline, 4 if the server\n"
        "refused it, 5 if there is no server or its certificate is not trusted, 2 if the\n"
        "command line or the content cannot be used."),
    "  pushpoint-client send --from Bob --to Alice 'Dinner is ready'\n"
    "  df -h / | pushpoint-client send --from cron --to Alice -\n"
    "  pushpoint-client send --to Alice --to Jack --json '{\"disk\":0.93}'\n"
    "  pushpoint-client send --to Alice --wait 10m --file report.txt\n"};

std::optional<Error> readContentOptions(const OptionReader &reader, SendOptions &options)
{
    const QStringList texts = reader.arguments();
    if (reader.isSet(u"file"_s)) {
        if (!texts.isEmpty())
            return badOption(tr("--file and a text: one of them, please"));
        options.source = ContentSource::File;
        options.argument = reader.value(u"file"_s);
        return {};
    }
    if (texts.isEmpty()) {
        return badOption(tr("nothing to send: give a text, or - for standard input, or --file "
                            "(and -- in front of a text that begins with -)"));
    }
    if (texts.size() > 1) {
        return badOption(
            tr("unexpected argument '%1': quote a text of several words").arg(texts.at(1)));
    }
    options.argument = texts.constFirst();
    options.source
        = options.argument == u"-"_s ? ContentSource::StandardInput : ContentSource::Argument;
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
        return badOption(tr("%1 cannot be read: %2").arg(what, file.errorString()));
    if (bytes.size() > contentBytesMax)
        return badOption(tr("%1 has more than 16 MiB").arg(what));
    return bytes;
}

Result<QByteArray> readSource(const SendOptions &options)
{
    if (options.source == ContentSource::Argument)
        return options.argument.toUtf8();
    QFile file;
    if (options.source == ContentSource::StandardInput) {
        if (!file.open(stdin, QIODevice::ReadOnly))
            return badOption(tr("standard input cannot be read: %1").arg(file.errorString()));
        return readAll(file, tr("standard input"));
    }
    const QString what = u"--file: \"%1\""_s.arg(options.argument);
    file.setFileName(options.argument);
    if (!file.open(QIODevice::ReadOnly))
        return badOption(tr("%1 cannot be read: %2").arg(what, file.errorString()));
    return readAll(file, what);
}

QByteArrayView withoutLastLineEnd(QByteArrayView text)
{
    if (text.endsWith("\r\n"))
        return text.chopped(2);
    return text.endsWith('\n') ? text.chopped(1) : text;
}

} // namespace

OptionReader sendOptionReader()
{
    return {words,
            {{u"from"_s, tr("Whom the message is from (default: nobody says)."), u"NAME"_s},
             {u"to"_s, tr("Whom it is for; may be given several times."), u"NAME"_s},
             {u"json"_s, tr("The content is a JSON value, and is sent to the letter.")},
             {u"file"_s, tr("Send what is in this file."), u"FILE"_s},
             {u"wait"_s,
              tr("Try again and again until it is delivered, for so long: 500ms, 30s, 5m, 2h. It "
                 "is delivered once however often it is tried."),
              u"TIME"_s}}};
}

Result<std::optional<SendOptions>> readSendOptions(OptionReader &reader,
                                                   const QStringList &arguments)
{
    reader.describeArgument(
        u"text"_s,
        tr("What to send; - for standard input, less the line end that it ends with. -- goes "
           "before a text that begins with -."),
        u"[text | -]"_s);
    if (const auto error = reader.parse(arguments))
        return *error;
    if (reader.isSet(u"help"_s))
        return std::optional<SendOptions>();
    const auto server = reader.server();
    if (!server)
        return server.error();
    const auto pin = reader.pin();
    if (!pin)
        return pin.error();
    const auto format = reader.format();
    if (!format)
        return format.error();
    const auto from = reader.name(u"from"_s);
    if (!from)
        return from.error();
    const auto to = reader.names(u"to"_s);
    if (!to)
        return to.error();
    if (to->isEmpty())
        return badOption(tr("--to is missing: whom is the message for?"));
    const auto wait = reader.duration(u"wait"_s);
    if (!wait)
        return wait.error();
    SendOptions options{*server, *pin, *format, *from, *to, *wait, {}, {}, reader.isSet(u"json"_s)};
    if (const auto error = readContentOptions(reader, options))
        return *error;
    return std::optional(std::move(options));
}

Result<QByteArray> readContentJson(const SendOptions &options)
{
    const auto bytes = readSource(options);
    if (!bytes)
        return bytes;
    if (!isUtf8(*bytes)) {
        return badOption(tr("the content is not valid UTF-8; iconv turns text into it, and base64 "
                            "anything else into text"));
    }
    if (options.isJson) {
        const auto value = readJsonValue(*bytes);
        if (value)
            return value;
        return badOption(value.error().code == ErrorCode::BadJson
                             ? tr("--json: the content is not one JSON value")
                             : u"--json: "_s + value.error().text());
    }
    return jsonQuoted(options.source == ContentSource::Argument ? QByteArrayView(*bytes)
                                                                : withoutLastLineEnd(*bytes));
}

} // namespace pushpoint
