#pragma once

#include <QIcon>

namespace pushpoint::ui {

/// The mark of who is online, readable on light and on dark. GUI thread; needs QGuiApplication.
QIcon onlineDot();

} // namespace pushpoint::ui
