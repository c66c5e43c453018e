#pragma once

#include "server/traffic/message_trace.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>
#include <vector>

namespace pushpoint {

enum class TrafficKind {
    Delivered, ///< a publish that at least one connection took
    Offline,   ///< a publish whose receiver had no connection
    Refused,   ///< a request or a message that was turned away; `note` says why
    Opened,    ///< a WebSocket was accepted for `to`
    Closed,    ///< a WebSocket of `to` ended, with `closeCode`
    Pong,      ///< a ping of ours was answered by a connection of `to`
};

/// A publish that was not refused, whether it was delivered or not.
constexpr bool isAcceptedPublish(TrafficKind kind)
{
    return kind == TrafficKind::Delivered || kind == TrafficKind::Offline;
}

/// One thing that happened on the server, small enough to make by the hundred thousand. A value.
/// Whoever keeps events in another form, packed or in a file, takes its parts from visitFields(),
/// so that a new one has to be written down here only.
/// @tparam Text what its texts are. @tparam Trace what leads to its trace.
template <typename Text, typename Trace = std::shared_ptr<const MessageTrace>>
struct TrafficEventOf
{
    TrafficKind kind = TrafficKind::Delivered;
    int connections = 0;      ///< how many took it
    qint64 wallClockMs = 0;   ///< since the epoch, UTC
    qint64 steadyNs = 0;      ///< since the server's start, never jumps
    quint64 connectionId = 0; ///< Opened, Closed: which one
    qint64 sizeBytes = 0;     ///< of the content's JSON text
    qint64 latencyNs = 0;     ///< publishes: from accepted to answered; Pong: the round trip
    int closeCode = 0;
    Text from{};    ///< UTF-8; empty where not said
    Text to{};      ///< UTF-8: the receiver, or the name of the connection
    Text preview{}; ///< the content's beginning: UTF-8, perhaps cut inside a character
    Text note{};    ///< Refused: the error's word; Closed: the reason
    Text nodes{};   ///< Delivered, in a cluster: the nodes that said so, by '\n'; empty: alone
    Trace trace{};  ///< publishes: the whole of it; null: not kept
};

/// Calls visit(name, field...) for each figure and text of these events (but not for the kind and
/// the trace), which may be of different types. The names are those of a recording, in its order.
template <typename Visit, typename... Events>
void visitFields(Visit visit, Events &...events)
{
    visit("time_ms", events.wallClockMs...);
    visit("steady_ns", events.steadyNs...);
    visit("connection", events.connectionId...);
    visit("from", events.from...);
    visit("to", events.to...);
    visit("connections", events.connections...);
    visit("size_bytes", events.sizeBytes...);
    visit("preview", events.preview...);
    visit("close_code", events.closeCode...);
    visit("note", events.note...);
    visit("latency_ns", events.latencyNs...);
    visit("nodes", events.nodes...);
}

using TrafficEvent = TrafficEventOf<QByteArray>;
/// Nothing of its own: valid as long as what it was taken from.
using TrafficEventView = TrafficEventOf<QByteArrayView>;

TrafficEventView viewOf(const TrafficEvent &event);
/// Copies all texts.
TrafficEvent eventOf(const TrafficEventView &view);

/// What the window asks about one connection. A value, taken on the server thread.
struct ConnectionStats
{
    quint64 id = 0;
    QByteArray name; ///< UTF-8
    QString address; ///< the client's "address:port"; no port where a proxy did not tell
    QString origin;  ///< the browser's Origin header; empty: no browser
    QString userAgent;
    qint64 openedWallClockMs = 0;
    qint64 lastActivityWallClockMs = 0;
    quint64 messagesIn = 0;
    quint64 messagesOut = 0;
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    qint64 bytesWaiting = 0; ///< accepted for sending, not yet taken by the kernel
    qint64 roundTripUs = -1; ///< of the last ping; below zero: none answered yet
    QByteArray lastRefusal;  ///< the error's word of its last message that was turned away
    qint64 lastRefusalWallClockMs = 0;
};
using ConnectionTable = std::vector<ConnectionStats>;

} // namespace pushpoint
