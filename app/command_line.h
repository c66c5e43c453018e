#pragma once

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
    ui::TrafficBounds traffic; ///< what the window keeps
    QString helpText;          ///< for ShowHelp
    QStringList warnings;      ///< about what was read; one line each, for people
    QStringList arguments;     ///< as given, to read all of it again
};

} // namespace pushpoint::app
