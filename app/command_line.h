#pragma once

#include "server/access/authority.h"
#include "server/server_options.h"
#include "ui/ring/traffic_row.h"

#include <QString>
#include <QStringList>

namespace pushpoint::app {

/// What the program is asked to do. A value.
struct CommandLine
{
    enum class Wish { Serve, ShowHelp, ShowVersion };
    Wish wish = Wish::Serve;
    bool headless = false;
    ServerOptions options;
    QString brokerUrl; ///< what options.broker was made from; it may hold a password
    QString brokerPasswordFile;
    QByteArray brokerPassword; ///< from that file; empty: there is none
    QString keysFile;          ///< whose keys options.authority has; empty: open mode
    QString revokedFile;
    access::TokenRules tokenRules; ///< of options.authority
    access::Revoked revoked;       ///< from the file
    bool isOpen = false;       ///< everyone may do all, though others than this machine reach it
    ui::TrafficBounds traffic; ///< what the window keeps
    QString helpText;          ///< for ShowHelp
    QStringList warnings;      ///< about what was read; one line each, for people
    QStringList arguments;     ///< as given, to read all of it again
};

} // namespace pushpoint::app
