#pragma once

#include "server/traffic/traffic_event.h"
#include "ui/filter/filter_expression.h"

#include <QStringList>

#include <optional>

namespace pushpoint::ui {

// The words and units of the filter language. Pure functions, any thread.

/// The keys, in the order in which they are offered.
QStringList filterKeys();
/// Null: the key stands for no single field, or is none.
const TrafficField *filterField(const QString &key);
/// The kinds, in the order in which they are offered.
QStringList filterKinds();
/// The word of a kind in a filter, such as "offline". Not translated: filters are kept and shared.
QString filterWord(TrafficKind kind);

/// "offline", "refused,closed". Nothing: a word in it is no kind.
std::optional<KindTerm> readKinds(const QString &text);
/// "1k", "1.5m", "200": bytes, in steps of 1024. "5ms", "1.5s", "20us": in ns; without a unit, ms.
/// For all other values a whole number from 0.
std::optional<qint64> readFigure(TrafficField::Value value, const QString &text);
/// "30s", "5m", "2h", "1d": in ms.
std::optional<qint64> readAgeMs(const QString &text);
} // namespace pushpoint::ui
