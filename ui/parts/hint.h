#pragma once

#include <QString>

class QWidget;

namespace pushpoint::ui {

/// Draws what to do first into the middle of an empty view, as plain, faint text. From within the
/// viewport's paint event.
void drawHint(QWidget *viewport, const QString &hint);

} // namespace pushpoint::ui
