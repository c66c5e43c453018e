#include "server/traffic/traffic_event.h"

namespace pushpoint {

TrafficEventView viewOf(const TrafficEvent &event)
{
    TrafficEventView view;
    view.kind = event.kind;
    view.trace = event.trace;
    visitFields([](const char *, auto &seen, const auto &value) { seen = value; }, view, event);
    return view;
}

TrafficEvent eventOf(const TrafficEventView &view)
{
    TrafficEvent event;
    event.kind = view.kind;
    event.trace = view.trace;
    visitFields(
        [](const char *, auto &value, const auto &seen) {
            if constexpr (std::is_same_v<decltype(seen), const QByteArrayView &>)
                value = seen.isEmpty() ? QByteArray() : seen.toByteArray();
            else
                value = seen;
        },
        event, view);
    return event;
}

} // namespace pushpoint
