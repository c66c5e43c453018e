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

/// One thing that happened on the server, small enough to make by the hundred thousand. A value.
struct TrafficEvent
{
    TrafficKind kind = TrafficKind::Delivered;
    qint64 wallClockMs = 0;   ///< since the epoch, UTC
    qint64 steadyNs = 0;      ///< since the server's start, never jumps
    quint64 connectionId = 0; ///< Opened, Closed: which one
    QByteArray from;          ///< UTF-8; empty where not said
    QByteArray to;            ///< UTF-8: the receiver, or the name of the connection
    int connections = 0;      ///< how many took it
    qint64 sizeBytes = 0;     ///< of the content's JSON text
    QByteArray preview;       ///< the content's beginning: UTF-8, perhaps cut inside a character
    int closeCode = 0;
    QByteArray note;      ///< Refused: the error's word; Closed: the reason
    qint64 latencyNs = 0; ///< publishes: from accepted to answered; Pong: the round trip
    QByteArray nodes; ///< Delivered, in a cluster: the nodes that said so, by '\n'; empty: alone
    std::shared_ptr<const MessageTrace> trace; ///< publishes: the whole of it; null: not kept
};

/// The same without anything of its own: valid as long as what it was taken from. A value.
struct TrafficEventView
{
    TrafficKind kind = TrafficKind::Delivered;
    qint64 wallClockMs = 0;
    qint64 steadyNs = 0;
    quint64 connectionId = 0;
    QByteArrayView from;
    QByteArrayView to;
    int connections = 0;
    qint64 sizeBytes = 0;
    QByteArrayView preview;
    int closeCode = 0;
    QByteArrayView note;
    qint64 latencyNs = 0;
    QByteArrayView nodes;
    std::shared_ptr<const MessageTrace> trace;
};

TrafficEventView viewOf(const TrafficEvent &event);
/// Copies all texts.
TrafficEvent eventOf(const TrafficEventView &view);

/// What the window asks about one connection. A value, taken on the server thread.
struct ConnectionStats
{
    quint64 id = 0;
    QByteArray name; ///< UTF-8
    QString address; ///< the peer's "address:port"
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
