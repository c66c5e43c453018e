#include "app/run.h"

#include "app/access_files.h"
#include "app/command_line_parser.h"
#include "app/log/log_writer.h"
#include "app/log_tap.h"
#include "app/option_table.h"
#include "app/termination.h"
#include "resources/language/language.h"
#include "server/server.h"
#include "ui/window/admin_window.h"

#include <QGuiApplication>
#include <QNetworkInterface>

#include <functional>
#include <memory>

using namespace Qt::StringLiterals;

namespace pushpoint::app {

namespace {

void warn(const CommandLine &line)
{
    for (const QString &warning : line.warnings)
        complain(u"warning: "_s + warning);
    if (!line.options.host.isLoopback() && line.isOpen)
        complain(u"warning: listening on %1: anyone who can reach it may speak as anyone"_s.arg(
            hostText(line.options.host)));
}

void start(CommandLine &line, Server &server)
{
    line.options.told = toldOptions(line);
    server.start(line.options);
}

// Hosts, origins, keys, the revoked and what new connections are encrypted by can change under
// open connections, nothing else can.
Result<QStringList> readAgain(CommandLine &line, Server &server, AccessFiles &accessFiles)
{
    const auto again = parseCommandLine(line.arguments);
    if (!again)
        return again.error();
    line.options.allowHosts = again->options.allowHosts;
    line.options.allowOrigins = again->options.allowOrigins;
    server.allow(line.options.allowHosts, line.options.allowOrigins);
    accessFiles.readAgain();
    server.readCertificateAgain();
    server.tell(toldOptions(line));
    QStringList read{u"allow-host"_s, u"allow-origin"_s};
    if (!line.options.tls.certificate.isEmpty())
        read += u"tls-cert"_s;
    return read;
}

// What was asked for by `who`.
void sayWhatWasRead(const QString &who, const Result<QStringList> &read)
{
    complain(
        who
        + (read ? u": %1 were read again; all else needs a restart"_s.arg(read->join(u" and "_s))
                : u": nothing changes: "_s + read.error().text()));
}

// By SIGHUP and by POST /admin/reload alike.
void connectReload(const Server::Reload &readAgain, Server &server, Termination &termination)
{
    QObject::connect(&termination, &Termination::reloadRequested, &server,
                     [readAgain] { sayWhatWasRead(u"SIGHUP"_s, readAgain()); });
    server.setReload([readAgain] {
        const Result<QStringList> read = readAgain();
        sayWhatWasRead(u"/admin/reload"_s, read);
        return read;
    });
}

// Keys and the revoked can change under open connections.
void follow(AccessFiles &files, Server &server)
{
    QObject::connect(&files, &AccessFiles::keysRead, &server, &Server::setKeys);
    QObject::connect(&files, &AccessFiles::revokedRead, &server, &Server::setRevoked);
    QObject::connect(&files, &AccessFiles::told, &server, &complain);
    QObject::connect(&server, &Server::unknownKeySeen, &files, &AccessFiles::noteUnknownKey);
}

// Who comes before the keys are there would be turned away for good.
void startWithKeys(CommandLine &line, Server &server, const AccessFiles &files)
{
    if (!files.isAwaitingKeys())
        return start(line, server);
    QObject::connect(&files, &AccessFiles::fetchEnded, &server, [&] { start(line, server); });
}

// Where other devices reach a server that listens at `url`: empty where it hears this machine only.
QUrl reachableUrl(const QHostAddress &host, const QUrl &url)
{
    if (host.isLoopback())
        return {};
    const bool any = host == QHostAddress::Any || host == QHostAddress::AnyIPv4
        || host == QHostAddress::AnyIPv6;
    if (!any)
        return url;
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : addresses) {
        if (address.protocol() != QAbstractSocket::IPv4Protocol || address.isLoopback()
            || address.isLinkLocal())
            continue;
        QUrl reachable = url;
        reachable.setHost(address.toString());
        return reachable;
    }
    return {};
}

} // namespace

int runHeadless(CommandLine line)
{
    Server server;
    Termination termination;
    AccessFiles accessFiles(line);
    follow(accessFiles, server);
    QObject::connect(&server, &Server::listening, &server,
                     [](const QUrl &url) { say(u"listening on "_s + url.toString()); });
    QObject::connect(&server, &Server::failed, &server, [](const Error &error) {
        complain(error.text());
        QCoreApplication::exit(1);
    });
    QObject::connect(&server, &Server::stopped, &server, [] { QCoreApplication::exit(0); });
    QObject::connect(&termination, &Termination::requested, &server, [&server] {
        if (server.isStarted())
            server.stop();
        else
            QCoreApplication::exit(0);
    });
    connectReload([&] { return readAgain(line, server, accessFiles); }, server, termination);
    warn(line);
    startWithKeys(line, server, accessFiles);
    return QCoreApplication::exec();
}

/// What one asks for in the window, and what became of it.
void connectWishes(ui::AdminWindow &window, Server &server)
{
    QObject::connect(&window, &ui::AdminWindow::stopRequested, &server, &Server::stop);
    QObject::connect(&window, &ui::AdminWindow::publishRequested, &server, &Server::publish);
    QObject::connect(&window, &ui::AdminWindow::probeRequested, &server, &Server::probe);
    QObject::connect(&server, &Server::probed, &window, &ui::AdminWindow::showProbe);
    QObject::connect(&window, &ui::AdminWindow::disconnectRequested, &server,
                     &Server::disconnectSessions);
    QObject::connect(&window, &ui::AdminWindow::pingRequested, &server, &Server::pingSessions);
    QObject::connect(&window, &ui::AdminWindow::connectionsRequested, &server,
                     &Server::requestConnections);
    QObject::connect(&server, &Server::published, &window, &ui::AdminWindow::showOutcome);
}

void showLine(ui::AdminWindow &window, const CommandLine &line)
{
    window.showOpenToOthers(line.isOpen && !line.options.host.isLoopback());
    window.showOptions(optionValues(line));
    window.show();
}

void letChoose(ui::AdminWindow &window, Language &language)
{
    QObject::connect(&window, &ui::AdminWindow::languageChosen, &language, &Language::choose);
    window.showLanguage(language.chosen());
}

int runDesktop(CommandLine line)
{
    Server server;
    Termination termination;
    AccessFiles accessFiles(line);
    follow(accessFiles, server);
    Language language(u"ui"_s);
    language.add(u"options"_s);
    LogTap log;
    std::unique_ptr<ui::AdminWindow> window; // made when the first start has come to an end
    bool leaving = false;

    const auto openWindow = [&](const std::function<void()> &leave) {
        window = std::make_unique<ui::AdminWindow>(server.feed(), line.options.names, line.traffic);
        QObject::connect(window.get(), &ui::AdminWindow::startRequested, &server,
                         [&](quint16 port) {
                             line.options.port = port;
                             start(line, server);
                         });
        connectWishes(*window, server);
        QObject::connect(window.get(), &ui::AdminWindow::quitRequested, &server, leave);
        QObject::connect(&log, &LogTap::written, window.get(), &ui::AdminWindow::addLogLine,
                         Qt::QueuedConnection);
        letChoose(*window, language);
        showLine(*window, line);
    };
    // The last window was closed, or a signal came: first a clean stop, then the end.
    const auto leave = [&] {
        leaving = true;
        if (server.isStarted())
            server.stop();
        else
            QCoreApplication::exit(0);
    };
    QObject::connect(&server, &Server::listening, &server, [&](const QUrl &url) {
        say(u"listening on "_s + url.toString());
        if (!window)
            openWindow(leave);
        window->showListening(url, reachableUrl(line.options.host, url));
    });
    QObject::connect(&server, &Server::failed, &server, [&](const Error &error) {
        // Who started it by an icon sees no terminal; the window offers a free port.
        if (!window) {
            complain(error.text());
            openWindow(leave);
        }
        window->showFailure(error);
    });
    QObject::connect(&server, &Server::stopped, &server, [&] {
        if (leaving)
            QCoreApplication::exit(0);
        else if (window)
            window->showStopped();
    });
    QObject::connect(&termination, &Termination::requested, &server, leave);
    const auto reload = [&] {
        const Result<QStringList> read = readAgain(line, server, accessFiles);
        if (window)
            window->showOptions(optionValues(line));
        return read;
    };
    connectReload(reload, server, termination);
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(qGuiApp, &QGuiApplication::lastWindowClosed, &server, leave);
    warn(line);
    startWithKeys(line, server, accessFiles);
    const int exitCode = QCoreApplication::exec();
    window.reset(); // before the feed that it looks at
    return exitCode;
}

} // namespace pushpoint::app
