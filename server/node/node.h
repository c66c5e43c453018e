#pragma once

#include "server/broker/broker.h"
#include "server/node/arrival.h"
#include "server/node/message_ids.h"
#include "server/node/pending_outcome.h"
#include "server/node/presence_questions.h"
#include "server/node/remembered_ids.h"
#include "server/node/trace_budget.h"
#include "server/node/traffic_log.h"
#include "server/protocol/message.h"
#include "server/registry/registry.h"
#include "server/traffic/traffic_feed.h"

#include <QObject>

#include <memory>
#include <optional>

namespace pushpoint {

/// The one policy of publishing: a repeat is answered and not delivered, a message is encoded once
/// and goes to the registry, and what happened is told to the feed. Where it has
/// nobody of that name, other nodes are asked by the broker, and the outcome comes later. Lives on
/// the server thread, owned by the server's core. Knows neither HTTP nor WebSocket.
class Node : public QObject
{
    Q_OBJECT

public:
    /// The registry and the feed must outlive the node.
    Node(Registry &registry, TrafficFeed &feed, const QByteArray &name, const Limits &limits,
         QObject *parent = nullptr);

    /// Joins the other nodes: names here are subscribed from now on, before any connection opens.
    /// The broker must be neither started nor destroyed before the node's last publish has ended.
    /// @param refuseWhenCutOff whether new connections are turned away while the link is down.
    void join(broker::Broker &broker, bool refuseWhenCutOff);

    /// Delivers to every connection of `message.to`. The outcome is there at once where this node
    /// has the receiver or no others are joined; else it comes later, from the event loop.
    Published submit(const Message &message, const Arrival &arrival = {});

    /// Which names have connections on this node.
    std::vector<broker::NamePresence> presenceHere(const broker::PresenceQuery &query) const;
    /// … and on all nodes, of which the others' pages may be a second old; `then` is called once,
    /// from the event loop. Only where isJoined().
    void askPresence(const broker::PresenceQuery &query, broker::PresenceLedger::Then then);
    /// Delivers here and asks every other node whether it has the receiver and delivered to it;
    /// `then` is called once, from the event loop where others are asked.
    void probe(const Message &message, std::function<void(const ProbeOutcome &)> then);
    bool isJoined() const { return m_broker != nullptr; }

    /// A connection of this name is about to open: other nodes shall reach it from the moment it
    /// has. True: they do (or there are none). False: `ready` is called when they do, or within
    /// Broker::confirmTimeMax. Each claim ends by release(), when the connection has opened or not.
    bool claim(const UserName &name, std::function<void()> ready);
    void release(const UserName &name);
    /// True while new connections are to be turned away, for other nodes could not reach them.
    bool isShut() const
    {
        return m_refuseWhenCutOff && m_broker != nullptr && !m_broker->isLinked();
    }

    /// What is told of whatever happens here, and by which clock.
    TrafficLog &log() { return m_log; }
    const QByteArray &name() const { return m_name; }

private:
    /// When a publish was received in full, and when its outcome was there; by the log's clock.
    struct Span
    {
        qint64 arrivedNs;
        qint64 endedNs;
    };

    qint64 nowNs() const { return m_log.nowNs(); }
    int deliver(const Message &message, MessageTrace *trace);
    void countPublish(const Message &message, const PublishOutcome &outcome, qint64 durationNs);
    void tellPublish(const Message &message, const PublishOutcome &outcome, Span took,
                     std::shared_ptr<MessageTrace> trace);
    // The key of a message without an id is empty: it has no repeats.
    std::optional<Published> firstAnswer(const QByteArray &repeatKey);
    void remember(const QByteArray &repeatKey, const PublishOutcome &outcome);
    Published askOthers(const Message &message, const QByteArray &repeatKey,
                        const PublishOutcome &draft, qint64 arrivedNs,
                        std::shared_ptr<MessageTrace> trace);
    void deliverToLatecomers(const Message &message, const QByteArray &repeatKey, bool isRepeated,
                             PublishOutcome &outcome);
    void finish(const Message &message, const PublishOutcome &outcome, qint64 arrivedNs,
                std::shared_ptr<MessageTrace> trace);
    int takeFromOther(const Message &message, const QByteArray &originNode);
    void noteOpened(const Session &session);
    void noteClosed(const Session &session, int closeCode, const QByteArray &reason);
    void updateGauges();

    Registry &m_registry;
    const QByteArray m_name;
    TrafficLog m_log;
    TraceBudget m_traceBudget;
    MessageIds m_ids;
    RememberedIds m_remembered;
    broker::Broker *m_broker = nullptr;             ///< null: this node is alone
    std::unique_ptr<PresenceQuestions> m_questions; ///< null: this node is alone
    bool m_refuseWhenCutOff = false;
    QHash<QByteArray, int> m_claims; ///< names of connections that are about to open
    /// Publishes with an id of their sender's choice whose outcome is not known yet.
    QHash<RememberedIds::Key, std::shared_ptr<PendingOutcome>> m_pendingIds;
};

} // namespace pushpoint
