#pragma once

#include <QCommandLineParser>
#include <QString>

namespace pushpoint {

/// Tells the parser all options, with their defaults for --help.
void addOptions(QCommandLineParser &parser);

/// What a config file may say of an option.
enum class OptionKind { Unknown, Switch, Value };
OptionKind optionKind(const QString &name);

} // namespace pushpoint
