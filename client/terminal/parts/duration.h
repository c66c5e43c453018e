#pragma once

#include "server/protocol/result.h"

#include <QString>

#include <chrono>

namespace pushpoint::client {

/// Beyond, a QTimer would not count.
inline constexpr std::chrono::milliseconds durationMax = std::chrono::hours(24 * 24);

/// Reads `500ms`, `30s`, `5m`, `2h`: a whole number and a unit, which must be there. Error:
/// BadOption with a sentence that quotes the text.
Result<std::chrono::milliseconds> parseDuration(const QString &text);

/// For people: "850 ms", "12.3 s", "5 min 3 s".
QString durationText(std::chrono::milliseconds duration);

} // namespace pushpoint::client
