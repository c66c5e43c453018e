#pragma once

#include "client/notify/notifier.h"
#include "client/notify/sleep_gap.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QPointer>
#include <QTimer>

#include <deque>

namespace pushpoint::client {

class Account;

/// How long the announcer gathers. The defaults are for users; tests shorten them.
struct AnnouncerTimes
{
    std::chrono::milliseconds quietMin{1'500};     ///< gathering ends after so long without one
    std::chrono::milliseconds gatherMax{6'000};    ///< and at the latest so long after the first
    std::chrono::milliseconds afterReturn{10'000}; ///< of a connection: what comes is gathered
    std::chrono::milliseconds burstSpan{10'000};   ///< no more than burstMax told in this time
};

/// Decides which messages are announced to a user who looks elsewhere: each one as it comes, but a
/// burst as one summary. A burst is what waited while the computer slept or the connection was
/// lost. So a message is gathered with those that follow if the clocks show a sleep since the last
/// one, if the connection has just come back, or if several were announced within a short time,
/// for any reason. Neither the clocks nor the connection would do alone: a short sleep leaves the
/// connection open, and a server may be lost while the computer is awake. GUI thread; owned by the
/// composition root.
class MessageAnnouncer : public QObject
{
    Q_OBJECT

public:
    static constexpr int burstMax = 3;
    /// True where people see the conversation of these two right now.
    using InView = std::function<bool(const QString &self, const QString &peer)>;

    explicit MessageAnnouncer(Notifier &notifier, QObject *parent = nullptr,
                              const AnnouncerTimes &times = {}, SleepGap sleep = SleepGap());

    /// Tells of this account's messages from now on, as long as it lives.
    void watch(Account &account, InView isInView);
    /// Tells of nothing while off, or while people do not want to be disturbed; what comes
    /// meanwhile is not told later either, but counts as unread.
    void setEnabled(bool isEnabled);
    void setDoNotDisturb(bool isOn);
    void setSounds(bool areOn) { m_areSoundsOn = areOn; }

Q_SIGNALS:
    /// Somebody clicked at a notification of this account; an empty `self` stands for several
    /// conversations, an empty `peer` for who did not say a name.
    void openRequested(pushpoint::client::Account *account, const QString &self,
                       const QString &peer);

private:
    struct Watched
    {
        QPointer<Account> account;
        InView isInView;
        bool wasLost = false;
    };
    struct Arrival
    {
        ConversationKey about;
        QString text;
    };
    void onArrival(const Arrival &arrival);
    bool mustGather();
    void tell();
    void dropSeen();
    Notification notificationOf(const QList<Arrival> &arrivals) const;

    Notifier &m_notifier;
    const AnnouncerTimes m_times;
    SleepGap m_sleep;
    QHash<quint64, Watched> m_watched;
    quint64 m_lastNumber = 0;
    QList<Arrival> m_gathered;
    QTimer m_gatherTimer;
    QDeadlineTimer m_gatherEnd;
    QDeadlineTimer m_returnEnd{0};
    std::deque<QDeadlineTimer> m_told; ///< until when each still counts for a burst
    bool m_isEnabled = true;
    bool m_isDoNotDisturb = false;
    bool m_areSoundsOn = false;
};

} // namespace pushpoint::client
