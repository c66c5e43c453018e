#include "client/terminal/listen/listen_options.h"

#include <QProcess>

#include <limits>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr CommandWords words{
    "listen",
    "Prints the messages for a name as they come, one a line, or runs a command for\n"
    "each. Comes back by itself when the connection is lost, unless the server says\n"
    "not to (exit code 4); where there is no Pushpoint server to begin with, it ends\n"
    "with 4 at once. Says \"listening as NAME\" on standard error once messages\n"
    "arrive. Control characters in a text are shown as \\n, \\x1b and the like, and a\n"
    "backslash as \\\\; --format json prints the exact content.",
    "  pushpoint-client listen --name Alice\n"
    "  pushpoint-client listen --name Alice --format json | jq -r .content\n"
    "  pushpoint-client listen --name Alice --count 1 --timeout 30s\n"
    "  pushpoint-client listen --name Alice --exec 'notify-send \"A message\"'\n"
    "  pushpoint-client listen --name deploy -- ./deploy.sh --to production\n",
    "command",
    "[-- command [argument...]]",
    "Run this for each message, as with --exec."};

QList<Option> optionsOf(ListenOptions &options)
{
    Option count = numberOption("count", "End after so many messages.", 1,
                                std::numeric_limits<int>::max(), options.count);
    count.value = u"NUMBER"_s;
    count.write = nullptr; // without it there is no end
    return {
        nameOption("name", "Whose messages to receive.", options.name),
        count,
        durationOption(
            "timeout",
            "End after so long, 500ms, 30s, 5m, 2h: with 124 if --count was not reached by then.",
            [&options](std::chrono::milliseconds time) { options.timeout = time; }),
        {"exec", "COMMAND",
         "Run this for each message, one after the other, with the message on standard input and "
         "PUSHPOINT_FROM and PUSHPOINT_TO set. No shell is involved: words are separated by "
         "blanks, and double quotes keep them together. Or write the command after --, word by "
         "word.",
         [&options](const QString &text) {
             options.command = QProcess::splitCommand(text);
             return options.command.isEmpty() ? Refusal(u"a command is needed"_s) : Refusal();
         }},
    };
}

} // namespace

Result<ListenOptions> readListenOptions(const QStringList &arguments)
{
    ListenOptions options;
    const auto command = readCommandOptions(words, optionsOf(options), options, arguments);
    if (!command)
        return command.error();
    if (!options.help.isEmpty())
        return options;
    if (!options.name)
        return badOption(u"--name is missing: whose messages?"_s);
    if (!options.command.isEmpty() && !command->isEmpty())
        return badOption(u"unexpected argument '%1': a command stands in --exec or after --, not "
                         "in both"_s.arg(command->constFirst()));
    options.command += *command;
    return options;
}

} // namespace pushpoint::client
