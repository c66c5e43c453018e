#include "app/access/access_command.h"
#include "app/cert_command.h"
#include "app/command_line_parser.h"
#include "app/log/log_writer.h"
#include "app/run.h"
#include "resources/language/utf8_locale.h"
#include "resources/resources.h"
#include "resources/start/display.h"
#include "resources/start/standard_descriptors.h"

#include <QApplication>
#include <QIcon>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

QStringList textArguments(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

} // namespace

int main(int argc, char **argv)
{
    using namespace pushpoint;
    using namespace pushpoint::app;
#ifndef Q_OS_LINUX
    // The server thread has an event loop of its own on Linux only. Elsewhere Qt's serves, and that
    // by glib walks lists of all descriptors where Qt's other one does not.
    qputenv("QT_NO_THREADED_GLIB", "1");
#endif
    openStandardDescriptors();
    useUtf8WithoutLocale();
    // Before any application object: help and errors need no display.
    QCoreApplication::setApplicationName(u"pushpoint"_s);
    QCoreApplication::setOrganizationName(u"pushpoint"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PUSHPOINT_VERSION));
    const QStringList arguments = textArguments(argc, argv);
    if (isAccessCommand(arguments))
        return runAccessCommand(arguments);
    if (arguments.value(1) == "cert"_L1)
        return runCertCommand(arguments.sliced(2));
    const auto line = parseCommandLine(arguments);
    if (!line) {
        complain(line.error().text());
        return 2;
    }
    if (line->wish == CommandLine::Wish::ShowHelp) {
        std::fputs(qPrintable(line->helpText), stdout);
        return 0;
    }
    if (line->wish == CommandLine::Wish::ShowVersion) {
        std::fputs("pushpoint " PUSHPOINT_VERSION "\n", stdout);
        return 0;
    }
    const LogWriter writer;
    if (line->headless || !isDisplayNamed()) {
        if (!line->headless)
            complain(u"no display: serving without a window"_s);
        QCoreApplication application(argc, argv);
        return runHeadless(*line);
    }
    const auto application = makeApplication(argc, argv);
    QApplication::setWindowIcon(QIcon(iconFile()));
    return runDesktop(*line);
}
