#pragma once

#include "server/protocol/message.h"
#include "ui/record/replay/replay_timeline.h"
#include "ui/ring/traffic_ring.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>

namespace pushpoint::ui {

/// What can be sent again of some rows. A value.
struct ReplayScript
{
    std::vector<Message> messages;
    std::vector<qint64> atNs; ///< when each was published
    quint64 skipped = 0;      ///< published, but the content was not kept whole

    /// Adds a row where it tells of a publish.
    void add(const TrafficRow &row);
};

/// How far a replay is and what came of it. A value.
struct ReplayCounts
{
    quint64 total = 0;
    quint64 sent = 0;
    quint64 delivered = 0;
    quint64 offline = 0;
    quint64 refused = 0; ///< could not be sent, because its content was not kept whole
};

/// Publishes recorded messages again at the intervals at which they were recorded. Knows no server:
/// it requests publishes by a signal and gets the outcomes by calls; it waits while too many are
/// missing. Begins paused. GUI thread; owned by its dialog.
class Replayer : public QObject
{
    Q_OBJECT

public:
    using Clock = std::function<qint64()>; ///< nanoseconds, never jumps

    /// @param firstTicket that and the numbers behind it are given to messages.
    Replayer(ReplayScript script, quint64 firstTicket, Clock clock, QObject *parent = nullptr);

    bool isRunning() const { return m_timeline.isRunning(); }
    bool isAtEnd() const { return m_timeline.isAtEnd(); }
    /// Nothing is left to send, and all outcomes are known.
    bool isDone() const { return isAtEnd() && m_waiting.isEmpty(); }
    ReplayCounts counts() const { return m_counts; }

    void setSpeed(double speed);
    void run();
    void pause();
    /// Sends the next one now.
    void step();
    /// Sends nothing more. Outcomes are still counted.
    void cancel();
    /// Ignored where the ticket is none of its own.
    void showOutcome(quint64 ticket, const PublishOutcome &outcome);
    /// The server has stopped: what is on its way will get no outcome.
    void forgetWaiting();
    /// Sends what is due by the clock. The timer does this; so do tests, whose clock is their own.
    void advance();

    static constexpr qsizetype waitingMax = 256;

Q_SIGNALS:
    void publishRequested(quint64 ticket, const pushpoint::Message &message);
    /// Counts or state.
    void changed();

private:
    void sendTaken();
    void schedule();

    const ReplayScript m_script;
    const quint64 m_firstTicket;
    const Clock m_clock;
    ReplayTimeline m_timeline;
    ReplayCounts m_counts;
    QSet<quint64> m_waiting; ///< tickets without an outcome
    QTimer m_timer;
    bool m_isCancelled = false;
};

/// The first ticket of the nth replay: far from those of the send form and of other replays.
constexpr quint64 firstReplayTicket(quint32 nth)
{
    return (quint64(1) << 63) | (quint64(nth) << 31);
}

} // namespace pushpoint::ui
