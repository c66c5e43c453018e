#include "server/broker/redis/redis_broker.h"

#include "server/broker/redis/redis_look.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <csignal>

using namespace Qt::StringLiterals;

namespace pushpoint {

namespace {

constexpr std::chrono::milliseconds heartInterval{1'500};
constexpr std::chrono::milliseconds sweepInterval{10};
constexpr qint64 lifeMs = 5'000; // of a node in the list, from its last beat
constexpr qint64 beatAnswerMaxMs = 5'000;
constexpr qint64 trustedRoundTripMs = 200; // a slower answer says too little about the clock
constexpr qint64 backOffFirstMs = 100;
constexpr qint64 backOffMaxMs = 2'000; // back within 3 s, however long it was away

// What somebody has to mend is not tried more often.
constexpr std::chrono::milliseconds namedTroublePause{5'000};

std::optional<LinkStatus::State> troubleOf(const QByteArray &error)
{
    using State = LinkStatus::State;
    if (error.startsWith("WRONGPASS") || error.startsWith("NOAUTH")
        || error.startsWith("ERR invalid password") || error.startsWith("ERR AUTH"))
        return State::WrongPassword;
    if (error.startsWith("NOPERM"))
        return State::NoPermission;
    if (error.startsWith("READONLY"))
        return State::ReadOnly;
    if (error.startsWith("OOM"))
        return State::OutOfMemory;
    if (error.startsWith("LOADING"))
        return State::Loading;
    if (error.startsWith("MOVED") || error.startsWith("CLUSTERDOWN"))
        return State::ClusterRefused;
    if (error.startsWith("TLS: ")) // RedisLink's own word
        return State::TlsFailed;
    return {};
}

QByteArray infoValue(const QByteArray &info, const QByteArray &name)
{
    for (const QByteArray &line : info.split('\n')) {
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

} // namespace

RedisBroker::RedisBroker(const RedisAddress &address, const QByteArray &prefix,
                         const QByteArray &nodeName, QObject *parent)
    : Broker(parent), m_nodesKey(prefix + "nodes"),
      m_channelPrefix(address.database == 0 ? prefix
                                            : prefix + QByteArray::number(address.database) + ':'),
      m_id(newNodeId(nodeName)), m_commands(address, this), m_subscriptions(address, this),
      m_commandsTimer(this), m_subscriptionsTimer(this), m_heartTimer(this), m_sweepTimer(this),
      m_sequences(m_id), m_nodes(m_id), m_watch(m_id)
{
    m_clock.start();
    for (QTimer *timer : {&m_commandsTimer, &m_subscriptionsTimer})
        timer->setSingleShot(true);
    connect(&m_commandsTimer, &QTimer::timeout, this, &RedisBroker::openCommands);
    connect(&m_subscriptionsTimer, &QTimer::timeout, this, &RedisBroker::openSubscriptions);
    connect(&m_heartTimer, &QTimer::timeout, this, &RedisBroker::heartBeat);
    connect(&m_sweepTimer, &QTimer::timeout, this, &RedisBroker::sweep);
    connect(&m_commands, &RedisLink::ready, this, &RedisBroker::commandsReady);
    connect(&m_commands, &RedisLink::failed, this, &RedisBroker::commandsFailed);
    connect(&m_subscriptions, &RedisLink::ready, this, &RedisBroker::subscriptionsReady);
    connect(&m_subscriptions, &RedisLink::failed, this, &RedisBroker::subscriptionsFailed);
    connect(&m_subscriptions, &RedisLink::pushed, this, &RedisBroker::takePushed);
    if (!address.sentinels.empty()) {
        m_finder = std::make_unique<MasterFinder>(address);
        followMaster();
    }
}

RedisBroker::~RedisBroker()
{
    // Commands under way are answered by null, and must not find us half gone.
    m_started = false;
    m_commands.close();
    m_subscriptions.close();
    m_finder.reset();
}

void RedisBroker::start()
{
    // hiredis writes without MSG_NOSIGNAL: a Redis that resets the link would end the program.
    std::signal(SIGPIPE, SIG_IGN);
    m_started = true;
    m_heartTimer.start(heartInterval);
    heartBeat(); // this node is in its own view from the start
    openCommands();
    openSubscriptions();
}

void RedisBroker::stop()
{
    m_started = false;
    for (QTimer *timer : {&m_commandsTimer, &m_subscriptionsTimer, &m_heartTimer, &m_sweepTimer})
        timer->stop();
    m_ledger.endAll();
    m_presence.endAll();
    flushAcks();
    if (m_commands.isReady()) {
        m_commands.send({"ZREM", m_nodesKey, m_id});
        m_commands.flush();
    }
    m_commands.close();
    m_subscriptions.close();
    if (m_finder)
        m_finder->close();
    setLinkStatus({LinkStatus::State::Lost, u"stopped"_s});
}

void RedisBroker::openCommands()
{
    if (m_finder)
        m_finder->find();
    else
        m_commands.open();
}

void RedisBroker::openSubscriptions()
{
    if (m_finder)
        m_finder->find();
    else
        m_subscriptions.open();
}

void RedisBroker::commandsReady()
{
    m_beatSeen = false;
    m_beatUnansweredMs = -1;
    if (m_isMasterNew) // else it is the same clock, and what comes late is still known as late
        m_sharedOffsetMs.reset();
    m_commands.send({"INFO", "server"}, [this](const RedisReply *reply) {
        if (reply == nullptr)
            return;
        if (reply->isError())
            noteError(reply->text());
        else
            takeServerFacts(reply->text());
    });
    if (m_finder)
        checkRole();
    heartBeat();
}

void RedisBroker::takeServerFacts(const QByteArray &info)
{
    if (infoValue(info, "redis_mode") == "cluster") {
        loseLink({LinkStatus::State::ClusterRefused, {}});
        return;
    }
    const qint64 upSeconds = infoValue(info, "uptime_in_seconds").toLongLong();
    // A replica that was raised has run for long, and nodes are only on their way to it.
    m_nodes.beginLink(std::exchange(m_isMasterNew, false) ? 0 : upSeconds, steadyMs());
}

void RedisBroker::commandsFailed(const QString &why)
{
    if (!m_started)
        return;
    if (const auto trouble = troubleOf(why.toUtf8()))
        m_trouble = LinkStatus{*trouble, why};
    m_beatSeen = false;
    m_unansweredBytes = 0;
    loseLink({LinkStatus::State::Lost, why});
}

void RedisBroker::subscriptionsReady()
{
    m_complete = false;
    m_probesSeen = m_probesSent;
    m_subscriptions.sendSubscription({"SUBSCRIBE", m_channelPrefix + "all"});
}

void RedisBroker::subscriptionsFailed(const QString &why)
{
    if (!m_started)
        return;
    m_complete = false;
    m_names.noteLinkLost();
    if (const auto trouble = troubleOf(why.toUtf8()))
        m_trouble = LinkStatus{*trouble, why};
    loseLink({LinkStatus::State::Lost, why});
}

void RedisBroker::noteError(const QByteArray &text)
{
    if (!m_started)
        return;
    const QString why = QString::fromUtf8(text);
    if (const auto trouble = troubleOf(text))
        m_trouble = LinkStatus{*trouble, why};
    else
        m_trouble = LinkStatus{LinkStatus::State::Lost, why};
    // Not inside the reply of the very link that ends.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_trouble && m_commands.isReady())
                loseLink(*m_trouble);
        },
        Qt::QueuedConnection);
}

// Both ways end here: whichever link is down is tried again after a pause that grows.
void RedisBroker::loseLink(const LinkStatus &status)
{
    using State = LinkStatus::State;
    LinkStatus shown = m_trouble ? *m_trouble : status;
    const bool passesOver
        = m_finder && (shown.state == State::ReadOnly || shown.state == State::Loading);
    if (shown.state != LinkStatus::State::Lost) {
        m_commands.close();
        m_subscriptions.close();
        m_complete = m_beatSeen = false;
        m_names.noteLinkLost();
    }
    m_trouble.reset();
    if (passesOver) // Sentinels have another master soon, and no person has to do anything
        shown.state = State::Lost;
    setLinkStatus(shown);
    const qint64 longest = std::min(backOffMaxMs, backOffFirstMs << std::min(m_failures, 10));
    ++m_failures;
    const qint64 pauseMs = longest / 2 + QRandomGenerator::global()->bounded(longest / 2 + 1);
    const auto pause = shown.state == LinkStatus::State::Lost ? std::chrono::milliseconds(pauseMs)
                                                              : namedTroublePause;
    if (!m_commands.isOpen() && !m_commandsTimer.isActive())
        m_commandsTimer.start(pause);
    if (!m_subscriptions.isOpen() && !m_subscriptionsTimer.isActive())
        m_subscriptionsTimer.start(pause);
}

void RedisBroker::updateLink()
{
    if (!m_started || !m_beatSeen || !m_complete || !m_commands.isReady())
        return;
    m_failures = 0;
    setLinkStatus({LinkStatus::State::Linked, {}});
}

void RedisBroker::heartBeat()
{
    const qint64 nowMs = steadyMs();
    m_watch.hear(m_id, facts(), now());
    m_watch.see(m_nodes.ids(), now());
    if (m_finder && m_commands.isReady())
        m_finder->find();
    if (m_complete && m_probesSent > m_probesSeen + 2) {
        m_subscriptions.close(); // it is up, and brings nothing
        subscriptionsFailed(u"the subscriptions bring nothing"_s);
    }
    if (!m_commands.isReady())
        return;
    if (m_beatUnansweredMs >= 0 && nowMs - m_beatUnansweredMs > beatAnswerMaxMs) {
        // The other link ends as well: where a network swallows everything it is as dead, and what
        // lies in it would come late.
        leaveRedis(u"no answer in time"_s);
        return;
    }
    if (m_beatUnansweredMs < 0)
        m_beatUnansweredMs = nowMs;
    m_commands.send({"TIME"}, [this, nowMs](const RedisReply *reply) {
        if (reply != nullptr && reply->isError())
            noteError(reply->text());
        else if (reply != nullptr)
            takeTime(*reply, nowMs);
    });
}

// Only now is it known by which clock the others read our life's end.
void RedisBroker::takeTime(const RedisReply &reply, qint64 askedMs)
{
    const auto seconds = reply.size() == 2 ? reply.at(0).number() : std::nullopt;
    const auto microseconds = reply.size() == 2 ? reply.at(1).number() : std::nullopt;
    if (!seconds || !microseconds)
        return;
    const qint64 nowMs = steadyMs();
    const qint64 redisMs = *seconds * 1000 + *microseconds / 1000;
    if (!m_sharedOffsetMs || nowMs - askedMs < trustedRoundTripMs)
        m_sharedOffsetMs = redisMs - (nowMs + askedMs) / 2;
    m_beatUnansweredMs = -1;
    const auto check = [this](const RedisReply *answer) {
        if (answer != nullptr && answer->isError())
            noteError(answer->text());
    };
    // Errors such as WRONGTYPE do not say which key is meant.
    const auto isListFine = [this](const RedisReply *answer) {
        if (answer != nullptr && answer->isError())
            noteError(answer->text() + ": " + m_nodesKey);
        return answer != nullptr && !answer->isError();
    };
    m_commands.send({"ZADD", m_nodesKey, QByteArray::number(redisMs + lifeMs), m_id},
                    [this, isListFine](const RedisReply *answer) {
                        if (isListFine(answer))
                            noteListed(answer->number() == 1);
                    });
    m_commands.send({"ZREMRANGEBYSCORE", m_nodesKey, "-inf", QByteArray::number(redisMs - 60'000)},
                    isListFine);
    if (m_complete)
        m_commands.send({"PUBLISH", nodeChannel(m_id), encodeProbe({++m_probesSent})}, check);
    m_commands.send({"PUBLISH", m_channelPrefix + "all", encodeHello({m_id, facts()})}, check);
    m_commands.send({"ZRANGEBYSCORE", m_nodesKey, QByteArray::number(redisMs), "+inf"},
                    [this, isListFine](const RedisReply *answer) {
                        const auto listed
                            = isListFine(answer) ? readNodeList(*answer, m_id) : std::nullopt;
                        if (!listed) // perhaps it was lost this moment: the next beat adds us again
                            return;
                        m_nodes.see(*listed, steadyMs());
                        m_beatSeen = true;
                        updateLink();
                    });
}

// Whoever has to add itself anew finds a list that was lost: others may still be missing in it.
void RedisBroker::noteListed(bool isNew)
{
    if (std::exchange(m_wasListed, true) && isNew)
        m_nodes.noteListLost(steadyMs());
}

ClusterWatch::Now RedisBroker::now() const
{
    return {steadyMs(), QDateTime::currentMSecsSinceEpoch()};
}

std::vector<NodeView> RedisBroker::nodes() const
{
    return m_watch.nodes(isLinked(), now());
}

void RedisBroker::sweep()
{
    const qint64 nowMs = steadyMs();
    for (const quint64 sequence : m_ledger.sweep(nowMs)) {
        if (const Envelope *envelope = m_ledger.find(sequence))
            sendAttempt(*envelope);
    }
    m_names.sweep(nowMs);
    m_presence.sweep(nowMs);
    if (m_ledger.isEmpty() && m_presence.isEmpty() && !m_names.hasWaiting())
        m_sweepTimer.stop();
}

void RedisBroker::wakeSweep()
{
    if (!m_sweepTimer.isActive())
        m_sweepTimer.start(sweepInterval);
}

} // namespace pushpoint
