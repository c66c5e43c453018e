#include "server/broker/redis/redis_links.h"

#include "server/broker/redis/redis_look.h"
#include "server/broker/wire/envelope.h"

#include <QRandomGenerator>

#include <csignal>

using namespace Qt::StringLiterals;

namespace pushpoint::broker {

namespace {

constexpr std::chrono::milliseconds heartInterval{1'500};
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

RedisLinks::RedisLinks(const RedisAddress &address, Names names, QObject *parent)
    : QObject(parent), m_own(std::move(names)), m_commands(address, this),
      m_subscriptions(address, this), m_commandsTimer(this), m_subscriptionsTimer(this),
      m_heartTimer(this), m_nodes(m_own.id)
{
    m_clock.start();
    for (QTimer *timer : {&m_commandsTimer, &m_subscriptionsTimer})
        timer->setSingleShot(true);
    connect(&m_commandsTimer, &QTimer::timeout, this, &RedisLinks::openCommands);
    connect(&m_subscriptionsTimer, &QTimer::timeout, this, &RedisLinks::openSubscriptions);
    connect(&m_heartTimer, &QTimer::timeout, this, &RedisLinks::heartBeat);
    connect(&m_commands, &RedisLink::ready, this, &RedisLinks::takeCommandsReady);
    connect(&m_commands, &RedisLink::failed, this, &RedisLinks::takeCommandsEnd);
    connect(&m_subscriptions, &RedisLink::ready, this, &RedisLinks::takeSubscriptionsReady);
    connect(&m_subscriptions, &RedisLink::failed, this, &RedisLinks::takeSubscriptionsEnd);
    if (!address.sentinels.empty()) {
        m_finder = std::make_unique<MasterFinder>(address);
        followMaster();
    }
}

RedisLinks::~RedisLinks()
{
    close();
}

void RedisLinks::start()
{
    // hiredis writes without MSG_NOSIGNAL: a Redis that resets the link would end the program.
    std::signal(SIGPIPE, SIG_IGN);
    m_started = true;
    m_heartTimer.start(heartInterval);
    heartBeat(); // this node is in its own view from the start
    openCommands();
    openSubscriptions();
}

void RedisLinks::stop()
{
    m_started = false;
    for (QTimer *timer : {&m_commandsTimer, &m_subscriptionsTimer, &m_heartTimer})
        timer->stop();
    if (m_commands.isReady()) {
        m_commands.send({"ZREM", m_own.nodesKey, m_own.id});
        m_commands.flush();
    }
    close();
    Q_EMIT statusChanged({LinkStatus::State::Lost, u"stopped"_s});
}

void RedisLinks::close()
{
    // Commands under way are answered by null, and must not find us half gone.
    m_started = false;
    m_commands.close();
    m_subscriptions.close();
    if (m_finder)
        m_finder->close();
}

void RedisLinks::openCommands()
{
    if (m_finder)
        m_finder->find();
    else
        m_commands.open();
}

void RedisLinks::openSubscriptions()
{
    if (m_finder)
        m_finder->find();
    else
        m_subscriptions.open();
}

void RedisLinks::takeCommandsReady()
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

void RedisLinks::takeServerFacts(const QByteArray &info)
{
    if (infoValue(info, "redis_mode") == "cluster") {
        loseLink({LinkStatus::State::ClusterRefused, {}});
        return;
    }
    const qint64 upSeconds = infoValue(info, "uptime_in_seconds").toLongLong();
    // A replica that was raised has run for long, and nodes are only on their way to it.
    m_nodes.beginLink(std::exchange(m_isMasterNew, false) ? 0 : upSeconds, steadyMs());
}

void RedisLinks::takeCommandsEnd(const QString &why)
{
    if (!m_started)
        return;
    if (const auto trouble = troubleOf(why.toUtf8()))
        m_trouble = LinkStatus{*trouble, why};
    m_beatSeen = false;
    Q_EMIT commandsLost();
    loseLink({LinkStatus::State::Lost, why});
}

void RedisLinks::takeSubscriptionsReady()
{
    m_complete = false;
    m_probesSeen = m_probesSent;
    Q_EMIT subscriptionsReady();
}

void RedisLinks::takeSubscriptionsEnd(const QString &why)
{
    if (!m_started)
        return;
    m_complete = false;
    Q_EMIT subscriptionsLost();
    if (const auto trouble = troubleOf(why.toUtf8()))
        m_trouble = LinkStatus{*trouble, why};
    loseLink({LinkStatus::State::Lost, why});
}

void RedisLinks::noteError(const QByteArray &text)
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
void RedisLinks::loseLink(const LinkStatus &status)
{
    using State = LinkStatus::State;
    LinkStatus shown = m_trouble ? *m_trouble : status;
    const bool passesOver
        = m_finder && (shown.state == State::ReadOnly || shown.state == State::Loading);
    if (shown.state != LinkStatus::State::Lost) {
        m_commands.close();
        m_subscriptions.close();
        m_complete = m_beatSeen = false;
        Q_EMIT subscriptionsLost();
        Q_EMIT commandsLost();
    }
    m_trouble.reset();
    if (passesOver) // Sentinels have another master soon, and no person has to do anything
        shown.state = State::Lost;
    Q_EMIT statusChanged(shown);
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

void RedisLinks::updateLink()
{
    if (!m_started || !m_beatSeen || !m_complete || !m_commands.isReady())
        return;
    m_failures = 0;
    Q_EMIT statusChanged({LinkStatus::State::Linked, {}});
}

void RedisLinks::heartBeat()
{
    const qint64 nowMs = steadyMs();
    Q_EMIT beaten();
    if (m_finder && m_commands.isReady())
        m_finder->find();
    if (m_complete && m_probesSent > m_probesSeen + 2) {
        m_subscriptions.close(); // it is up, and brings nothing
        takeSubscriptionsEnd(u"the subscriptions bring nothing"_s);
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
void RedisLinks::takeTime(const RedisReply &reply, qint64 askedMs)
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
            noteError(answer->text() + ": " + m_own.nodesKey);
        return answer != nullptr && !answer->isError();
    };
    m_commands.send({"ZADD", m_own.nodesKey, QByteArray::number(redisMs + lifeMs), m_own.id},
                    [this, isListFine](const RedisReply *answer) {
                        if (isListFine(answer))
                            noteListed(answer->number() == 1);
                    });
    m_commands.send(
        {"ZREMRANGEBYSCORE", m_own.nodesKey, "-inf", QByteArray::number(redisMs - 60'000)},
        isListFine);
    if (m_complete)
        m_commands.send({"PUBLISH", m_own.ownChannel, encodeProbe({++m_probesSent})}, check);
    Q_EMIT greetingDue();
    m_commands.send({"ZRANGEBYSCORE", m_own.nodesKey, QByteArray::number(redisMs), "+inf"},
                    [this, isListFine](const RedisReply *answer) {
                        const auto listed
                            = isListFine(answer) ? readNodeList(*answer, m_own.id) : std::nullopt;
                        if (!listed) // perhaps it was lost this moment: the next beat adds us again
                            return;
                        m_nodes.see(*listed, steadyMs());
                        m_beatSeen = true;
                        updateLink();
                    });
}

// If we have to add ourselves again, the list was lost, and others may still be missing in it.
void RedisLinks::noteListed(bool isNew)
{
    if (std::exchange(m_wasListed, true) && isNew)
        m_nodes.noteListLost(steadyMs());
}

void RedisLinks::noteComplete()
{
    m_complete = true;
    updateLink();
}

void RedisLinks::noteOwnProbe(quint64 number)
{
    m_probesSeen = std::max(m_probesSeen, std::min(number, m_probesSent));
}

std::optional<qint64> RedisLinks::sharedMs() const
{
    return m_sharedOffsetMs ? std::optional(steadyMs() + *m_sharedOffsetMs) : std::nullopt;
}

} // namespace pushpoint::broker
