#include "app/option_table.h"

#include "app/limit_options.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pushpoint {

namespace {

struct PlainOption
{
    const char *name;
    const char *value; ///< what is shown for the value; null: a switch
    const char *defaultValue;
    const char *description;
};

constexpr PlainOption plainOptions[] = {
    {"headless", nullptr, "", "serve without a window"},
    {"host", "address", "127.0.0.1",
     "listen on this address; 0.0.0.0 for all of IPv4, :: for IPv6 as well, and then anyone who "
     "can reach it may speak as anyone"},
    {"port", "number", "3000", "listen on this port; 0 picks a free one"},
    {"static", "folder", "", "serve this folder instead of the built-in page"},
    {"names", "list", "Bob,Alice,Jack", "names offered in the drop-downs, separated by commas"},
    {"allow-host", "list", "",
     "host names, separated by commas, that this server answers for; *.example.org for all below"},
    {"allow-origin", "list", "",
     "sites, such as https://example.org or https://*.example.org, whose pages may send and "
     "listen"},
    {"node", "name", "pushpoint", "this node's name in detailed answers"},
    {"broker", "url", "",
     "join other nodes by the Redis at redis://[user:password@]host[:port][/database], or at "
     "redis+sentinel://host[:port][,host[:port]]/master-name; rediss for TLS"},
    {"broker-password-file", "file", "",
     "holds the password for it; or set PUSHPOINT_BROKER_PASSWORD in the environment"},
    {"broker-prefix", "text", "pp:", "begins all keys and channels there; the same on all nodes"},
    {"when-cut-off", "accept|refuse", "accept",
     "new connections while the broker is out of reach: other nodes cannot reach them"},
    {"log-presence", "on|off", "on", "log who is connected whenever that has changed"},
    {"traffic-rows", "number", "1000000", "rows of traffic that the window keeps"},
    {"traffic-bytes", "number", "536870912",
     "memory for them and their whole contents; contents leave first, the oldest before others"},
};

void add(QCommandLineParser &parser, const QString &name, const QString &description,
         const QString &valueName, const QString &defaultValue)
{
    QCommandLineOption option(name, description);
    if (!defaultValue.isEmpty())
        option.setDescription(u"%1 (default: %2)"_s.arg(description, defaultValue));
    option.setValueName(valueName);
    option.setDefaultValue(defaultValue);
    parser.addOption(option);
}

} // namespace

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Pushes messages to named receivers and shows it happen."_s);
    parser.addOption({{u"h"_s, u"help"_s}, u"show this help"_s});
    parser.addOption({{u"v"_s, u"version"_s}, u"show the version"_s});
    parser.addOption(
        {u"config"_s, u"read options from this file (\"name = value\" lines)"_s, u"file"_s});
    for (const PlainOption &option : plainOptions)
        add(parser, QString::fromLatin1(option.name), QString::fromUtf8(option.description),
            QString::fromLatin1(option.value), QString::fromLatin1(option.defaultValue));
    for (const LimitOption &option : limitOptions())
        add(parser, option.name, option.description, u"number"_s,
            QString::number(option.read(Limits{})));
}

OptionKind optionKind(const QString &name)
{
    const auto *plain = std::ranges::find_if(plainOptions, [&name](const PlainOption &option) {
        return name == QLatin1StringView(option.name);
    });
    if (plain != std::end(plainOptions))
        return plain->value == nullptr ? OptionKind::Switch : OptionKind::Value;
    const QList<LimitOption> limits = limitOptions();
    const bool isLimit = std::ranges::any_of(
        limits, [&name](const LimitOption &option) { return option.name == name; });
    return isLimit ? OptionKind::Value : OptionKind::Unknown;
}

} // namespace pushpoint
