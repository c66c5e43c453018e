#pragma once

#include "ui/filter/filter_parser.h"
#include "ui/ring/traffic_ring.h"

#include <QRandomGenerator>

// Traffic made by hand, for tests.

namespace pushpoint {

/// @param text one that is understood.
inline ui::FilterExpression filterOf(const QString &text)
{
    return std::get<ui::FilterExpression>(ui::FilterParser::parse(text));
}

/// Something that could have happened. Figures from small ranges, so that filters find some.
inline ui::TrafficRow randomRow(QRandomGenerator &random, qint64 wallClockMs)
{
    static const QByteArrayList names{"Alice", "bob", "Bob", "Jack", "李雷", "Ярослав", {}};
    static const QByteArrayList words{"hello", "Hello world", "你好", "ПРИВЕТ", "aaab", "x y z"};
    ui::TrafficRow row;
    if (random.bounded(40) == 0) {
        row.lost = random.bounded(1u, 1000u);
        return row;
    }
    TrafficEvent &event = row.event;
    event.kind = static_cast<TrafficKind>(random.bounded(6));
    event.wallClockMs = wallClockMs;
    event.steadyNs = wallClockMs * 1'000'000;
    event.to = names[random.bounded(int(names.size()) - 1)];
    const bool isPublish = event.kind <= TrafficKind::Offline;
    if (!isPublish) {
        event.connectionId = random.bounded(1u, 20u);
        event.closeCode = event.kind == TrafficKind::Closed ? 1000 + random.bounded(10) : 0;
        event.note = event.kind == TrafficKind::Pong ? QByteArray() : words[random.bounded(6)];
        event.latencyNs = event.kind == TrafficKind::Pong ? random.bounded(1'000'000) : 0;
        return row;
    }
    event.from = names[random.bounded(int(names.size()))];
    event.connections = event.kind == TrafficKind::Delivered ? random.bounded(1, 4) : 0;
    event.latencyNs = random.bounded(20'000'000);
    static const QByteArrayList nodes{{}, {}, "north", "south", "north\nsouth", "northern"};
    if (event.connections > 0)
        event.nodes = nodes[random.bounded(int(nodes.size()))];
    const QByteArray content = '"' + words[random.bounded(6)]
        + QByteArray(random.bounded(3) * 200, '.') + words[random.bounded(6)] + '"';
    event.preview = content.left(120);
    event.sizeBytes = content.size();
    if (random.bounded(2) == 0) {
        auto trace = std::make_shared<MessageTrace>();
        trace->contentJson = content;
        for (int i = 0; i < event.connections; ++i)
            trace->deliveries.push_back({.connectionId = random.bounded(1u, 20u)});
        event.trace = trace;
    }
    return row;
}

} // namespace pushpoint
