#include "client/terminal/who/who_options.h"

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

/// Quicker would show nothing more and cost the server something.
constexpr std::chrono::milliseconds intervalMin{100};

constexpr CommandWords words{
    "who",
    "Lists who is online: one name a line, and after a tab the number of its\n"
    "connections. With --watch it goes on and prints what changes: + came online,\n"
    "- went offline, = has another number of connections.",
    "  pushpoint-client who\n"
    "  pushpoint-client who | cut -f1\n"
    "  pushpoint-client who --format json | jq -r 'select(.connections > 1).name'\n"
    "  pushpoint-client who --watch --interval 5s\n"};

} // namespace

Result<WhoOptions> readWhoOptions(const QStringList &arguments)
{
    WhoOptions options;
    Option interval = durationOption(
        "interval", "With --watch: ask so often (default: 2s, at the least 100ms).",
        [&options](std::chrono::milliseconds time) { options.interval = time; });
    interval.needs = u"watch"_s;
    interval.check = [&options] {
        return options.interval < intervalMin ? Refusal(u"at the least 100ms"_s) : Refusal();
    };
    const auto rest = readCommandOptions(
        words,
        {switchOption("watch", "Go on, and print what changes.", options.isWatching), interval},
        options, arguments);
    if (!rest)
        return rest.error();
    return options;
}

} // namespace pushpoint::client
