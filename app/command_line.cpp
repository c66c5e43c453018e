#include "app/command_line.h"

#include "app/broker_options.h"
#include "app/config_file.h"
#include "app/limit_options.h"
#include "app/option_table.h"

#include <QCommandLineParser>

#include <functional>

using namespace Qt::StringLiterals;

namespace pushpoint {

namespace {

Error badOption(const QString &text)
{
    return {ErrorCode::BadOption, text};
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

// A value may be given repeatedly, and each may be a list.
template <typename Parse>
std::optional<Error> readSites(const QStringList &values, Parse parse, QList<SitePattern> &sites)
{
    for (const QString &part : values.join(u',').split(u',', Qt::SkipEmptyParts)) {
        if (part.trimmed().isEmpty())
            continue;
        const auto site = parse(part);
        if (!site)
            return site.error();
        sites.append(*site);
    }
    return {};
}

// "::" alone would be IPv6 only. What Qt calls Any serves both.
bool readHost(const QString &text, QHostAddress &host)
{
    if (text == "localhost"_L1)
        host = QHostAddress(QHostAddress::LocalHost);
    else if (text == "*"_L1 || QHostAddress(text) == QHostAddress(QHostAddress::AnyIPv6))
        host = QHostAddress(QHostAddress::Any);
    else
        return host.setAddress(text);
    return true;
}

std::optional<Error> readPlainOptions(const QCommandLineParser &parser, ServerOptions &options,
                                      QStringList &warnings)
{
    if (!readHost(parser.value(u"host"_s), options.host))
        return badOption(u"--host: \"%1\" is no IP address"_s.arg(parser.value(u"host"_s)));
    bool ok = false;
    options.port = parser.value(u"port"_s).toUShort(&ok);
    if (!ok)
        return badOption(
            u"--port: \"%1\" is no number from 0 to 65535"_s.arg(parser.value(u"port"_s)));
    options.nodeName = parser.value(u"node"_s).toUtf8();
    if (!UserName::parse(QByteArrayView(options.nodeName)))
        return badOption(u"--node: \"%1\" is no name"_s.arg(parser.value(u"node"_s)));
    if (auto error
        = readSites(parser.values(u"allow-host"_s), SitePattern::parseHost, options.allowHosts))
        return error;
    if (auto error = readSites(parser.values(u"allow-origin"_s), SitePattern::parseOrigin,
                               options.allowOrigins))
        return error;
    const QString logPresence = parser.value(u"log-presence"_s);
    if (logPresence != "on"_L1 && logPresence != "off"_L1)
        return badOption(u"--log-presence: \"%1\" is neither on nor off"_s.arg(logPresence));
    options.logPresence = logPresence == "on"_L1;
    options.staticFolder = parser.value(u"static"_s);
    if (parser.isSet(u"static"_s) && options.staticFolder.isEmpty())
        return badOption(u"--static: a folder is needed"_s);
    if (auto error = readBroker(parser, options, warnings))
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
    if (!parser.positionalArguments().isEmpty()) {
        const QString first = parser.positionalArguments().first();
        return badOption(first.contains("://"_L1) // where a password may stand
                             ? u"an address alone is no option"_s
                             : u"\"%1\" is no option"_s.arg(first));
    }
    line.headless = parser.isSet(u"headless"_s);
    if (auto error = readPlainOptions(parser, line.options, line.warnings))
        return error;
    if (auto error = readTraffic(parser, line.traffic))
        return error;
    return readLimits(parser, line.options.limits);
}

struct FileArgument
{
    int line = 0;
    QString text; ///< "--name=value"
};

// An option of the command line replaces all lines of its name.
Result<QList<FileArgument>> readFile(const QString &path, const QCommandLineParser &parser)
{
    const auto lines = readConfigFile(path);
    if (!lines)
        return lines.error();
    QList<FileArgument> arguments;
    for (const ConfigLine &line : *lines) {
        const auto wrong = [&](const QString &what) {
            return badOption(u"%1, line %2: %3"_s.arg(path).arg(line.number).arg(what));
        };
        const OptionKind kind = optionKind(line.name);
        if (kind == OptionKind::Unknown) // a name alone may be a password
            return wrong(line.value ? u"\"%1\" is no option"_s.arg(line.name)
                                    : u"this is no option"_s);
        const bool isSwitch = kind == OptionKind::Switch;
        if (!isSwitch && !line.value)
            return wrong(u"--%1: a value is needed"_s.arg(line.name));
        const QString value = line.value.value_or(u"true"_s);
        if (isSwitch && value != "true"_L1 && value != "false"_L1)
            return wrong(u"--%1: write true or false"_s.arg(line.name));
        if (parser.isSet(line.name) || (isSwitch && value == "false"_L1))
            continue;
        arguments.append(
            {line.number, isSwitch ? u"--"_s + line.name : u"--%1=%2"_s.arg(line.name, value)});
    }
    return arguments;
}

// The file's options become arguments in front of the given ones, and all are checked together.
// Only where that fails each is checked alone, to know which line is wrong.
Result<CommandLine> readAll(QCommandLineParser &parser, const QStringList &arguments)
{
    CommandLine line;
    line.arguments = arguments;
    const QString path = parser.value(u"config"_s);
    const auto fromFile = path.isEmpty() && !parser.isSet(u"config"_s) ? QList<FileArgument>()
                                                                       : readFile(path, parser);
    if (!fromFile)
        return fromFile.error();
    QStringList all{arguments.first()};
    for (const FileArgument &argument : *fromFile)
        all.append(argument.text);
    const auto error = readOptions(parser, all + arguments.sliced(1), line);
    for (const FileArgument &argument : *fromFile) {
        CommandLine alone;
        const auto wrong
            = error ? readOptions(parser, {arguments.first(), argument.text}, alone) : std::nullopt;
        if (wrong)
            return badOption(u"%1, line %2: %3"_s.arg(path).arg(argument.line).arg(wrong->text()));
        if (argument.text.startsWith("--broker="_L1) && holdsPassword(argument.text.mid(9)))
            warnIfOthersCanRead(path, line.warnings);
    }
    if (error)
        return *error;
    return line;
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
    return readAll(parser, arguments);
}

} // namespace pushpoint
