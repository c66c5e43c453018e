#pragma once

#include <QStringList>

namespace pushpoint::app {

/// `token --auth FILE --name NAME …`: see runAccessCommand(). @param arguments `token` first
int runTokenCommand(const QStringList &arguments);

} // namespace pushpoint::app
