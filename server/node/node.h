#pragma once

#include "server/node/arrival.h"
#include "server/node/message_ids.h"
#include "server/node/remembered_ids.h"
#include "server/node/trace_budget.h"
#include "server/node/turn_log.h"
#include "server/protocol/message.h"
#include "server/registry/registry.h"
#include "server/traffic/traffic_feed.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace pushpoint {

/// The one policy of publishing: a repeat is answered and not delivered, a message is encoded once
/// and goes to the registry, and what happened is told to the feed. Other nodes will be asked here,
/// by the broker. Lives on the server thread, owned by the server's core. Knows neither HTTP nor
/// WebSocket.
class Node : public QObject
{
    Q_OBJECT

public:
    /// The registry and the feed must outlive the node.
    Node(Registry &registry, TrafficFeed &feed, const QByteArray &name, const Limits &limits,
         QObject *parent = nullptr);

    /// Delivers to every connection of `message.to` and says how many took it.
    PublishOutcome publish(const Message &message, const Arrival &arrival = {});
    /// The answers to all publishes so far were written: for their traces.
    void noteAnswersWritten();
    /// A ping was answered.
    void notePong(const Session &session, qint64 roundTripNs);
    /// Tells the feed that something was turned away at the door.
    void noteRefusal(const Error &error, const QByteArray &from = {}, const QByteArray &to = {});

    /// What everything below and around the node counts.
    TrafficFeed::Counters &counters() { return m_feed.counters; }
    const TrafficFeed &feed() const { return m_feed; }
    /// Since the node's start, by a clock that never jumps: the time of events and traces.
    qint64 nowNs() const { return (std::chrono::steady_clock::now() - m_startedAt).count(); }
    const QByteArray &name() const { return m_name; }

private:
    TrafficEvent newEvent(TrafficKind kind) const;
    TrafficEvent newEvent(TrafficKind kind, const Session &session) const;
    int deliver(const Message &message, MessageTrace *trace);
    void countPublish(const Message &message, const PublishOutcome &outcome, qint64 durationNs);
    void tellPublish(const Message &message, const PublishOutcome &outcome, qint64 durationNs,
                     std::shared_ptr<MessageTrace> trace);
    void noteOpened(const Session &session);
    void noteClosed(const Session &session, int closeCode, const QByteArray &reason);
    void updateGauges();

    Registry &m_registry;
    TrafficFeed &m_feed;
    const QByteArray m_name;
    const std::chrono::steady_clock::time_point m_startedAt = std::chrono::steady_clock::now();
    TurnLog m_log;
    TraceBudget m_traceBudget;
    MessageIds m_ids;
    RememberedIds m_remembered;
};

} // namespace pushpoint
