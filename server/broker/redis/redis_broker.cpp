#include "server/broker/redis/redis_broker.h"
#include "server/broker/redis/redis_look.h"

#include <algorithm>

namespace pushpoint::broker {

namespace {

constexpr std::chrono::milliseconds sweepInterval{10};
constexpr int subscribeBatchNames = 512;

} // namespace

RedisBroker::RedisBroker(const RedisAddress &address, const QByteArray &prefix,
                         const QByteArray &nodeName, QObject *parent)
    : Broker(parent), m_nodesKey(prefix + "nodes"),
      m_channelPrefix(address.database == 0 ? prefix
                                            : prefix + QByteArray::number(address.database) + ':'),
      m_id(newNodeId(nodeName)), m_talk(*this, m_id, this),
      m_links(address, {m_id, nodeChannel(m_id), m_nodesKey}, this)
{
    m_sweepTimer.setInterval(sweepInterval);
    connect(&m_sweepTimer, &QTimer::timeout, this, &RedisBroker::sweep);
    connect(&m_links, &RedisLinks::statusChanged, this, &RedisBroker::setLinkStatus);
    connect(&m_links, &RedisLinks::subscriptionsReady, this, [this] {
        m_links.subscriptions().sendSubscription({"SUBSCRIBE", allChannel()});
    });
    connect(&m_links, &RedisLinks::subscriptionsLost, this, [this] { m_names.noteLinkLost(); });
    connect(&m_links, &RedisLinks::commandsLost, this, [this] { m_unansweredBytes = 0; });
    connect(&m_links, &RedisLinks::beaten, this, [this] {
        m_talk.hearSelf(facts());
        m_talk.see(m_links.nodes().ids());
    });
    connect(&m_links, &RedisLinks::greetingDue, this, [this] {
        sendToAll(encodeHello({m_id, facts()}));
    });
    connect(&m_links.subscriptions(), &RedisLink::pushed, this, &RedisBroker::takePushed);
}

RedisBroker::~RedisBroker()
{
    m_links.close(); // commands under way are answered by null: while we are whole
}

void RedisBroker::start()
{
    m_links.start();
}

void RedisBroker::stop()
{
    m_sweepTimer.stop();
    m_talk.endAll();
    m_links.stop();
}

std::vector<NodeView> RedisBroker::nodes() const
{
    return m_talk.nodes(isLinked());
}

void RedisBroker::sweep()
{
    m_talk.sweep();
    m_names.sweep(steadyMs());
    if (m_talk.isIdle() && !m_names.hasWaiting())
        m_sweepTimer.stop();
}

void RedisBroker::wakeSweep()
{
    if (!m_sweepTimer.isActive())
        m_sweepTimer.start();
}

RedisLink::Reply RedisBroker::errorsNoted()
{
    return [this](const RedisReply *reply) {
        if (reply != nullptr && reply->isError())
            m_links.noteError(reply->text());
    };
}

void RedisBroker::forward(const Message &message)
{
    m_talk.forward(message);
}

void RedisBroker::publish(const Message &message, Answer answer)
{
    m_talk.publish(message, std::move(answer));
    wakeSweep();
}

void RedisBroker::probe(const Message &message, Acks then)
{
    m_talk.probe(message, std::move(then));
}

void RedisBroker::askPresence(const PresenceQuery &query, PresenceLedger::Then then)
{
    m_talk.askPresence(query, std::move(then));
    wakeSweep();
}

// While Redis is young, nodes that nobody here has heard of may be on their way back to it.
std::optional<ClusterTalk::Others> RedisBroker::others() const
{
    if (!isLinked())
        return {};
    return ClusterTalk::Others{m_links.nodes().ids(), m_links.isYoung()};
}

void RedisBroker::sendToNode(const QByteArray &node, const QByteArray &bytes)
{
    m_links.commands().send({"PUBLISH", nodeChannel(node), bytes});
}

void RedisBroker::sendToAll(const QByteArray &bytes)
{
    m_links.commands().send({"PUBLISH", allChannel(), bytes}, errorsNoted());
}

void RedisBroker::sendToName(const UserName &name, const QByteArray &bytes)
{
    m_unansweredBytes += bytes.size();
    m_links.commands().send({"PUBLISH", nameChannel(name.utf8()), bytes},
                            [this, size = bytes.size()](const RedisReply *reply) {
                                m_unansweredBytes -= reply == nullptr ? 0 : size;
                            });
}

void RedisBroker::sendAttempt(const Envelope &envelope)
{
    const auto sharedNowMs = sharedMs();
    if (!isUp() || !sharedNowMs || !hasRoom()) {
        m_talk.ledger().noteFailure(envelope.sequence, envelope.attempt, steadyMs());
        return;
    }
    Envelope stamped = envelope;
    stamped.deadlineMs = *sharedNowMs + PublishLedger::ackTimeMax.count();
    const QByteArray bytes = encodeEnvelope(stamped);
    m_unansweredBytes += bytes.size();
    if (m_talk.ledger().goesUnlooked(envelope))
        sendBare(stamped, bytes);
    else
        sendWithLook(stamped, bytes);
}

int RedisBroker::deliver(const Message &message, const QByteArray &originNode)
{
    return receive(message, originNode);
}

std::vector<NamePresence> RedisBroker::namesHere(const PresenceQuery &query)
{
    return directory(query);
}

void RedisBroker::noteHeard(const QByteArray &node)
{
    m_links.nodes().hear(node, m_links.steadyMs());
}

void RedisBroker::noteOwnProbe(quint64 number)
{
    m_links.noteOwnProbe(number);
}

void RedisBroker::noteOtherVersion(const QByteArray &nodeName, int version)
{
    Q_EMIT otherVersionHeard(nodeName, version);
}

void RedisBroker::sendBare(const Envelope &envelope, const QByteArray &bytes)
{
    const auto take = [this, sequence = envelope.sequence, attempt = envelope.attempt,
                       size = bytes.size()](const RedisReply *reply) {
        m_unansweredBytes -= reply == nullptr ? 0 : size;
        if (reply != nullptr && reply->isError())
            m_links.noteError(reply->text());
        const auto listeners = reply == nullptr ? std::nullopt : reply->number();
        if (listeners)
            m_talk.ledger().noteCount(sequence, attempt, int(*listeners), steadyMs());
        else
            m_talk.ledger().noteFailure(sequence, attempt, steadyMs());
    };
    m_links.commands().send({"PUBLISH", nameChannel(envelope.message.to.utf8()), bytes}, take);
}

// One atomic look: who got it, who listens for it, and whether somebody is missing who might.
void RedisBroker::sendWithLook(const Envelope &envelope, const QByteArray &bytes)
{
    const QByteArray channel = nameChannel(envelope.message.to.utf8());
    const QList<QByteArray> nodes = m_links.nodes().ids();
    RedisLink::Command count{"PUBSUB", "NUMSUB", channel};
    for (const QByteArray &node : nodes)
        count.append(nodeChannel(node));
    const RedisLink::Reply check = errorsNoted();
    m_links.commands().send({"MULTI"}, check);
    m_links.commands().send({"PUBLISH", channel, bytes}, check);
    m_links.commands().send(count, check);
    m_links.commands().send(
        {"ZRANGEBYSCORE", m_nodesKey, QByteArray::number(sharedMs().value_or(0)), "+inf"}, check);
    m_links.commands().send({"EXEC"},
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
        m_talk.ledger().noteFailure(sequence, attempt, nowMs);
        return;
    }
    m_links.nodes().see(look->listed, m_links.steadyMs());
    const QList<QByteArray> needed = m_links.nodes().ids();
    PublishLedger::Reading reading;
    reading.receivers = look->receivers;
    reading.settled = !m_links.isYoung() && std::ranges::all_of(needed, [&](const auto &id) {
        return look->listening.contains(id);
    });
    m_talk.ledger().noteReading(sequence, attempt, reading, nowMs);
}

void RedisBroker::subscribe(const UserName &name, Confirmation confirmation)
{
    const QByteArray &utf8 = name.utf8();
    if (m_names.want(utf8) && m_links.subscriptions().isReady())
        sendSubscription("SUBSCRIBE", {utf8});
    if (!confirmation)
        return;
    const bool atOnce = m_names.isConfirmed(utf8) || !m_links.subscriptions().isReady();
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
    if (m_names.unwant(name.utf8()) && m_links.subscriptions().isReady())
        sendSubscription("UNSUBSCRIBE", {name.utf8()});
}

void RedisBroker::sendSubscription(const char *verb, const QList<QByteArray> &names)
{
    RedisLink::Command command{verb};
    for (const QByteArray &name : names) {
        command.append(nameChannel(name));
        m_names.noteSent(name);
    }
    m_links.subscriptions().sendSubscription(command);
}

// A batch at a time, each when the last one is confirmed; when nothing is missing, our own channel,
// which tells the others that we have it all.
void RedisBroker::subscribeMissing()
{
    const QList<QByteArray> names = m_names.missing(subscribeBatchNames);
    if (names.isEmpty()) {
        m_links.subscriptions().sendSubscription({"SUBSCRIBE", nodeChannel(m_id)});
        return;
    }
    m_lastOfBatch = names.constLast();
    sendSubscription("SUBSCRIBE", names);
}

void RedisBroker::takePushed(const RedisReply &reply)
{
    if (reply.isError()) {
        m_links.noteError(reply.text());
        return;
    }
    if (reply.size() != 3)
        return;
    const QByteArrayView kind = reply.at(0).view();
    if (kind == "message") {
        m_talk.take(reply.at(2).view());
        return;
    }
    const QByteArray channel = reply.at(1).text();
    if (channel == allChannel() && kind == "subscribe") {
        subscribeMissing();
    } else if (channel == nodeChannel(m_id) && kind == "subscribe") {
        m_links.noteComplete();
    } else if (channel.startsWith(nameChannel({}))) {
        const QByteArray name = channel.mid(nameChannel({}).size());
        m_names.noteAnswered(name);
        if (!m_links.isComplete() && name == m_lastOfBatch) {
            m_lastOfBatch = QByteArray();
            subscribeMissing();
        }
    }
}

} // namespace pushpoint::broker
