#include "client/account.h"
#include "client/chat_window.h"
#include "client/client_options.h"
#include "client/display.h"
#include "client/network_watch.h"
#include "client/notify/desktop_notifier.h"
#include "client/notify/message_announcer.h"
#include "client/terminal/run_command.h"
#include "client/window_place.h"
#include "resources/resources.h"

#include "resources/language/language.h"

#include <QDir>
#include <QIcon>
#include <QSplitter>

#include <cstdio>
#include <cstdlib>

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

constexpr int exitBadOption = 2;

void print(FILE *stream, const QString &line)
{
    std::fputs(line.toLocal8Bit().constData(), stream);
}

// The command line is read under an application without a display, so that --help and a mistyped
// option are answered on any machine.
Result<ClientCommand> readCommandLine(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    auto command = parseClientCommand(QCoreApplication::arguments());
    if (command && command->action == ClientAction::ShowHelp)
        print(stdout, clientHelpText());
    return command;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication::setApplicationName(u"pushpoint-client"_s);
    QCoreApplication::setApplicationVersion(u"" PUSHPOINT_VERSION ""_s);

    if (isTerminalCommand(argc, argv))
        return runTerminalCommand(argc, argv);

    const auto command = readCommandLine(argc, argv);
    if (!command) {
        print(stderr, u"pushpoint-client: %1\n"_s.arg(command.error().text()));
        return exitBadOption;
    }
    if (command->action == ClientAction::ShowHelp)
        return EXIT_SUCCESS;
    if (command->action == ClientAction::ShowVersion) {
        print(stdout, u"pushpoint-client " PUSHPOINT_VERSION "\n"_s);
        return EXIT_SUCCESS;
    }
    if (!isDisplayNamed()) {
        print(stderr,
              u"pushpoint-client: there is no display to open a window on (neither DISPLAY nor "
              "WAYLAND_DISPLAY is set)\n"_s);
        return EXIT_FAILURE;
    }

    const auto application = makeApplication(argc, argv);
    const Language language(u"client"_s);
    QApplication::setWindowIcon(QIcon(iconFile()));
    const AccountStorage storage{command->options.dataFolder, command->options.server.text(), {}};
    Account account(command->options.server, nullptr, {}, storage);
    const SystemNetworkWatch network;
    QObject::connect(&network, &NetworkWatch::cameBack, &account.inbox(), &Inbox::noteNetworkBack);
    ChatWindow window(account);
    DesktopNotifier notifier;
    MessageAnnouncer announcer(notifier);
    announcer.watch(account, [&window](const QString &self, const QString &peer) {
        return window.isInView(self, peer);
    });
    QObject::connect(&announcer, &MessageAnnouncer::openRequested, &window,
                     [&window](Account *, const QString &self, const QString &peer) {
                         window.open(self, peer);
                     });
    QObject::connect(&notifier, &DesktopNotifier::openRequested, &window,
                     [&window] { window.open({}, {}); });
    QObject::connect(&notifier, &DesktopNotifier::quitRequested, &window, &QApplication::quit);
    QObject::connect(&notifier, &DesktopNotifier::doNotDisturbChosen, &announcer,
                     &MessageAnnouncer::setDoNotDisturb);
    QObject::connect(&window, &ChatWindow::unreadChanged, &notifier, &Notifier::setUnread);
    const WindowPlace place(&window, window.findChild<QSplitter *>(),
                            QDir(command->options.dataFolder).filePath(u"window.ini"_s));
    window.choose(command->options.name, command->options.to);
    account.start();
    window.show();
    return QApplication::exec();
}
