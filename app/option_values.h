#pragma once

#include "server/server_options.h"
#include "ui/server_page/option_value.h"

#include <QList>
#include <QUrl>

namespace pushpoint {

/// What the server was started with, for the window to show.
QList<OptionValue> optionValues(const ServerOptions &options);

/// Where other devices reach a server that listens at `url`: empty where it hears this machine
/// only.
QUrl reachableUrl(const ServerOptions &options, const QUrl &url);

} // namespace pushpoint
