#include "app/command_line.h"

#include "app/config_file.h"
#include "app/limit_options.h"

#include <QCommandLineParser>
#include <QFileInfo>

#include <functional>

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
     "listen on this address; 0.0.0.0 for all, and then anyone who can reach it may speak as "
     "anyone"},
    {"port", "number", "3000", "listen on this port; 0 picks a free one"},
    {"static", "folder", "", "serve this folder instead of the built-in page"},
    {"names", "list", "Bob,Alice,Jack", "names offered in the drop-downs, separated by commas"},
    {"allow-host", "list", "", "host names, separated by commas, that this server answers for"},
    {"allow-origin", "list", "",
     "sites, such as https://example.org, whose pages may send and listen"},
    {"node", "name", "pushpoint", "this node's name in detailed answers"},
    {"broker", "url", "",
     "join other nodes by the Redis at redis://[user:password@]host[:port][/database], or at "
     "redis+sentinel://host[:port][,host[:port]]/master-name; rediss for TLS"},
    {"broker-prefix", "text", "pp:", "begins all keys and channels there; the same on all nodes"},
    {"when-cut-off", "accept|refuse", "accept",
     "new connections while the broker is out of reach: other nodes cannot reach them"},
    {"traffic-rows", "number", "1000000", "rows of traffic that the window keeps"},
    {"traffic-bytes", "number", "536870912",
     "memory for them and their whole contents; contents leave first, the oldest before others"},
};

Error badOption(const QString &text)
{
    return {ErrorCode::BadOption, text};
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Pushes messages to named receivers and shows it happen."_s);
    parser.addOption({{u"h"_s, u"help"_s}, u"show this help"_s});
    parser.addOption({{u"v"_s, u"version"_s}, u"show the version"_s});
    parser.addOption(
        {u"config"_s, u"read options from this file (\"name = value\" lines)"_s, u"file"_s});
    for (const PlainOption &option : plainOptions) {
        QCommandLineOption added(QString::fromLatin1(option.name),
                                 QString::fromUtf8(option.description));
        if (option.value != nullptr) {
            added.setValueName(QString::fromLatin1(option.value));
            added.setDefaultValue(QString::fromLatin1(option.defaultValue));
        }
        parser.addOption(added);
    }
    for (const LimitOption &option : limitOptions()) {
        QCommandLineOption added(option.name, option.description, u"number"_s);
        added.setDefaultValue(QString::number(option.read(Limits{})));
        parser.addOption(added);
    }
}

// QCommandLineParser::value() gives the last one where an option is given twice.
std::optional<Error> readNames(const QString &list, ServerOptions &options)
{
    for (const QString &part : list.split(u',', Qt::SkipEmptyParts)) {
        auto name = UserName::parse(QStringView(part).trimmed());
        if (!name)
            return badOption(u"--names: \"%1\" is no name: %2"_s.arg(part, name.error().text()));
        if (!options.names.contains(*name))
            options.names.append(std::move(name).value());
    }
    if (options.names.isEmpty())
        return badOption(u"--names: at least one name is needed"_s);
    return {};
}

std::optional<Error> readBroker(const QCommandLineParser &parser, ServerOptions &options)
{
    const QString whenCutOff = parser.value(u"when-cut-off"_s);
    if (whenCutOff != "accept"_L1 && whenCutOff != "refuse"_L1)
        return badOption(u"--when-cut-off: \"%1\" is neither accept nor refuse"_s.arg(whenCutOff));
    options.refuseWhenCutOff = whenCutOff == "refuse"_L1;
    options.brokerPrefix = parser.value(u"broker-prefix"_s).toUtf8();
    const QString url = parser.value(u"broker"_s);
    if (url.isEmpty())
        return {};
    auto address = RedisAddress::parse(url);
    if (!address)
        return address.error();
    options.broker = std::move(address).value();
    return {};
}

std::optional<Error> readPlainOptions(const QCommandLineParser &parser, ServerOptions &options)
{
    const QString host = parser.value(u"host"_s);
    if (host == "localhost"_L1)
        options.host = QHostAddress(QHostAddress::LocalHost);
    else if (!options.host.setAddress(host))
        return badOption(u"--host: \"%1\" is no IP address"_s.arg(host));
    bool ok = false;
    options.port = parser.value(u"port"_s).toUShort(&ok);
    if (!ok)
        return badOption(
            u"--port: \"%1\" is no number from 0 to 65535"_s.arg(parser.value(u"port"_s)));
    options.nodeName = parser.value(u"node"_s).toUtf8();
    if (!UserName::parse(QByteArrayView(options.nodeName)))
        return badOption(u"--node: \"%1\" is no name"_s.arg(parser.value(u"node"_s)));
    options.allowHosts = parser.value(u"allow-host"_s).split(u',', Qt::SkipEmptyParts);
    options.allowOrigins = parser.value(u"allow-origin"_s).split(u',', Qt::SkipEmptyParts);
    options.staticFolder = parser.value(u"static"_s);
    if (parser.isSet(u"static"_s) && options.staticFolder.isEmpty())
        return badOption(u"--static: a folder is needed"_s);
    if (auto error = readBroker(parser, options))
        return error;
    return readNames(parser.value(u"names"_s), options);
}

std::optional<Error> readTraffic(const QCommandLineParser &parser, TrafficBounds &bounds)
{
    constexpr qint64 rowsMax = 20'000'000; // a table's rows are numbered by int
    constexpr qint64 bytesMin = 16 * 1024 * 1024;
    constexpr qint64 bytesMax = qint64(1) << 40;
    const auto read = [&parser](const QString &name, qint64 smallest, qint64 largest,
                                const std::function<void(qint64)> &take) -> std::optional<Error> {
        bool ok = false;
        const qint64 value = parser.value(name).toLongLong(&ok);
        if (!ok || value < smallest || value > largest)
            return badOption(
                u"--%1: \"%2\" is no number from %3 to %4"_s.arg(name, parser.value(name))
                    .arg(smallest)
                    .arg(largest));
        take(value);
        return {};
    };
    if (auto error = read(u"traffic-rows"_s, 1, rowsMax,
                          [&](qint64 rows) { bounds.rows = static_cast<size_t>(rows); }))
        return error;
    return read(u"traffic-bytes"_s, bytesMin, bytesMax, [&](qint64 n) { bounds.bytes = n; });
}

std::optional<Error> readLimits(const QCommandLineParser &parser, Limits &limits)
{
    for (const LimitOption &option : limitOptions()) {
        bool ok = false;
        const QString text = parser.value(option.name);
        const qint64 value = text.toLongLong(&ok);
        if (!ok || value < option.smallest || value > option.largest)
            return badOption(u"--%1: \"%2\" is no number from %3 to %4"_s.arg(option.name, text)
                                 .arg(option.smallest)
                                 .arg(option.largest));
        option.write(limits, value);
    }
    return {};
}

std::optional<Error> readOptions(QCommandLineParser &parser, const QStringList &arguments,
                                 CommandLine &line)
{
    if (!parser.parse(arguments))
        return badOption(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return badOption(u"\"%1\" is no option"_s.arg(parser.positionalArguments().first()));
    line.headless = parser.isSet(u"headless"_s);
    if (auto error = readPlainOptions(parser, line.options))
        return error;
    if (auto error = readTraffic(parser, line.traffic))
        return error;
    return readLimits(parser, line.options.limits);
}

// The file's options become arguments in front of the given ones: then the last one counts, and
// both are checked by the same rules. But first each alone, to know which line is wrong.
Result<QStringList> withConfigFile(QCommandLineParser &parser, const QStringList &arguments)
{
    if (!parser.isSet(u"config"_s))
        return arguments;
    const QString path = parser.value(u"config"_s);
    const auto lines = readConfigFile(path);
    if (!lines)
        return lines.error();
    QStringList all{arguments.first()};
    for (const ConfigLine &line : *lines) {
        CommandLine alone;
        if (const auto error = readOptions(parser, {arguments.first(), line.argument}, alone))
            return badOption(u"%1, line %2: %3"_s.arg(path).arg(line.number).arg(error->text()));
        all.append(line.argument);
    }
    all.append(arguments.sliced(1));
    return all;
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return badOption(parser.errorText());
    CommandLine line;
    if (parser.isSet(u"help"_s)) {
        line.wish = CommandLine::Wish::ShowHelp;
        // Qt knows the program's name only from an application object, and help needs none.
        line.helpText = parser.helpText().replace(u"<executable_name>"_s, u"pushpoint"_s);
        return line;
    }
    if (parser.isSet(u"version"_s)) {
        line.wish = CommandLine::Wish::ShowVersion;
        return line;
    }
    const auto all = withConfigFile(parser, arguments);
    if (!all)
        return all.error();
    if (const auto error = readOptions(parser, *all, line))
        return *error;
    return line;
}

} // namespace pushpoint
