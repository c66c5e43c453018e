#include "client/terminal/who/who_options.h"

#include <QCoreApplication>

namespace pushpoint {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds intervalDefault = 2s;
/// Quicker would show nothing more and cost the server something.
constexpr std::chrono::milliseconds intervalMin = 100ms;

QString tr(const char *text)
{
    return QCoreApplication::translate("Terminal", text);
}

constexpr CommandWords words{
    "who",
    QT_TRANSLATE_NOOP(
        "Terminal",
        "Lists who is online: one name a line, and after a tab the number of its\n"
        "connections. With --watch it goes on and prints what changes: + came online,\n"
        "- went offline, = has another number of connections."),
    "  pushpoint-client who\n"
    "  pushpoint-client who | cut -f1\n"
    "  pushpoint-client who --format json | jq -r 'select(.connections > 1).name'\n"
    "  pushpoint-client who --watch --interval 5s\n"};

} // namespace

OptionReader whoOptionReader()
{
    return {words,
            {{u"watch"_s, tr("Go on, and print what changes.")},
             {u"interval"_s, tr("With --watch: ask so often (default: 2s, at the least 100ms)."),
              u"TIME"_s}}};
}

Result<std::optional<WhoOptions>> readWhoOptions(OptionReader &reader, const QStringList &arguments)
{
    if (const auto error = reader.parse(arguments))
        return *error;
    if (reader.isSet(u"help"_s))
        return std::optional<WhoOptions>();
    if (!reader.arguments().isEmpty())
        return badOption(tr("unexpected argument '%1'").arg(reader.arguments().constFirst()));
    const auto server = reader.server();
    if (!server)
        return server.error();
    const auto pin = reader.pin();
    if (!pin)
        return pin.error();
    const auto format = reader.format();
    if (!format)
        return format.error();
    const auto interval = reader.duration(u"interval"_s);
    if (!interval)
        return interval.error();
    const bool isWatching = reader.isSet(u"watch"_s);
    if (*interval && !isWatching)
        return badOption(tr("--interval goes with --watch"));
    if (interval->value_or(intervalDefault) < intervalMin)
        return badOption(tr("--interval: at the least 100ms"));
    return std::optional(
        WhoOptions{*server, *pin, *format, isWatching, interval->value_or(intervalDefault)});
}

} // namespace pushpoint
