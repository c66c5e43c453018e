#include "app/run.h"

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
    if (!line.options.host.isLoopback())
        complain(u"warning: listening on %1: anyone who can reach it may speak as anyone"_s.arg(
            hostText(line.options.host)));
}

// What SIGHUP asks for. Hosts, origins and what new connections
// are encrypted by can change under open connections, nothing else can.
void readAgain(CommandLine &line, Server &server)
{
    const auto again = parseCommandLine(line.arguments);
    if (!again) {
        complain(u"SIGHUP: nothing changes: "_s + again.error().text());
        return;
    }
    line.options.allowHosts = again->options.allowHosts;
    line.options.allowOrigins = again->options.allowOrigins;
    server.allow(line.options.allowHosts, line.options.allowOrigins);
    server.readCertificateAgain();
    complain(
        line.options.tls.certificate.isEmpty()
            ? u"SIGHUP: allow-host and allow-origin were read again; all else needs a restart"_s
            : u"SIGHUP: allow-host, allow-origin and the certificate were read again; all else "
              "needs a restart"_s);
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
    QObject::connect(&server, &Server::listening, &server,
                     [](const QUrl &url) { say(u"listening on "_s + url.toString()); });
    QObject::connect(&server, &Server::failed, &server, [](const Error &error) {
        complain(error.text());
        QCoreApplication::exit(1);
    });
    QObject::connect(&server, &Server::stopped, &server, [] { QCoreApplication::exit(0); });
    QObject::connect(&termination, &Termination::requested, &server, &Server::stop);
    QObject::connect(&termination, &Termination::reloadRequested, &server,
                     [&] { readAgain(line, server); });
    warn(line);
    server.start(line.options);
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

int runDesktop(CommandLine line)
{
    Server server;
    Termination termination;
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
                             server.start(line.options);
                         });
        connectWishes(*window, server);
        QObject::connect(window.get(), &ui::AdminWindow::languageChosen, &language,
                         &Language::choose);
        QObject::connect(window.get(), &ui::AdminWindow::quitRequested, &server, leave);
        QObject::connect(&log, &LogTap::written, window.get(), &ui::AdminWindow::addLogLine,
                         Qt::QueuedConnection);
        window->showOptions(optionValues(line));
        window->showLanguage(language.chosen());
        window->show();
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
    QObject::connect(&termination, &Termination::reloadRequested, &server, [&] {
        readAgain(line, server);
        if (window)
            window->showOptions(optionValues(line));
    });
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(qGuiApp, &QGuiApplication::lastWindowClosed, &server, leave);
    warn(line);
    server.start(line.options);
    const int exitCode = QCoreApplication::exec();
    window.reset(); // before the feed that it looks at
    return exitCode;
}

} // namespace pushpoint::app
