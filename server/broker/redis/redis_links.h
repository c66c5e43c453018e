#pragma once

#include "server/broker/link_status.h"
#include "server/broker/redis/known_nodes.h"
#include "server/broker/redis/master_finder.h"
#include "server/broker/redis/redis_link.h"

#include <QElapsedTimer>

namespace pushpoint::broker {

/// The two links to a Redis, for commands and for subscriptions, and the node's place in the list
/// of those that live. Each link comes back by itself, after pauses that grow; where Sentinels are
/// named, to whichever Redis is the master by then. At each beat the node renews its place, reads
/// the clock that all share, and sees whether what is sent still comes. Knows no messages. Server
/// thread; owned by the RedisBroker.
class RedisLinks : public QObject
{
    Q_OBJECT

public:
    /// The node, the channel it listens to, and the key of the list of nodes.
    struct Names
    {
        QByteArray id;
        QByteArray ownChannel;
        QByteArray nodesKey;
    };

    RedisLinks(const RedisAddress &address, Names names, QObject *parent);
    ~RedisLinks() override;

    void start();
    /// Takes the node out of the list, and ends the links.
    void stop();
    /// Ends the links; no signal is emitted any more.
    void close();

    /// Commands are pipelined; those under way get null where the link ends.
    RedisLink &commands() { return m_commands; }
    RedisLink &subscriptions() { return m_subscriptions; }
    const RedisLink &commands() const { return m_commands; }
    const RedisLink &subscriptions() const { return m_subscriptions; }

    /// Redis' clock in milliseconds; nothing while it is not known.
    std::optional<qint64> sharedMs() const;
    qint64 steadyMs() const { return m_clock.elapsed(); }
    KnownNodes &nodes() { return m_nodes; }
    const KnownNodes &nodes() const { return m_nodes; }
    /// There may be nodes that nobody here has heard of.
    bool isYoung() const { return m_nodes.isYoung(steadyMs()); }

    /// Redis refused a command: the links end, and are made again.
    void noteError(const QByteArray &text);
    /// All that is wanted is subscribed, the node's own channel last.
    void noteComplete();
    /// True from then on, for as long as the link lasts.
    bool isComplete() const { return m_complete; }
    /// What was sent to the own channel came.
    void noteOwnProbe(quint64 number);

Q_SIGNALS:
    void statusChanged(const pushpoint::broker::LinkStatus &status);
    /// Whatever was subscribed is not any more.
    void subscriptionsLost();
    void subscriptionsReady();
    /// Nobody knows what became of the commands under way.
    void commandsLost();
    /// Each 1.5 s, linked or not.
    void beaten();
    /// At each beat that Redis answers: the time to say to all that this node is there.
    void greetingDue();

private:
    void openCommands();
    void openSubscriptions();
    void takeCommandsReady();
    void takeCommandsEnd(const QString &why);
    void takeSubscriptionsReady();
    void takeSubscriptionsEnd(const QString &why);
    void loseLink(const LinkStatus &status);
    void updateLink();
    void heartBeat();
    void takeServerFacts(const QByteArray &info);
    void takeTime(const RedisReply &reply, qint64 askedMs);
    void noteListed(bool isNew);

    // redis_links_sentinel.cpp: which Redis that is
    void followMaster();
    void takeMaster(const QString &host, quint16 port);
    void checkRole();
    void leaveRedis(const QString &why);

    const Names m_own;
    RedisLink m_commands;
    RedisLink m_subscriptions;
    std::unique_ptr<MasterFinder> m_finder; ///< null: the address is a Redis' own
    std::optional<RedisAddress::Place> m_master;
    bool m_isMasterNew = false; ///< it was another one before
    QTimer m_commandsTimer;     ///< until the next try
    QTimer m_subscriptionsTimer;
    QTimer m_heartTimer;
    QElapsedTimer m_clock;
    KnownNodes m_nodes;
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
};

} // namespace pushpoint::broker
