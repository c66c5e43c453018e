#include "app/command_line_parser.h"

#include "app/broker_options.h"
#include "app/config_file.h"
#include "app/option_table.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace pushpoint::app {

namespace {

Error badOption(const QString &text)
{
    return {ErrorCode::BadOption, text};
}

// An option of the command line replaces all lines of its name.
Result<CommandLine> readAll(const QCommandLineParser &parser, const QList<Option> &options,
                            CommandLine &line)
{
    if (!parser.positionalArguments().isEmpty()) {
        const QString first = parser.positionalArguments().first();
        return badOption(first.contains("://"_L1) // where a password may stand
                             ? u"an address alone is no option"_s
                             : u"\"%1\" is no option"_s.arg(first));
    }
    QList<GivenOption> given;
    if (parser.isSet(u"config"_s)) {
        const QString path = parser.value(u"config"_s);
        const auto lines = readConfigFile(path, options);
        if (!lines)
            return lines.error();
        for (const GivenOption &one : *lines) {
            if (parser.isSet(one.name))
                continue;
            given.append(one);
            const Option &option = *findOption(options, one.name);
            if (option.holdsSecret && option.holdsSecret(one.text))
                warnIfOthersCanRead(path, line.warnings);
        }
    }
    if (const auto wrong = readOptions(options, given + givenOptions(parser, options)))
        return badOption(*wrong);
    return line;
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    line.arguments = arguments;
    const QList<Option> options = optionTable(line);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Pushes messages to named receivers and shows it happen."_s);
    parser.addOption({{u"h"_s, u"help"_s}, u"show this help"_s});
    parser.addOption({{u"v"_s, u"version"_s}, u"show the version"_s});
    parser.addOption(
        {u"config"_s, u"read options from this file (\"name = value\" lines)"_s, u"file"_s});
    addOptions(parser, options);
    if (!parser.parse(arguments))
        return badOption(parser.errorText());
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
    return readAll(parser, options, line);
}

} // namespace pushpoint::app
