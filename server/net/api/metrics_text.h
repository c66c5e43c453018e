#pragma once

#include "server/net/system/process_facts.h"
#include "server/traffic/traffic_totals.h"

#include <QByteArray>

namespace pushpoint::net {

/// What GET /metrics answers: the totals in Prometheus' text format 0.0.4. The names are a contract
/// with whoever draws or watches them, and stand in docs/metrics.md. Pure; any thread.
QByteArray metricsText(const TrafficTotals &totals, const ProcessFacts &process);

/// Its Content-Type.
inline constexpr char metricsContentType[] = "text/plain; version=0.0.4; charset=utf-8";

} // namespace pushpoint::net
