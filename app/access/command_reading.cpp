#include "app/access/command_reading.h"

#include "app/log/log_writer.h"

#include <QCommandLineParser>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace pushpoint::app {

using namespace Qt::StringLiterals;

Error badCommand(const QString &text)
{
    return {ErrorCode::BadOption, text};
}

Result<CommandLineRest> readCommand(const AccessCommand &command, const QList<Option> &options,
                                    const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(command.description);
    addOptions(parser, options);
    parser.addOption({{u"h"_s, u"help"_s}, u"show this help"_s});
    for (const CommandArgument &each : command.arguments)
        parser.addPositionalArgument(each.name, each.text, each.syntax);
    if (!parser.parse(arguments))
        return badCommand(parser.errorText());
    CommandLineRest rest{{}, parser.positionalArguments()};
    if (parser.isSet(u"help"_s)) {
        // Qt knows the program's name only from an application object.
        rest.help
            = parser.helpText().replace(u"<executable_name>"_s, u"pushpoint "_s + command.name)
            + u"\nExamples:\n"_s + command.examples;
        return rest;
    }
    if (rest.arguments.size() > command.arguments.size())
        return badCommand(u"\"%1\" is one argument too many"_s.arg(rest.arguments.last()));
    if (const auto wrong = readOptions(options, givenOptions(parser, options)))
        return badCommand(*wrong);
    return rest;
}

bool printOut(const QByteArray &text)
{
    const size_t size = size_t(text.size());
    if (std::fwrite(text.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0)
        return true;
    complain(u"standard output: "_s + QString::fromLocal8Bit(std::strerror(errno)));
    return false;
}

} // namespace pushpoint::app
