#pragma once

#include "server/server_options.h"
#include "ui/server_page/option_value.h"

#include <QList>
#include <QUrl>

namespace pushpoint {

/// What the server was started with, for the window to show.
QList<OptionValue> optionValues(const ServerOptions &options);

/// The address as --host takes it. Qt writes that of both families as that of IPv4.
QString hostText(const QHostAddress &host);

/// Where other devices reach a server that listens at `url`: empty where it hears this machine
/// only.
QUrl reachableUrl(const ServerOptions &options, const QUrl &url);

} // namespace pushpoint
