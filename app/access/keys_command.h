#pragma once

#include <QStringList>

namespace pushpoint::app {

/// `keys create|rotate|retire FILE [KID]`: see runAccessCommand(). @param arguments `keys` first
int runKeysCommand(const QStringList &arguments);

} // namespace pushpoint::app
