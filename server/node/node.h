#pragma once

#include "server/node/message_ids.h"
#include "server/node/remembered_ids.h"
#include "server/protocol/message.h"
#include "server/registry/registry.h"
#include "server/traffic/traffic_feed.h"

#include <QElapsedTimer>
#include <QObject>

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
    PublishOutcome publish(const Message &message);
    /// Tells the feed that something was turned away at the door.
    void noteRefusal(const Error &error, const QByteArray &from = {}, const QByteArray &to = {});

    /// What everything below and around the node counts.
    TrafficFeed::Counters &counters() { return m_feed.counters; }
    const QByteArray &name() const { return m_name; }

private:
    TrafficEvent newEvent(TrafficKind kind) const;
    void notePublish(const Message &message, const PublishOutcome &outcome, qint64 beganNs);
    void noteOpened(const Session &session);
    void noteClosed(const Session &session, int closeCode, const QByteArray &reason);
    void updateGauges();

    Registry &m_registry;
    TrafficFeed &m_feed;
    const QByteArray m_name;
    QElapsedTimer m_sinceStart;
    MessageIds m_ids;
    RememberedIds m_remembered;
};

} // namespace pushpoint
