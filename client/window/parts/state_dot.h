#pragma once

#include <QColor>
#include <QIcon>

class QPalette;

namespace pushpoint::client {

class Account;

/// How the account's connection stands, as a colour: green connected, amber on the way, red
/// stopped, grey where there is none yet.
QColor stateColor(Account &account, const QPalette &palette);

/// The same as a dot. @param sharpness pixels of the screen for each of the widget's.
QPixmap stateDot(Account &account, const QPalette &palette, qreal sharpness);

} // namespace pushpoint::client
