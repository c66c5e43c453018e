#pragma once

#include "app/command_line.h"
#include "resources/options/option.h"
#include "ui/server_page/option_value.h"

namespace pushpoint::app {

/// Every option of the server, in the order of the help, bound to the fields of `line`. To add one
/// is to add a row here and the field that it fills.
QList<Option> optionTable(CommandLine &line);

/// The value of each, and its default, for the window to show.
QList<ui::OptionValue> optionValues(CommandLine line);

/// The same, for GET /admin/server.
QList<ToldOption> toldOptions(const CommandLine &line);

/// The address as --host takes it. Qt writes that of both families as that of IPv4.
QString hostText(const QHostAddress &host);

} // namespace pushpoint::app
