#include "server/node/node.h"

#include <QDateTime>

namespace pushpoint {

void Node::join(broker::Broker &broker, bool refuseWhenCutOff)
{
    Q_ASSERT(m_broker == nullptr);
    m_broker = &broker;
    m_questions = std::make_unique<PresenceQuestions>(broker);
    m_refuseWhenCutOff = refuseWhenCutOff;
    broker.setReceiver([this](const Message &message, const QByteArray &originNode) {
        return takeFromOther(message, originNode);
    });
    broker.setDirectory([this](const broker::PresenceQuery &query) { return presenceHere(query); });
    broker.setFacts([this] {
        const auto &counters = m_log.counters();
        return NodeFacts{quint64(m_registry.nameCount()), quint64(m_registry.sessionCount()),
                         counters.publishes.load(std::memory_order_relaxed),
                         counters.deliveries.load(std::memory_order_relaxed)};
    });
    connect(&m_registry, &Registry::nameCameOnline, this,
            [this](const UserName &name) { m_broker->subscribe(name); });
    connect(&m_registry, &Registry::nameWentOffline, this, [this](const UserName &name) {
        if (!m_claims.contains(name.utf8()))
            m_broker->unsubscribe(name);
    });
}

Published Node::askOthers(const Message &message, const QByteArray &repeatKey,
                          const PublishOutcome &draft, qint64 arrivedNs,
                          std::shared_ptr<MessageTrace> trace)
{
    PublishOutcome unknown = draft;
    unknown.known = false;
    auto pending = std::make_shared<PendingOutcome>();
    if (!repeatKey.isEmpty())
        m_pendingIds.insert(repeatKey, pending);
    m_broker->publish(message, [=, this, trace = std::move(trace)](const broker::Verdict &verdict) {
        PublishOutcome outcome = draft;
        outcome.known = verdict.kind != broker::Verdict::Kind::Unknown;
        if (verdict.kind == broker::Verdict::Kind::Delivered) {
            outcome.connections = verdict.connections;
            outcome.node = verdict.node;
        }
        if (!repeatKey.isEmpty()) {
            m_pendingIds.remove(repeatKey);
            if (!outcome.delivered())
                deliverToLatecomers(message, repeatKey, pending->isRepeated(), outcome);
            remember(repeatKey, outcome);
        }
        if (outcome.known)
            finish(message, outcome, arrivedNs, trace);
        else
            m_log.noteRefusal({ErrorCode::ClusterUnknown, {}},
                              message.from ? message.from->utf8() : QByteArray(),
                              message.to.utf8());
        pending->resolve(outcome);
    });
    return {unknown, pending};
}

int Node::takeFromOther(const Message &message, const QByteArray &originNode)
{
    const QByteArray repeatKey
        = message.senderId.isEmpty() ? QByteArray() : RememberedIds::keyOf(message);
    if (!repeatKey.isEmpty()) {
        if (const auto first = m_remembered.find(repeatKey, nowNs() / 1'000'000))
            return first->connections;
    }
    const int connections = deliver(message, nullptr);
    if (connections == 0)
        return 0;
    if (!repeatKey.isEmpty())
        remember(repeatKey, {connections, m_ids.next(QDateTime::currentMSecsSinceEpoch()), m_name});
    const auto size = quint64(message.contentJson.size());
    addRelaxed(m_log.counters().deliveries, quint64(connections));
    addRelaxed(m_log.counters().bytesOut, size * quint64(connections));
    if (!m_log.isWatched())
        return connections;
    TrafficEventView event = m_log.newEvent(TrafficKind::Delivered, message, nowNs());
    event.connections = connections;
    const QByteArray note = "from node " + originNode;
    event.note = note;
    event.nodes = m_name;
    m_log.tell(event);
    return connections;
}

void Node::askPresence(const broker::PresenceQuery &query, broker::PresenceLedger::Then then)
{
    m_questions->ask(query,
                     [=, this, then = std::move(then)](const broker::PresenceAnswer &others) {
                         broker::PresenceAnswer all = others;
                         all.nodes.push_back({m_name + '/', presenceHere(query)});
                         then(all);
                     });
}

std::vector<broker::NamePresence> Node::presenceHere(const broker::PresenceQuery &query) const
{
    std::vector<broker::NamePresence> names;
    if (query.exact) {
        const auto name = UserName::parse(QByteArrayView(query.name));
        const int connections = name ? m_registry.connections(*name) : 0;
        if (connections > 0)
            names.push_back({query.name, connections});
        return names;
    }
    for (const auto &entry : m_registry.page(query.name, query.limit))
        names.push_back({entry.name, entry.connections});
    return names;
}

bool Node::claim(const UserName &name, std::function<void()> ready)
{
    if (m_broker == nullptr)
        return true;
    ++m_claims[name.utf8()];
    if (m_broker->isConfirmed(name))
        return true;
    m_broker->subscribe(name, [ready = std::move(ready)](bool) { ready(); });
    return false;
}

void Node::release(const UserName &name)
{
    if (m_broker == nullptr)
        return;
    const auto claims = m_claims.find(name.utf8());
    Q_ASSERT(claims != m_claims.end());
    if (--*claims > 0)
        return;
    m_claims.erase(claims);
    if (m_registry.connections(name) == 0)
        m_broker->unsubscribe(name);
}

} // namespace pushpoint
