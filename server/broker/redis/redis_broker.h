#pragma once

#include "server/broker/redis/redis_links.h"
#include "server/broker/wire/cluster_talk.h"
#include "server/broker/wire/subscribed_names.h"

namespace pushpoint::broker {

/// Joins nodes by a Redis: a channel a name, a channel a node for what is said back, and a sorted
/// set of the nodes that live. The links see to themselves (RedisLinks), and what is said on them
/// is any broker's (ClusterTalk); here is what Redis is asked. Keys and channels, below the prefix:
///
///     u:<name>  messages for a name; subscribed while it has a connection here
///     n:<node>  acks for a node; subscribed last, so that whoever listens there has all its names
///     all       subscribed first
///     nodes     node → end of its life by Redis' clock in ms, renewed each 1.5 s
///
/// Redis' databases separate keys and not channels, so the number of any but the first one stands
/// in front of the channels, as in "pp:1:all".
///
/// Server thread; owned by the server's core.
class RedisBroker : public Broker, private ClusterTalk::Wire
{
    Q_OBJECT

public:
    RedisBroker(const RedisAddress &address, const QByteArray &prefix, const QByteArray &nodeName,
                QObject *parent = nullptr);
    ~RedisBroker() override;

    void start() override;
    void stop() override;
    void forward(const Message &message) override;
    void publish(const Message &message, Answer answer) override;
    void probe(const Message &message, Acks then) override;
    void askPresence(const PresenceQuery &query, PresenceLedger::Then then) override;
    void subscribe(const UserName &name, Confirmation confirmation = {}) override;
    bool isConfirmed(const UserName &name) const override;
    void unsubscribe(const UserName &name) override;

    std::vector<NodeView> nodes() const override;

    /// Bytes sent that Redis has not answered; beyond, all is unknown.
    static constexpr qint64 unansweredBytesMax = 64 * 1024 * 1024;

private:
    // ClusterTalk::Wire
    bool isUp() const override { return m_links.commands().isReady(); }
    bool hasRoom() const override { return m_unansweredBytes < unansweredBytesMax; }
    std::optional<qint64> sharedMs() const override { return m_links.sharedMs(); }
    std::optional<ClusterTalk::Others> others() const override;
    void sendToNode(const QByteArray &node, const QByteArray &bytes) override;
    void sendToAll(const QByteArray &bytes) override;
    void sendToName(const UserName &name, const QByteArray &bytes) override;
    void sendAttempt(const Envelope &envelope) override;
    int deliver(const Message &message, const QByteArray &originNode) override;
    std::vector<NamePresence> namesHere(const PresenceQuery &query) override;
    void noteHeard(const QByteArray &node) override;
    void noteOwnProbe(quint64 number) override;
    void noteOtherVersion(const QByteArray &nodeName, int version) override;

    void sweep();
    void wakeSweep();
    /// Takes a reply of which only an error matters.
    RedisLink::Reply errorsNoted();
    void sendBare(const Envelope &envelope, const QByteArray &bytes);
    void sendWithLook(const Envelope &envelope, const QByteArray &bytes);
    void takeReading(quint64 sequence, int attempt, const QList<QByteArray> &asked,
                     const RedisReply *reply);
    void takePushed(const RedisReply &reply);
    void subscribeMissing();
    void sendSubscription(const char *verb, const QList<QByteArray> &names);

    QByteArray nameChannel(const QByteArray &name) const { return m_channelPrefix + "u:" + name; }
    QByteArray nodeChannel(const QByteArray &node) const { return m_channelPrefix + "n:" + node; }
    QByteArray allChannel() const { return m_channelPrefix + "all"; }
    qint64 steadyMs() const { return m_talk.steadyMs(); }

    const QByteArray m_nodesKey;
    const QByteArray m_channelPrefix;
    const QByteArray m_id;
    ClusterTalk m_talk;
    SubscribedNames m_names;
    RedisLinks m_links;
    QTimer m_sweepTimer{this};
    qint64 m_unansweredBytes = 0;
    QByteArray m_lastOfBatch; ///< while names are subscribed anew
};

} // namespace pushpoint::broker
