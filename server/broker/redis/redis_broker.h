#pragma once

#include "server/broker/redis/master_finder.h"
#include "server/broker/redis/redis_link.h"
#include "server/broker/wire/cluster_watch.h"
#include "server/broker/wire/known_nodes.h"
#include "server/broker/wire/publish_ledger.h"
#include "server/broker/wire/sequence_window.h"
#include "server/broker/wire/subscribed_names.h"

#include <QElapsedTimer>

namespace pushpoint {

/// Joins nodes by a Redis: a channel a name, a channel a node for what is said back, and a sorted
/// set of the nodes that live. Two links: commands, which are pipelined, and subscriptions. Each
/// comes back by itself; where Sentinels are named, to whichever Redis is the master by then. Keys
/// and channels, below the prefix:
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
class RedisBroker : public Broker
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

    /// Publishes that wait, and bytes sent that Redis has not answered: beyond, all is unknown.
    static constexpr qsizetype pendingMax = 20'000;
    static constexpr qint64 unansweredBytesMax = 64 * 1024 * 1024;

private:
    // redis_broker.cpp: links and their states
    void openCommands();
    void openSubscriptions();
    void commandsReady();
    void commandsFailed(const QString &why);
    void subscriptionsReady();
    void subscriptionsFailed(const QString &why);
    void noteError(const QByteArray &text);
    void loseLink(const LinkStatus &status);
    void updateLink();
    void heartBeat();
    void takeServerFacts(const QByteArray &info);
    void takeTime(const RedisReply &reply, qint64 askedMs);
    void noteListed(bool isNew);
    void sweep();
    void wakeSweep();

    // redis_broker_sentinel.cpp: which Redis that is
    void followMaster();
    void takeMaster(const QString &host, quint16 port);
    void checkRole();
    void leaveRedis(const QString &why);

    // redis_broker_messages.cpp: what goes over them
    void sendAttempt(const Envelope &envelope);
    void sendBare(const Envelope &envelope, const QByteArray &bytes);
    void sendWithLook(const Envelope &envelope, const QByteArray &bytes);
    void takeReading(quint64 sequence, int attempt, const QList<QByteArray> &asked,
                     const RedisReply *reply);
    void takePushed(const RedisReply &reply);
    void takeBytes(QByteArrayView bytes);
    void takeOther(const OtherVersion &other);
    void takeEnvelope(const Envelope &envelope);
    void takeAck(const Ack &ack);
    void sendAck(const QByteArray &origin, const Ack &ack);
    void flushAcks();
    void answerQuestion(const Question &question);
    void subscribeMissing();
    void sendSubscription(const char *verb, const QList<QByteArray> &names);
    bool hasRoom() const { return m_unansweredBytes < unansweredBytesMax; }

    QByteArray nameChannel(const QByteArray &name) const { return m_channelPrefix + "u:" + name; }
    QByteArray nodeChannel(const QByteArray &node) const { return m_channelPrefix + "n:" + node; }
    qint64 steadyMs() const { return m_clock.elapsed(); }
    ClusterWatch::Now now() const;
    qint64 sharedMs() const { return steadyMs() + m_sharedOffsetMs.value_or(0); }

    const QByteArray m_nodesKey;
    const QByteArray m_channelPrefix;
    const QByteArray m_id;
    RedisLink m_commands;
    RedisLink m_subscriptions;
    std::unique_ptr<MasterFinder> m_finder; ///< null: the address is a Redis' own
    std::optional<RedisAddress::Place> m_master;
    bool m_isMasterNew = false; ///< it was another one before
    QTimer m_commandsTimer;     ///< until the next try
    QTimer m_subscriptionsTimer;
    QTimer m_heartTimer;
    QTimer m_sweepTimer;
    QElapsedTimer m_clock;
    SequenceWindow m_sequences;
    PublishLedger m_ledger;
    PresenceLedger m_presence;
    QHash<QByteArray, WireAcks> m_unsentAcks; ///< by the node they are for; gone at the turn's end
    struct ProbeUnderWay
    {
        qint64 sentNs = 0; ///< by m_clock
        std::vector<ProbeAck> acks;
    };
    QHash<quint64, ProbeUnderWay> m_probes; ///< by sequence
    SubscribedNames m_names;
    KnownNodes m_nodes;
    ClusterWatch m_watch;

    std::optional<qint64> m_sharedOffsetMs; ///< Redis' clock less ours
    std::optional<LinkStatus> m_trouble;    ///< what an error of Redis named
    int m_failures = 0;                     ///< in a row
    qint64 m_beatUnansweredMs = -1;         ///< when the oldest one was sent; below zero: none
    quint64 m_probesSent = 0;
    quint64 m_probesSeen = 0;
    bool m_beatSeen = false; ///< on this commands link
    bool m_wasListed = false;
    bool m_complete = false; ///< the subscriptions link has everything
    bool m_started = false;
    qint64 m_unansweredBytes = 0;
    quint64 m_lastSequence = 0;
    QByteArray m_lastOfBatch; ///< while names are subscribed anew
};

} // namespace pushpoint
