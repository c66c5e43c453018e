#include "server/node/node.h"

#include "server/protocol/message_codec.h"

#include <QDateTime>

namespace pushpoint {

Node::Node(Registry &registry, TrafficFeed &feed, const QByteArray &name, const Limits &limits,
           QObject *parent)
    : QObject(parent), m_registry(registry), m_feed(feed), m_name(name), m_remembered(limits)
{
    m_sinceStart.start();
    connect(&m_registry, &Registry::sessionOpened, this, &Node::noteOpened);
    connect(&m_registry, &Registry::sessionClosed, this, &Node::noteClosed);
}

PublishOutcome Node::publish(const Message &message)
{
    const qint64 beganNs = m_sinceStart.nsecsElapsed();
    const bool mayBeRepeat = !message.senderId.isEmpty();
    if (mayBeRepeat) {
        if (auto first = m_remembered.find(message, beganNs / 1'000'000))
            return *std::move(first);
    }
    PublishOutcome outcome;
    outcome.id = m_ids.next(QDateTime::currentMSecsSinceEpoch());
    outcome.node = m_name;
    outcome.connections = m_registry.connections(message.to) == 0
        ? 0
        : m_registry.deliver(message.to, textFrame(encodePush(message)));
    // Only what was delivered is remembered: a sender who tries again after "offline" means to
    // reach a receiver who has come meanwhile, and a remembered answer would be a false "offline".
    if (mayBeRepeat && outcome.delivered())
        m_remembered.add(message, outcome, beganNs / 1'000'000);
    notePublish(message, outcome, beganNs);
    return outcome;
}

void Node::noteRefusal(const Error &error, const QByteArray &from, const QByteArray &to)
{
    m_feed.counters.countRefusal(error.code);
    if (!m_feed.isWatched())
        return;
    TrafficEvent event = newEvent(TrafficKind::Refused);
    event.from = from;
    event.to = to;
    event.note = error.word();
    m_feed.record(std::move(event));
}

TrafficEvent Node::newEvent(TrafficKind kind) const
{
    TrafficEvent event;
    event.kind = kind;
    event.wallClockMs = QDateTime::currentMSecsSinceEpoch();
    event.steadyNs = m_sinceStart.nsecsElapsed();
    return event;
}

void Node::notePublish(const Message &message, const PublishOutcome &outcome, qint64 beganNs)
{
    auto &counters = m_feed.counters;
    const quint64 size = quint64(message.contentJson.size());
    addRelaxed(counters.publishes, 1);
    addRelaxed(counters.bytesIn, size);
    if (outcome.delivered()) {
        addRelaxed(counters.deliveries, quint64(outcome.connections));
        addRelaxed(counters.bytesOut, size * quint64(outcome.connections));
    } else {
        addRelaxed(counters.offline, 1);
    }
    const qint64 durationNs = m_sinceStart.nsecsElapsed() - beganNs;
    counters.publishDurations.add(durationNs);
    if (!m_feed.isWatched())
        return;
    TrafficEvent event
        = newEvent(outcome.delivered() ? TrafficKind::Delivered : TrafficKind::Offline);
    event.from = message.from ? message.from->utf8() : QByteArray();
    event.to = message.to.utf8();
    event.connections = outcome.connections;
    event.sizeBytes = message.contentJson.size();
    event.preview = message.contentJson.left(previewBytesMax);
    event.latencyNs = durationNs;
    m_feed.record(std::move(event));
}

void Node::noteOpened(const Session &session)
{
    updateGauges();
    addRelaxed(m_feed.counters.connectionsOpened, 1);
    if (!m_feed.isWatched())
        return;
    TrafficEvent event = newEvent(TrafficKind::Opened);
    event.connectionId = session.id();
    event.to = session.name().utf8();
    m_feed.record(std::move(event));
}

void Node::noteClosed(const Session &session, int closeCode, const QByteArray &reason)
{
    updateGauges();
    if (!m_feed.isWatched())
        return;
    TrafficEvent event = newEvent(TrafficKind::Closed);
    event.connectionId = session.id();
    event.to = session.name().utf8();
    event.closeCode = closeCode;
    event.note = reason;
    m_feed.record(std::move(event));
}

void Node::updateGauges()
{
    m_feed.counters.connectionsOpen.store(quint64(m_registry.sessionCount()),
                                          std::memory_order_relaxed);
    m_feed.counters.namesOnline.store(quint64(m_registry.nameCount()), std::memory_order_relaxed);
}

} // namespace pushpoint
