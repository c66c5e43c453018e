#pragma once

#include "server/traffic/traffic_event.h"

#include <QByteArrayView>

#include <optional>

namespace pushpoint::ui {

/// What a file calls a kind: "delivered", "offline", … Never translated.
const char *kindWord(TrafficKind kind);
/// Nothing for a word that is none.
std::optional<TrafficKind> kindOfWord(QByteArrayView word);

/// "2026-11-23T14:03:05.123Z" (RFC 3339), from milliseconds since the epoch.
QByteArray utcText(qint64 wallClockMs);

} // namespace pushpoint::ui
