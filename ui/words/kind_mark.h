#pragma once

#include "server/traffic/traffic_event.h"

#include <QPixmap>

namespace pushpoint::ui {

/// A small mark whose shape and colour say the kind. GUI thread.
/// @param side in device-independent pixels.
QPixmap kindMark(TrafficKind kind, int side, qreal pixelRatio);

} // namespace pushpoint::ui
