#include "client/account/account_list.h"
#include "client/notify/desktop_notifier.h"
#include "client/notify/message_announcer.h"
#include "client/settings/client_options.h"
#include "client/storage/private_file.h"
#include "client/terminal/parts/process_events.h"
#include "client/terminal/run_command.h"
#include "client/transport/network_watch.h"
#include "client/window/chat_window.h"
#include "client/window/client_window.h"
#include "client/window/single_instance.h"
#include "client/window/window_place.h"
#include "resources/language/language.h"
#include "resources/language/utf8_locale.h"
#include "resources/resources.h"
#include "resources/start/display.h"
#include "resources/start/standard_descriptors.h"

#include <QDir>
#include <QIcon>
#include <QSettings>
#include <QSplitter>

#include <csignal>
#include <cstdio>
#include <cstdlib>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

constexpr int exitBadOption = 2;
/// For a window that is there already to say so.
constexpr std::chrono::milliseconds answerWaitMax{2'000};

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

QString fileIn(const ClientOptions &options, const QString &name)
{
    return QDir(options.dataFolder).filePath(name);
}

void openAccounts(AccountList &accounts, const ClientOptions &options)
{
    if (!options.isAccountGiven)
        accounts.openKept();
    if (accounts.accounts().isEmpty())
        accounts.openGiven(options.server, options.name);
}

void tellOf(Account &account, MessageAnnouncer &announcer, const ClientWindow &window)
{
    announcer.watch(account, [&window, &account](const QString &self, const QString &peer) {
        const ChatWindow *page = window.pageOf(&account);
        return page && page->isInView(self, peer);
    });
}

void connectNotifications(ClientWindow &window, DesktopNotifier &notifier,
                          MessageAnnouncer &announcer)
{
    QObject::connect(&announcer, &MessageAnnouncer::openRequested, &window, &ClientWindow::open);
    QObject::connect(&notifier, &DesktopNotifier::openRequested, &window,
                     [&window] { window.open(nullptr, {}, {}); });
    QObject::connect(&notifier, &DesktopNotifier::quitRequested, &window, &QApplication::quit);
    QObject::connect(&notifier, &DesktopNotifier::doNotDisturbChosen, &window,
                     &ClientWindow::showDoNotDisturb);
    QObject::connect(&window, &ClientWindow::unreadChanged, &notifier, &Notifier::setUnread);
}

void useNotifications(const ClientSettings &settings, DesktopNotifier &notifier,
                      MessageAnnouncer &announcer)
{
    announcer.setEnabled(settings.areNotificationsOn);
    announcer.setDoNotDisturb(settings.isDoNotDisturbOn);
    announcer.setSounds(settings.areSoundsOn);
    notifier.setDoNotDisturb(settings.isDoNotDisturbOn);
}

/// However it ends, by a key, a signal or with the session: nothing that has arrived is lost.
int runUntilTheEnd(ClientWindow &window, const ProcessEvents &events, WindowPlace &place,
                   AccountList &accounts)
{
    QObject::connect(&window, &ClientWindow::quitRequested, &window, &QApplication::quit);
    QObject::connect(&events, &ProcessEvents::signalled, &window, &QApplication::quit);
    // The session may end at any time from here on, or go on after all.
    QObject::connect(
        qApp, &QGuiApplication::commitDataRequest, &window,
        [&] {
            place.keep();
            accounts.flush();
        },
        Qt::DirectConnection);
    const int exitCode = QApplication::exec();
    place.keep();
    QApplication::setQuitOnLastWindowClosed(false); // it would end the waiting as well
    window.hide();
    accounts.leave();
    if (!accounts.isSaved())
        print(stderr, u"pushpoint-client: what was typed last could not be saved\n"_s);
    return exitCode;
}

/// Somebody has started the program once more: what was asked for comes to the front.
void openAlso(const QStringList &arguments, AccountList &accounts, ClientWindow &window)
{
    const auto command
        = parseClientCommand(QStringList{QCoreApplication::applicationName()} + arguments);
    if (!command)
        return window.open(nullptr, {}, {});
    const ClientOptions &options = command->options;
    Account *account = nullptr;
    if (options.isAccountGiven)
        account = &accounts.openAlso(options.server, options.name);
    window.open(account, {}, {});
    ChatWindow *page = account ? window.pageOf(account) : window.currentPage();
    if (options.to && page)
        page->choose({}, options.to);
}

int runWindow(const ClientOptions &options, SingleInstance &instance)
{
    const ProcessEvents events({SIGINT, SIGTERM, SIGHUP});
    Language language(u"client"_s);
    const QString path = fileIn(options, u"settings.ini"_s);
    makePrivate(path); // a proxy's password may stand there
    QSettings file(path, QSettings::IniFormat);
    const ClientSettings settings = readSettings(file);
    useProxy(settings.proxy);
    AccountList accounts(options.dataFolder, settings.history);
    ClientWindow window(accounts, language, settings);
    DesktopNotifier notifier;
    MessageAnnouncer announcer(notifier);
    const SystemNetworkWatch network;
    QObject::connect(&accounts, &AccountList::added, &window, [&](Account *account) {
        QObject::connect(&network, &NetworkWatch::cameBack, &account->inbox(),
                         &Inbox::noteNetworkBack);
        tellOf(*account, announcer, window);
    });
    connectNotifications(window, notifier, announcer);
    useNotifications(settings, notifier, announcer);
    QObject::connect(&window, &ClientWindow::settingsChanged, &window,
                     [&](const ClientSettings &changed) {
                         writeSettings(file, changed);
                         useProxy(changed.proxy);
                         accounts.setLimits(changed.history);
                         useNotifications(changed, notifier, announcer);
                     });
    openAccounts(accounts, options);
    window.pageOf(accounts.accounts().constFirst())->choose({}, options.to);
    QObject::connect(&instance, &SingleInstance::started, &window,
                     [&](const QStringList &asked) { openAlso(asked, accounts, window); });
    WindowPlace place(&window, window.findChild<QSplitter *>(), fileIn(options, u"window.ini"_s));
    window.show();
    return runUntilTheEnd(window, events, place, accounts);
}

/// Has this data folder for itself, or leaves what was asked for to who has it.
int runOnce(const ClientOptions &options)
{
    SingleInstance instance(options.dataFolder);
    switch (instance.claim(argumentsFor(options), answerWaitMax)) {
    case SingleInstance::Claim::First:
        break;
    case SingleInstance::Claim::Told:
        return EXIT_SUCCESS;
    case SingleInstance::Claim::NoAnswer:
        print(stderr,
              u"pushpoint-client: another window (process %1) has %2 open, and does not answer\n"_s
                  .arg(QString::number(instance.otherProcess()),
                       QDir::toNativeSeparators(options.dataFolder)));
        return EXIT_FAILURE;
    }
    return runWindow(options, instance);
}

} // namespace

int main(int argc, char *argv[])
{
    useUtf8WithoutLocale();
    QCoreApplication::setApplicationName(u"pushpoint-client"_s);
    QCoreApplication::setApplicationVersion(u"" PUSHPOINT_VERSION ""_s);

    if (isTerminalCommand(argc, argv))
        return runTerminalCommand(argc, argv); // has its own way with closed descriptors
    openStandardDescriptors();

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
    QApplication::setWindowIcon(QIcon(iconFile()));
    return runOnce(command->options);
}
