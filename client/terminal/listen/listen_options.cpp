#include "client/terminal/listen/listen_options.h"

#include <QCoreApplication>
#include <QProcess>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Terminal", text);
}

constexpr CommandWords words{
    "listen",
    QT_TRANSLATE_NOOP(
        "Terminal",
        "Prints the messages for a name as they come, one a line, or runs a command for\n"
        "each. Comes back by itself when the connection is lost, unless the server says\n"
        "not to (exit code 4); where there is no Pushpoint server to begin with, it ends\n"
        "with 4 at once. Says \"listening as NAME\" on standard error once messages\n"
        "arrive. Control characters in a text are shown as \\n, \\x1b and the like, and a\n"
        "backslash as \\\\; --format json prints the exact content."),
    "  pushpoint-client listen --name Alice\n"
    "  pushpoint-client listen --name Alice --format json | jq -r .content\n"
    "  pushpoint-client listen --name Alice --count 1 --timeout 30s\n"
    "  pushpoint-client listen --name Alice --exec 'notify-send \"A message\"'\n"
    "  pushpoint-client listen --name deploy -- ./deploy.sh --to production\n"};

/// The program and its arguments; empty where there is none.
Result<QStringList> readCommand(const OptionReader &reader)
{
    if (!reader.isSet(u"exec"_s))
        return reader.arguments();
    if (!reader.arguments().isEmpty()) {
        return badOption(tr("unexpected argument '%1': a command stands in --exec or after --, not "
                            "in both")
                             .arg(reader.arguments().constFirst()));
    }
    const QStringList command = QProcess::splitCommand(reader.value(u"exec"_s));
    if (command.isEmpty())
        return badOption(tr("--exec: a command is needed"));
    return command;
}

} // namespace

OptionReader listenOptionReader()
{
    return {words,
            {{u"name"_s, tr("Whose messages to receive."), u"NAME"_s},
             {u"count"_s, tr("End after so many messages."), u"NUMBER"_s},
             {u"timeout"_s,
              tr("End after so long, 500ms, 30s, 5m, 2h: with 124 if --count was not reached by "
                 "then."),
              u"TIME"_s},
             {u"exec"_s,
              tr("Run this for each message, one after the other, with the message on standard "
                 "input and PUSHPOINT_FROM and PUSHPOINT_TO set. No shell is involved: words are "
                 "separated by blanks, and double quotes keep them together. Or write the command "
                 "after --, word by word."),
              u"COMMAND"_s}}};
}

Result<std::optional<ListenOptions>> readListenOptions(OptionReader &reader,
                                                       const QStringList &arguments)
{
    reader.describeArgument(u"command"_s, tr("Run this for each message, as with --exec."),
                            u"[-- command [argument...]]"_s);
    if (const auto error = reader.parse(arguments))
        return *error;
    if (reader.isSet(u"help"_s))
        return std::optional<ListenOptions>();
    const auto server = reader.server();
    if (!server)
        return server.error();
    const auto pin = reader.pin();
    if (!pin)
        return pin.error();
    const auto format = reader.format();
    if (!format)
        return format.error();
    const auto name = reader.name(u"name"_s);
    if (!name)
        return name.error();
    if (!*name)
        return badOption(tr("--name is missing: whose messages?"));
    const auto count = reader.count(u"count"_s);
    if (!count)
        return count.error();
    const auto timeout = reader.duration(u"timeout"_s);
    if (!timeout)
        return timeout.error();
    const auto command = readCommand(reader);
    if (!command)
        return command.error();
    return std::optional(ListenOptions{*server, *pin, *format, **name, *command, *count, *timeout});
}

} // namespace pushpoint
