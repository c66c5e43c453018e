#include "server/node/node.h"

#include "server/node/told_head.h"
#include "server/protocol/message_codec.h"

#include <QDateTime>

#include <algorithm>

namespace pushpoint {

namespace {

std::shared_ptr<MessageTrace> beginTrace(const Message &message, const Arrival &arrival,
                                         qint64 parsedNs)
{
    auto trace = std::make_shared<MessageTrace>();
    trace->requestHead = toldHead(arrival.requestHead);
    trace->contentJson = message.contentJson;
    trace->acceptedNs = arrival.acceptedNs;
    trace->receivedNs = arrival.receivedNs;
    trace->parsedNs = parsedNs;
    return trace;
}

} // namespace

Node::Node(Registry &registry, TrafficFeed &feed, const QByteArray &name, const Limits &limits,
           QObject *parent)
    : QObject(parent), m_registry(registry), m_name(name), m_log(registry, feed),
      m_remembered(limits)
{
    connect(&m_registry, &Registry::sessionOpened, this, &Node::noteOpened);
    connect(&m_registry, &Registry::sessionClosed, this, &Node::noteClosed);
}

Published Node::submit(const Message &message, const Arrival &arrival)
{
    const qint64 beganNs = nowNs(); // and so it is parsed by now
    const QByteArray repeatKey
        = message.senderId.isEmpty() ? QByteArray() : RememberedIds::keyOf(message);
    if (!repeatKey.isEmpty()) {
        if (auto first = firstAnswer(repeatKey))
            return *std::move(first);
    }
    const bool watched = m_log.isWatched();
    auto trace
        = watched && m_traceBudget.take(beganNs) ? beginTrace(message, arrival, beganNs) : nullptr;
    Published published; // one place from here to the caller
    PublishOutcome &outcome = published.outcome;
    outcome.id = m_ids.next(QDateTime::currentMSecsSinceEpoch());
    outcome.node = m_name;
    outcome.connections = deliver(message, trace.get());
    const qint64 arrivedNs = arrival.receivedNs != 0 ? arrival.receivedNs : beganNs;
    if (m_broker != nullptr) {
        if (!outcome.delivered())
            return askOthers(message, repeatKey, outcome, arrivedNs, std::move(trace));
        m_broker->forward(message); // the name's other devices
    }
    remember(repeatKey, outcome);
    finish(message, outcome, arrivedNs, std::move(trace));
    return published;
}

void Node::finish(const Message &message, const PublishOutcome &outcome, qint64 arrivedNs,
                  std::shared_ptr<MessageTrace> trace)
{
    const qint64 endedNs = nowNs();
    countPublish(message, outcome, endedNs - arrivedNs);
    if (m_log.isWatched())
        tellPublish(message, outcome, {arrivedNs, endedNs}, std::move(trace));
}

int Node::deliver(const Message &message, MessageTrace *trace)
{
    const int connections = m_registry.connections(message.to);
    if (connections == 0) {
        if (trace != nullptr)
            trace->routedNs = nowNs();
        return 0;
    }
    const Frame frame = textFrame(encodePush(message));
    if (trace == nullptr)
        return m_registry.deliver(message.to, frame);
    trace->routedNs = nowNs();
    trace->deliveries.reserve(size_t(std::min(connections, MessageTrace::traceDeliveriesMax)));
    return m_registry.deliver(message.to, frame, [this, trace](quint64 id) {
        if (trace->deliveries.size() < size_t(MessageTrace::traceDeliveriesMax))
            trace->deliveries.push_back({id, nowNs(), 0});
    });
}

void Node::countPublish(const Message &message, const PublishOutcome &outcome, qint64 durationNs)
{
    auto &counters = m_log.counters();
    const quint64 size = quint64(message.contentJson.size());
    addRelaxed(counters.publishes, 1);
    addRelaxed(counters.bytesIn, size);
    if (outcome.delivered()) {
        addRelaxed(counters.deliveries, quint64(outcome.connections));
        addRelaxed(counters.bytesOut, size * quint64(outcome.connections));
    } else {
        addRelaxed(counters.offline, 1);
    }
    counters.publishDurations.add(durationNs);
}

void Node::tellPublish(const Message &message, const PublishOutcome &outcome, Span took,
                       std::shared_ptr<MessageTrace> trace)
{
    TrafficEventView event = m_log.newEvent(
        outcome.delivered() ? TrafficKind::Delivered : TrafficKind::Offline, message, took.endedNs);
    event.connections = outcome.connections;
    event.latencyNs = took.endedNs - took.arrivedNs;
    if (m_broker != nullptr && outcome.delivered())
        event.nodes = outcome.node;
    if (trace)
        m_log.tellAtTurnsEnd(event, std::move(trace));
    else
        m_log.tell(event);
}

void Node::noteOpened(const Session &session)
{
    updateGauges();
    addRelaxed(m_log.counters().connectionsOpened, 1);
    if (m_log.isWatched())
        m_log.tell(m_log.newEvent(TrafficKind::Opened, session));
}

void Node::noteClosed(const Session &session, int closeCode, const QByteArray &reason)
{
    updateGauges();
    if (!m_log.isWatched())
        return;
    TrafficEventView event = m_log.newEvent(TrafficKind::Closed, session);
    event.closeCode = closeCode;
    event.note = reason;
    m_log.tell(event);
}

void Node::updateGauges()
{
    m_log.counters().connectionsOpen.store(quint64(m_registry.sessionCount()),
                                           std::memory_order_relaxed);
    m_log.counters().namesOnline.store(quint64(m_registry.nameCount()), std::memory_order_relaxed);
}

} // namespace pushpoint
