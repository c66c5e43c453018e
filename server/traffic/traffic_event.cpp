#include "server/traffic/traffic_event.h"

namespace pushpoint {

TrafficEventView viewOf(const TrafficEvent &event)
{
    return {.kind = event.kind,
            .wallClockMs = event.wallClockMs,
            .steadyNs = event.steadyNs,
            .connectionId = event.connectionId,
            .from = event.from,
            .to = event.to,
            .connections = event.connections,
            .sizeBytes = event.sizeBytes,
            .preview = event.preview,
            .closeCode = event.closeCode,
            .note = event.note,
            .latencyNs = event.latencyNs,
            .nodes = event.nodes,
            .trace = event.trace};
}

TrafficEvent eventOf(const TrafficEventView &view)
{
    const auto copyOf
        = [](QByteArrayView text) { return text.isEmpty() ? QByteArray() : text.toByteArray(); };
    return {.kind = view.kind,
            .wallClockMs = view.wallClockMs,
            .steadyNs = view.steadyNs,
            .connectionId = view.connectionId,
            .from = copyOf(view.from),
            .to = copyOf(view.to),
            .connections = view.connections,
            .sizeBytes = view.sizeBytes,
            .preview = copyOf(view.preview),
            .closeCode = view.closeCode,
            .note = copyOf(view.note),
            .latencyNs = view.latencyNs,
            .nodes = copyOf(view.nodes),
            .trace = view.trace};
}

} // namespace pushpoint
