#include "resources/start/display.h"

#include <cstdio>
#include <cstdlib>

namespace pushpoint {

namespace {

// While the application is made, everything Qt has to say is about the display.
void tellUnusableDisplay(QtMsgType type, const QMessageLogContext &, const QString &)
{
    if (type != QtFatalMsg)
        return;
    std::fprintf(stderr,
                 "%s: the display cannot be opened "
                 "(see DISPLAY, WAYLAND_DISPLAY and QT_QPA_PLATFORM)\n",
                 qPrintable(QCoreApplication::applicationName()));
    std::_Exit(EXIT_FAILURE);
}

} // namespace

bool isDisplayNamed()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

std::unique_ptr<QApplication> makeApplication(int &argc, char **argv)
{
    const QtMessageHandler before = qInstallMessageHandler(tellUnusableDisplay);
    auto application = std::make_unique<QApplication>(argc, argv);
    qInstallMessageHandler(before);
    return application;
}

} // namespace pushpoint
