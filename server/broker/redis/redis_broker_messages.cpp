#include "server/broker/redis/redis_broker.h"
#include "server/broker/redis/redis_look.h"

#include <algorithm>

namespace pushpoint {

namespace {

constexpr int subscribeBatchNames = 512;
constexpr size_t acksAtOnceMax = RedisLink::commandsAtOnceMax;
static_assert(acksAtOnceMax <= wireAcksMax);

} // namespace

void RedisBroker::forward(const Message &message)
{
    if (!m_commands.isReady() || !m_sharedOffsetMs || !hasRoom())
        return;
    const QByteArray bytes = encodeEnvelope(
        {m_id, ++m_lastSequence, 0, sharedMs() + publishTimeMax.count(), false, message});
    m_ledger.notePassed(message, m_lastSequence);
    m_unansweredBytes += bytes.size();
    m_commands.send({"PUBLISH", nameChannel(message.to.utf8()), bytes},
                    [this, size = bytes.size()](const RedisReply *reply) {
                        m_unansweredBytes -= reply == nullptr ? 0 : size;
                    });
}

void RedisBroker::publish(const Message &message, Answer answer)
{
    if (m_ledger.size() >= pendingMax || !hasRoom()) {
        QMetaObject::invokeMethod(
            this, [answer = std::move(answer)] { answer({}); }, Qt::QueuedConnection);
        return;
    }
    const Envelope envelope{m_id, ++m_lastSequence, 0, 0, true, message};
    const bool sendsNow = m_ledger.begin(envelope, std::move(answer), steadyMs());
    wakeSweep();
    if (sendsNow)
        sendAttempt(envelope);
}

void RedisBroker::sendAttempt(const Envelope &envelope)
{
    const quint64 sequence = envelope.sequence;
    const int attempt = envelope.attempt;
    if (!m_commands.isReady() || !m_sharedOffsetMs || !hasRoom()) {
        m_ledger.noteFailure(sequence, attempt, steadyMs());
        return;
    }
    Envelope stamped = envelope;
    stamped.deadlineMs = sharedMs() + PublishLedger::ackTimeMax.count();
    const QByteArray bytes = encodeEnvelope(stamped);
    m_unansweredBytes += bytes.size();
    if (m_ledger.goesUnlooked(envelope))
        sendBare(stamped, bytes);
    else
        sendWithLook(stamped, bytes);
}

void RedisBroker::sendBare(const Envelope &envelope, const QByteArray &bytes)
{
    const auto take = [this, sequence = envelope.sequence, attempt = envelope.attempt,
                       size = bytes.size()](const RedisReply *reply) {
        m_unansweredBytes -= reply == nullptr ? 0 : size;
        if (reply != nullptr && reply->isError())
            noteError(reply->text());
        const auto listeners = reply == nullptr ? std::nullopt : reply->number();
        if (listeners)
            m_ledger.noteCount(sequence, attempt, int(*listeners), steadyMs());
        else
            m_ledger.noteFailure(sequence, attempt, steadyMs());
    };
    m_commands.send({"PUBLISH", nameChannel(envelope.message.to.utf8()), bytes}, take);
}

// One atomic look: who got it, who listens for it, and whether somebody is missing who might.
void RedisBroker::sendWithLook(const Envelope &envelope, const QByteArray &bytes)
{
    const QByteArray channel = nameChannel(envelope.message.to.utf8());
    const QList<QByteArray> nodes = m_nodes.ids();
    RedisLink::Command count{"PUBSUB", "NUMSUB", channel};
    for (const QByteArray &node : nodes)
        count.append(nodeChannel(node));
    const auto check = [this](const RedisReply *reply) {
        if (reply != nullptr && reply->isError())
            noteError(reply->text());
    };
    m_commands.send({"MULTI"}, check);
    m_commands.send({"PUBLISH", channel, bytes}, check);
    m_commands.send(count, check);
    m_commands.send({"ZRANGEBYSCORE", m_nodesKey, QByteArray::number(sharedMs()), "+inf"}, check);
    m_commands.send({"EXEC"},
                    [this, sequence = envelope.sequence, attempt = envelope.attempt, nodes,
                     size = bytes.size()](const RedisReply *reply) {
                        m_unansweredBytes -= reply == nullptr ? 0 : size;
                        takeReading(sequence, attempt, nodes, reply);
                    });
}

void RedisBroker::takeReading(quint64 sequence, int attempt, const QList<QByteArray> &asked,
                              const RedisReply *reply)
{
    const qint64 nowMs = steadyMs();
    const auto look = reply == nullptr ? std::nullopt : readLook(*reply, asked, m_id);
    if (!look) {
        m_ledger.noteFailure(sequence, attempt, nowMs);
        return;
    }
    m_nodes.see(look->listed, nowMs);
    const QList<QByteArray> needed = m_nodes.ids();
    PublishLedger::Reading reading;
    reading.receivers = look->receivers;
    reading.settled = !m_nodes.isYoung(nowMs) && std::ranges::all_of(needed, [&](const auto &id) {
        return look->listening.contains(id);
    });
    m_ledger.noteReading(sequence, attempt, reading, nowMs);
}

void RedisBroker::subscribe(const UserName &name, Confirmation confirmation)
{
    const QByteArray &utf8 = name.utf8();
    if (m_names.want(utf8) && m_subscriptions.isReady())
        sendSubscription("SUBSCRIBE", {utf8});
    if (!confirmation)
        return;
    const bool atOnce = m_names.isConfirmed(utf8) || !m_subscriptions.isReady();
    m_names.await(utf8, std::move(confirmation),
                  steadyMs() + (atOnce ? 0 : confirmTimeMax.count()));
    wakeSweep();
}

bool RedisBroker::isConfirmed(const UserName &name) const
{
    return m_names.isConfirmed(name.utf8());
}

void RedisBroker::unsubscribe(const UserName &name)
{
    if (m_names.unwant(name.utf8()) && m_subscriptions.isReady())
        sendSubscription("UNSUBSCRIBE", {name.utf8()});
}

void RedisBroker::sendSubscription(const char *verb, const QList<QByteArray> &names)
{
    RedisLink::Command command{verb};
    for (const QByteArray &name : names) {
        command.append(nameChannel(name));
        m_names.noteSent(name);
    }
    m_subscriptions.sendSubscription(command);
}

// A batch at a time, each when the last one is confirmed; when nothing is missing, our own channel,
// which tells the others that we have it all.
void RedisBroker::subscribeMissing()
{
    const QList<QByteArray> names = m_names.missing(subscribeBatchNames);
    if (names.isEmpty()) {
        m_subscriptions.sendSubscription({"SUBSCRIBE", nodeChannel(m_id)});
        return;
    }
    m_lastOfBatch = names.constLast();
    sendSubscription("SUBSCRIBE", names);
}

void RedisBroker::takePushed(const RedisReply &reply)
{
    if (!m_started)
        return;
    if (reply.isError()) {
        noteError(reply.text());
        return;
    }
    if (reply.size() != 3)
        return;
    const QByteArrayView kind = reply.at(0).view();
    if (kind == "message") {
        takeBytes(reply.at(2).view());
        return;
    }
    const QByteArray channel = reply.at(1).text();
    if (channel == m_channelPrefix + "all" && kind == "subscribe") {
        subscribeMissing();
    } else if (channel == nodeChannel(m_id) && kind == "subscribe") {
        m_complete = true;
        updateLink();
    } else if (channel.startsWith(nameChannel({}))) {
        const QByteArray name = channel.mid(nameChannel({}).size());
        m_names.noteAnswered(name);
        if (!m_complete && name == m_lastOfBatch) {
            m_lastOfBatch = QByteArray();
            subscribeMissing();
        }
    }
}

void RedisBroker::takeBytes(QByteArrayView bytes)
{
    const auto item = decodeWireItem(bytes);
    if (!item) {
        m_sequences.countGarbage();
        return;
    }
    if (const auto *probe = std::get_if<Probe>(&*item)) {
        m_probesSeen = std::max(m_probesSeen, std::min(probe->number, m_probesSent));
        return;
    }
    if (const auto *acks = std::get_if<WireAcks>(&*item)) {
        for (const Ack &ack : *acks)
            takeAck(ack);
        return;
    }
    if (const auto *hello = std::get_if<Hello>(&*item)) {
        if (hello->node != m_id) {
            m_watch.hear(hello->node, hello->facts, now());
            m_nodes.hear(hello->node, steadyMs());
        }
        return;
    }
    if (const auto *other = std::get_if<OtherVersion>(&*item))
        return takeOther(*other);
    if (const auto *question = std::get_if<Question>(&*item))
        return answerQuestion(*question);
    if (auto *roll = std::get_if<Roll>(&*item))
        return m_presence.note(roll->number, roll->presence);
    takeEnvelope(std::get<Envelope>(*item));
}

// Messages for names that it has cannot be followed: nobody answers, and that is a 503.
void RedisBroker::takeOther(const OtherVersion &other)
{
    m_sequences.countOther();
    if (other.node.isEmpty())
        return;
    m_nodes.hear(other.node, steadyMs());
    if (m_watch.hearOther(other.node, other.version, now()))
        Q_EMIT otherVersionHeard(nodeNameOf(other.node), other.version);
}

void RedisBroker::takeEnvelope(const Envelope &envelope)
{
    if (!m_sharedOffsetMs) {
        m_sequences.countLate(); // whether it is cannot be known yet; who sent it tries again
        return;
    }
    const auto taken = m_sequences.take(envelope, sharedMs(), [this](const Envelope &fresh) {
        return receive(fresh.message, nodeNameOf(fresh.origin));
    });
    if (!taken || !envelope.wantsAck)
        return;
    const Ack ack{m_id, envelope.sequence, envelope.attempt, *taken};
    if (envelope.origin == m_id) // our own echo counts as one that has nobody
        m_ledger.noteAck(ack, steadyMs());
    else
        sendAck(envelope.origin, ack);
}

void RedisBroker::takeAck(const Ack &ack)
{
    if (const auto probe = m_probes.find(ack.sequence); probe == m_probes.end())
        m_ledger.noteAck(ack, steadyMs());
    else if (probe->acks.size() < size_t(KnownNodes::nodesMax))
        probe->acks.push_back(
            {ack.node, ack.connections, (m_clock.nsecsElapsed() - probe->sentNs) / 1000});
}

// What is to be said to one node within a turn of the event loop goes as one, or as a few where the
// turn is long: who waits for the first should not wait for the last.
void RedisBroker::sendAck(const QByteArray &origin, const Ack &ack)
{
    if (!m_commands.isReady())
        return;
    if (m_unsentAcks.isEmpty())
        QMetaObject::invokeMethod(this, &RedisBroker::flushAcks, Qt::QueuedConnection);
    WireAcks &acks = m_unsentAcks[origin];
    acks.push_back(ack);
    if (acks.size() >= acksAtOnceMax)
        m_commands.send({"PUBLISH", nodeChannel(origin), encodeAcks(std::exchange(acks, {}))});
}

void RedisBroker::flushAcks()
{
    const auto all = std::exchange(m_unsentAcks, {});
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        if (m_commands.isReady() && !it->empty())
            m_commands.send({"PUBLISH", nodeChannel(it.key()), encodeAcks(*it)});
    }
}

void RedisBroker::probe(const Message &message, Acks then)
{
    const quint64 sequence = ++m_lastSequence;
    m_probes.insert(sequence, {m_clock.nsecsElapsed(), {}});
    if (m_commands.isReady() && m_sharedOffsetMs && hasRoom())
        m_commands.send({"PUBLISH", nameChannel(message.to.utf8()),
                         encodeEnvelope({m_id, sequence, 0, sharedMs() + probeTimeMax.count(), true,
                                         message})});
    QTimer::singleShot(probeTimeMax, this, [this, sequence, then = std::move(then)] {
        then(m_probes.take(sequence).acks);
    });
}

void RedisBroker::askPresence(const PresenceQuery &query, PresenceLedger::Then then)
{
    constexpr qsizetype questionsMax = 1'000;
    if (!isLinked() || !hasRoom() || m_presence.size() >= questionsMax) {
        QMetaObject::invokeMethod(
            this, [then = std::move(then)] { then({}); }, Qt::QueuedConnection);
        return;
    }
    // While Redis is young, nodes that nobody here has heard of may be on their way back to it.
    const bool isPartial = m_nodes.isYoung(steadyMs());
    const auto tell = [isPartial, then = std::move(then)](PresenceAnswer answer) {
        answer.complete = answer.complete && !isPartial;
        then(answer);
    };
    const quint64 number = m_presence.begin(m_nodes.ids(), tell, steadyMs());
    wakeSweep();
    m_commands.send({"PUBLISH", m_channelPrefix + "all", encodeQuestion({m_id, number, query})});
}

void RedisBroker::answerQuestion(const Question &question)
{
    if (question.origin == m_id || !m_commands.isReady() || !hasRoom())
        return;
    m_commands.send({"PUBLISH", nodeChannel(question.origin),
                     encodeRoll({question.number, {m_id, directory(question.query)}})});
}

} // namespace pushpoint
