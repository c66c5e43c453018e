#include "server/broker/wire/cluster_talk.h"

#include <QDateTime>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace pushpoint::broker {

namespace {

constexpr qsizetype questionsMax = 1'000;
constexpr size_t acksAtOnceMax = 24;
static_assert(acksAtOnceMax <= wireAcksMax);

} // namespace

ClusterTalk::ClusterTalk(Wire &wire, const QByteArray &ownId, QObject *parent)
    : QObject(parent), m_wire(wire), m_id(ownId), m_sequences(ownId), m_watch(ownId)
{
    m_clock.start();
}

ClusterWatch::Now ClusterTalk::now() const
{
    return {steadyMs(), QDateTime::currentMSecsSinceEpoch()};
}

void ClusterTalk::forward(const Message &message)
{
    const auto sharedMs = m_wire.sharedMs();
    if (!m_wire.isUp() || !m_wire.hasRoom() || !sharedMs)
        return;
    const quint64 sequence = ++m_lastSequence;
    m_ledger.notePassed(message, sequence);
    m_wire.sendToName(message.to,
                      encodeEnvelope({m_id, sequence, 0, *sharedMs + Broker::publishTimeMax.count(),
                                      false, message}));
}

void ClusterTalk::publish(const Message &message, Broker::Answer answer)
{
    if (m_ledger.size() >= pendingMax || !m_wire.hasRoom()) {
        QMetaObject::invokeMethod(
            this, [answer = std::move(answer)] { answer({}); }, Qt::QueuedConnection);
        return;
    }
    const Envelope envelope{m_id, ++m_lastSequence, 0, 0, true, message};
    if (m_ledger.begin(envelope, std::move(answer), steadyMs()))
        m_wire.sendAttempt(envelope);
}

void ClusterTalk::probe(const Message &message, Broker::Acks then)
{
    const quint64 sequence = ++m_lastSequence;
    m_probes.insert(sequence, {m_clock.nsecsElapsed(), {}});
    const auto sharedMs = m_wire.sharedMs();
    if (m_wire.isUp() && m_wire.hasRoom() && sharedMs)
        m_wire.sendToName(
            message.to,
            encodeEnvelope(
                {m_id, sequence, 0, *sharedMs + Broker::probeTimeMax.count(), true, message}));
    QTimer::singleShot(Broker::probeTimeMax, this, [this, sequence, then = std::move(then)] {
        then(m_probes.take(sequence).acks);
    });
}

void ClusterTalk::askPresence(const PresenceQuery &query, PresenceLedger::Then then)
{
    const auto others = m_wire.others();
    if (!others || !m_wire.hasRoom() || m_presence.size() >= questionsMax) {
        QMetaObject::invokeMethod(
            this, [then = std::move(then)] { then({}); }, Qt::QueuedConnection);
        return;
    }
    const auto tell = [isPartial = others->isPartial, then = std::move(then)](PresenceAnswer all) {
        all.complete = all.complete && !isPartial;
        then(all);
    };
    const quint64 number = m_presence.begin(others->ids, tell, steadyMs());
    m_wire.sendToAll(encodeQuestion({m_id, number, query}));
}

void ClusterTalk::take(QByteArrayView bytes)
{
    const auto item = decodeWireItem(bytes);
    if (!item)
        return m_sequences.countGarbage();
    if (const auto *probe = std::get_if<Probe>(&*item))
        return m_wire.noteOwnProbe(probe->number);
    if (const auto *acks = std::get_if<WireAcks>(&*item)) {
        for (const Ack &ack : *acks)
            takeAck(ack);
        return;
    }
    if (const auto *hello = std::get_if<Hello>(&*item)) {
        if (hello->node == m_id)
            return;
        m_watch.hear(hello->node, hello->facts, now());
        return m_wire.noteHeard(hello->node);
    }
    if (const auto *other = std::get_if<OtherVersion>(&*item))
        return takeOther(*other);
    if (const auto *question = std::get_if<Question>(&*item))
        return answer(*question);
    if (const auto *roll = std::get_if<Roll>(&*item))
        return m_presence.note(roll->number, roll->presence);
    takeEnvelope(std::get<Envelope>(*item));
}

// Messages for names that it has cannot be followed: nobody answers, and that is a 503.
void ClusterTalk::takeOther(const OtherVersion &other)
{
    m_sequences.countOther();
    if (other.node.isEmpty())
        return;
    m_wire.noteHeard(other.node);
    if (m_watch.hearOther(other.node, other.version, now()))
        m_wire.noteOtherVersion(nodeNameOf(other.node), other.version);
}

void ClusterTalk::takeEnvelope(const Envelope &envelope)
{
    const auto sharedMs = m_wire.sharedMs();
    if (!sharedMs) {
        m_sequences.countLate(); // whether it is cannot be known yet; who sent it tries again
        return;
    }
    const auto taken = m_sequences.take(envelope, *sharedMs, [this](const Envelope &fresh) {
        return m_wire.deliver(fresh.message, nodeNameOf(fresh.origin));
    });
    if (!taken || !envelope.wantsAck)
        return;
    const Ack ack{m_id, envelope.sequence, envelope.attempt, *taken};
    if (envelope.origin == m_id) // our own echo counts as one that has nobody
        m_ledger.noteAck(ack, steadyMs());
    else
        sendAck(envelope.origin, ack);
}

void ClusterTalk::takeAck(const Ack &ack)
{
    if (const auto probe = m_probes.find(ack.sequence); probe == m_probes.end())
        m_ledger.noteAck(ack, steadyMs());
    else if (probe->acks.size() < size_t(ClusterWatch::nodesMax))
        probe->acks.push_back(
            {ack.node, ack.connections, (m_clock.nsecsElapsed() - probe->sentNs) / 1000});
}

// What is to be said to one node within a turn of the event loop goes as one, or as a few where the
// turn is long: who waits for the first should not wait for the last.
void ClusterTalk::sendAck(const QByteArray &origin, const Ack &ack)
{
    if (!m_wire.isUp())
        return;
    if (m_unsentAcks.isEmpty())
        QMetaObject::invokeMethod(this, &ClusterTalk::flushAcks, Qt::QueuedConnection);
    WireAcks &acks = m_unsentAcks[origin];
    acks.push_back(ack);
    if (acks.size() >= acksAtOnceMax)
        m_wire.sendToNode(origin, encodeAcks(std::exchange(acks, {})));
}

void ClusterTalk::flushAcks()
{
    const auto all = std::exchange(m_unsentAcks, {});
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        if (m_wire.isUp() && !it->empty())
            m_wire.sendToNode(it.key(), encodeAcks(*it));
    }
}

void ClusterTalk::answer(const Question &question)
{
    if (question.origin != m_id && m_wire.isUp() && m_wire.hasRoom())
        m_wire.sendToNode(question.origin,
                          encodeRoll({question.number, {m_id, m_wire.namesHere(question.query)}}));
}

void ClusterTalk::sweep()
{
    for (const quint64 sequence : m_ledger.sweep(steadyMs())) {
        if (const Envelope *envelope = m_ledger.find(sequence))
            m_wire.sendAttempt(*envelope);
    }
    m_presence.sweep(steadyMs());
}

void ClusterTalk::endAll()
{
    m_ledger.endAll();
    m_presence.endAll();
    flushAcks();
}

} // namespace pushpoint::broker
