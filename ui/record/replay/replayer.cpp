#include "ui/record/replay/replayer.h"

#include "ui/ring/whole_message.h"

#include <chrono>

namespace pushpoint::ui {

using namespace std::chrono_literals;

void ReplayScript::add(const TrafficRow &row)
{
    if (row.isGap() || !isAcceptedPublish(row.event.kind))
        return;
    auto message = wholeMessage(row.event);
    if (!message) {
        ++skipped;
        return;
    }
    messages.push_back(std::move(*message));
    atNs.push_back(row.event.steadyNs);
}

Replayer::Replayer(ReplayScript script, quint64 firstTicket, Clock clock, QObject *parent)
    : QObject(parent), m_script(std::move(script)), m_firstTicket(firstTicket),
      m_clock(std::move(clock)), m_timeline(m_script.atNs)
{
    m_counts.total = m_script.messages.size();
    m_counts.refused = m_script.skipped;
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Replayer::advance);
}

void Replayer::setSpeed(double speed)
{
    m_timeline.setSpeed(speed, m_clock());
    advance();
}

void Replayer::run()
{
    if (m_isCancelled || isAtEnd())
        return;
    m_timeline.run(m_clock());
    advance();
    Q_EMIT changed();
}

void Replayer::pause()
{
    m_timeline.pause(m_clock());
    m_timer.stop();
    Q_EMIT changed();
}

void Replayer::step()
{
    if (m_isCancelled || isAtEnd())
        return;
    m_timeline.step(m_clock());
    sendTaken();
    advance();
    Q_EMIT changed();
}

void Replayer::cancel()
{
    m_isCancelled = true;
    pause();
}

void Replayer::advance()
{
    const quint64 sentBefore = m_counts.sent;
    while (m_waiting.size() < waitingMax && m_timeline.takeDue(m_clock()))
        sendTaken();
    if (isAtEnd() && isRunning())
        m_timeline.pause(m_clock());
    schedule();
    if (m_counts.sent != sentBefore)
        Q_EMIT changed();
}

void Replayer::schedule()
{
    const auto dueInNs = m_timeline.nextDueInNs(m_clock());
    // An outcome will come first, and advance() with it.
    if (!dueInNs || m_waiting.size() >= waitingMax)
        return m_timer.stop();
    const auto dueInMs
        = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::nanoseconds(*dueInNs));
    m_timer.start(std::min<std::chrono::milliseconds>(dueInMs, 1h));
}

void Replayer::sendTaken()
{
    const quint64 index = m_timeline.position() - 1;
    const quint64 ticket = m_firstTicket + index;
    m_waiting.insert(ticket);
    ++m_counts.sent;
    Q_EMIT publishRequested(ticket, m_script.messages[index]);
}

void Replayer::showOutcome(quint64 ticket, const PublishOutcome &outcome)
{
    if (!m_waiting.remove(ticket))
        return;
    ++(outcome.delivered() ? m_counts.delivered : m_counts.offline);
    if (!m_timer.isActive())
        advance();
    Q_EMIT changed();
}

void Replayer::forgetWaiting()
{
    m_waiting.clear();
    Q_EMIT changed();
}

} // namespace pushpoint::ui
