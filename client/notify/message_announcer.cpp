#include "client/notify/message_announcer.h"

#include "client/account/account.h"

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype textCharsMax = 200;
constexpr qsizetype peersNamedMax = 3;

QString oneLine(const QString &text)
{
    const QString cut = text.left(textCharsMax).simplified();
    return text.size() > textCharsMax ? cut + u'…' : cut;
}

} // namespace

MessageAnnouncer::MessageAnnouncer(Notifier &notifier, QObject *parent, const AnnouncerTimes &times,
                                   SleepGap sleep)
    : QObject(parent), m_notifier(notifier), m_times(times), m_sleep(std::move(sleep))
{
    m_gatherTimer.setSingleShot(true);
    connect(&m_gatherTimer, &QTimer::timeout, this, &MessageAnnouncer::tell);
    connect(&notifier, &Notifier::clicked, this, [this](const ConversationKey &about) {
        const auto found = m_watched.constFind(about.account);
        if (found == m_watched.cend() || !found->account)
            return;
        if (about.isOne)
            Q_EMIT openRequested(found->account, about.self, about.peer);
        else
            Q_EMIT openRequested(found->account, {}, {});
    });
}

void MessageAnnouncer::watch(Account &account, InView isInView)
{
    const quint64 number = ++m_lastNumber;
    m_watched.insert(number, {&account, std::move(isInView)});
    connect(&account.inbox(), &Inbox::messageArrived, this,
            [this, number](const UserName &to, const IncomingMessage &message) {
                onArrival({{number, to.text(), message.from}, message.text});
            });
    connect(&account.inbox(), &Inbox::stateChanged, this, [this, number](InboxState state) {
        Watched &watched = m_watched[number];
        watched.wasLost = watched.wasLost || state == InboxState::Waiting;
        if (state == InboxState::Connected && std::exchange(watched.wasLost, false))
            m_returnEnd.setRemainingTime(m_times.afterReturn);
    });
    connect(&account, &QObject::destroyed, this, [this, number] { m_watched.remove(number); });
}

void MessageAnnouncer::setEnabled(bool isEnabled)
{
    m_isEnabled = isEnabled;
    if (!isEnabled)
        m_gathered.clear();
}

void MessageAnnouncer::setDoNotDisturb(bool isOn)
{
    m_isDoNotDisturb = isOn;
    if (isOn)
        m_gathered.clear();
}

void MessageAnnouncer::onArrival(const Arrival &arrival)
{
    const bool mustWait = mustGather(); // the clocks are to be asked at every message
    if (!m_isEnabled || m_isDoNotDisturb)
        return;
    if (m_gathered.isEmpty())
        m_gatherEnd.setRemainingTime(m_times.gatherMax);
    m_gathered.append(arrival);
    if (!mustWait)
        return tell();
    m_gatherTimer.start(std::min(
        m_times.quietMin,
        std::chrono::ceil<std::chrono::milliseconds>(m_gatherEnd.remainingTimeAsDuration())));
}

bool MessageAnnouncer::mustGather()
{
    while (!m_told.empty() && m_told.front().hasExpired())
        m_told.pop_front();
    if (m_sleep.hasSlept())
        m_returnEnd.setRemainingTime(m_times.afterReturn);
    return m_gatherTimer.isActive() || !m_returnEnd.hasExpired() || m_told.size() >= burstMax;
}

void MessageAnnouncer::tell()
{
    m_gatherTimer.stop();
    dropSeen();
    if (m_gathered.isEmpty())
        return;
    m_told.emplace_back(m_times.burstSpan);
    m_notifier.show(notificationOf(std::exchange(m_gathered, {})));
}

void MessageAnnouncer::dropSeen()
{
    m_gathered.removeIf([this](const Arrival &arrival) {
        const auto watched = m_watched.constFind(arrival.about.account);
        return watched == m_watched.cend()
            || watched->isInView(arrival.about.self, arrival.about.peer);
    });
}

Notification MessageAnnouncer::notificationOf(const QList<Arrival> &arrivals) const
{
    const Arrival &last = arrivals.constLast();
    const auto nameOf = [](const Arrival &arrival) {
        return arrival.about.peer.isEmpty() ? tr("no sender") : arrival.about.peer;
    };
    Notification out{nameOf(last), oneLine(last.text), last.about, !m_areSoundsOn};
    if (m_watched.size() > 1) // which of one's names somebody wrote to
        out.title = tr("%1 to %2").arg(out.title, last.about.self);
    if (arrivals.size() == 1)
        return out;
    QStringList peers;
    for (const Arrival &arrival : arrivals) {
        out.about.isOne = out.about.isOne && arrival.about == last.about;
        if (const QString name = nameOf(arrival); !peers.contains(name))
            peers.append(name);
    }
    const int count = int(arrivals.size());
    if (out.about.isOne) {
        out.title = tr("%1: %n new messages", nullptr, count).arg(out.title);
        return out;
    }
    out.title = tr("%n new messages", nullptr, count);
    const qsizetype more = peers.size() - peersNamedMax;
    out.text = tr("From %1").arg(peers.mid(0, peersNamedMax).join(u", "_s));
    if (more > 0)
        out.text += tr(" and %n more", nullptr, int(more));
    return out;
}

} // namespace pushpoint::client
