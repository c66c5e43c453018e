#pragma once

#include "server/protocol/message.h"
#include "server/registry/registry.h"
#include "server/traffic/traffic_feed.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <vector>

namespace pushpoint {

/// What is told of whatever happens on the server thread, and by which clock: events for the feed,
/// in order, and counters. Handed to whoever has something to tell. A publish is told when the turn
/// of the event loop is over, for only then its frames have left (sessions send what they gathered
/// at the turn's end), and a trace must not change once it is told; what happens after it in the
/// same turn waits behind it. Server thread; owned by the node. Never holds anything beyond a turn.
class TrafficLog : public QObject
{
    Q_OBJECT

public:
    /// The registry and the feed must outlive the log.
    TrafficLog(const Registry &registry, TrafficFeed &feed) : m_registry(registry), m_feed(feed) { }

    /// Since the node's start, by a clock that never jumps: the time of events and traces.
    qint64 nowNs() const { return (std::chrono::steady_clock::now() - m_startedAt).count(); }
    TrafficFeed::Counters &counters() { return m_feed.counters; }
    /// Somebody looks: only then events are worth making.
    bool isWatched() const { return m_feed.isWatched(); }

    /// Something was turned away: counts it, and tells it.
    /// @param facts about it, for the row; UTF-8.
    void noteRefusal(const Error &error, const QByteArray &from = {}, const QByteArray &to = {},
                     const QByteArray &facts = {});
    /// A ping was answered.
    void notePong(const Session &session, qint64 roundTripNs);
    /// The answers to all publishes so far were written: for their traces.
    void noteAnswersWritten();

    /// Events to be filled in and told. Views of what they are given.
    TrafficEventView newEvent(TrafficKind kind, qint64 steadyNs) const;
    TrafficEventView newEvent(TrafficKind kind, const Message &message, qint64 steadyNs) const;
    TrafficEventView newEvent(TrafficKind kind, const Session &session) const;
    void tell(const TrafficEventView &event);
    /// The same at the turn's end, with the trace filled in.
    void tellAtTurnsEnd(const TrafficEventView &event, std::shared_ptr<MessageTrace> trace);

protected:
    bool event(QEvent *event) override;

private:
    void fillIn(MessageTrace &trace) const;

    const Registry &m_registry;
    TrafficFeed &m_feed;
    const std::chrono::steady_clock::time_point m_startedAt = std::chrono::steady_clock::now();
    EventBuffer m_held;
    std::vector<std::shared_ptr<MessageTrace>> m_traces; ///< of those held, still to be filled in
};

} // namespace pushpoint
