#include "client/terminal/run_command.h"

#include "client/terminal/listen/listen_command.h"
#include "client/terminal/parts/console.h"
#include "client/terminal/parts/exit_code.h"
#include "client/terminal/parts/json_value.h"
#include "client/terminal/parts/process_events.h"
#include "client/terminal/send/send_command.h"
#include "client/terminal/who/who_command.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstring>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

using MadeCommand = std::unique_ptr<TerminalCommand>;

QString tr(const char *text)
{
    return QCoreApplication::translate("Terminal", text);
}

// Nothing where help was asked for.
Result<MadeCommand> makeSend(const QStringList &arguments, QString &help)
{
    const auto options = readSendOptions(arguments);
    if (!options)
        return options.error();
    help = options->help;
    if (!help.isEmpty())
        return MadeCommand();
    const auto content = readContentJson(*options);
    if (!content)
        return content.error();
    return MadeCommand(std::make_unique<SendCommand>(*options, *content));
}

template <typename Command, auto read>
Result<MadeCommand> make(const QStringList &arguments, QString &help)
{
    const auto options = read(arguments);
    if (!options)
        return options.error();
    help = options->help;
    return help.isEmpty() ? MadeCommand(std::make_unique<Command>(*options)) : MadeCommand();
}

struct Row
{
    const char *name;
    Result<MadeCommand> (*make)(const QStringList &arguments, QString &help);
};

constexpr Row rows[] = {
    {"send", makeSend},
    {"listen", make<ListenCommand, readListenOptions>},
    {"who", make<WhoCommand, readWhoOptions>},
};

const Row *rowOf(const char *word)
{
    for (const Row &row : rows) {
        if (std::strcmp(word, row.name) == 0)
            return &row;
    }
    return nullptr;
}

// Qt would put a replacement character where bytes are no UTF-8, and that is what would be sent.
std::optional<QString> findNoUtf8(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        if (!isUtf8(QByteArrayView(argv[i])))
            return tr("argument %1 is not valid UTF-8").arg(i);
    }
    return {};
}

int complain(const Row &row, const QString &text)
{
    // Texts of Qt's may have a full stop, and lines of the user's own.
    tell(u"%1: %2"_s.arg(QLatin1StringView(row.name), QString(text).replace(u'\n', u' ')));
    return exitUsage;
}

int runUntilFinished(TerminalCommand &command)
{
    ProcessEvents events;
    QObject::connect(&events, &ProcessEvents::signalled, &command, &TerminalCommand::stop);
    QObject::connect(&events, &ProcessEvents::outputClosed, &command, &endByBrokenPipe);
    // Queued: an exit before exec() would be none.
    QObject::connect(
        &command, &TerminalCommand::finished, QCoreApplication::instance(),
        [](int exitCode) { QCoreApplication::exit(exitCode); }, Qt::QueuedConnection);
    command.start();
    return QCoreApplication::exec();
}

} // namespace

bool isTerminalCommand(int argc, char **argv)
{
    return argc > 1 && rowOf(argv[1]) != nullptr;
}

int runTerminalCommand(int &argc, char **argv)
{
    const Row &row = *rowOf(argv[1]);
    holdStandardStreams();
    const QCoreApplication application(argc, argv);
    if (const auto problem = findNoUtf8(argc, argv))
        return complain(row, *problem);
    QString help;
    const auto command = row.make(QCoreApplication::arguments().sliced(1), help);
    if (!command)
        return complain(row, command.error().text());
    if (!*command) {
        std::fputs(help.toUtf8().constData(), stdout);
        return exitDone;
    }
    return runUntilFinished(**command);
}

} // namespace pushpoint::client
