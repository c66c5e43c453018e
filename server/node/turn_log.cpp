#include "server/node/turn_log.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace pushpoint {

TurnLog::TurnLog(const Registry &registry, TrafficFeed &feed,
                 std::chrono::steady_clock::time_point startedAt)
    : m_registry(registry), m_feed(feed), m_startedAt(startedAt)
{ }

void TurnLog::tell(const TrafficEventView &event)
{
    if (m_held.empty())
        m_feed.record(event);
    else
        m_held.push_back({eventOf(event), nullptr});
}

void TurnLog::tellAtTurnsEnd(const TrafficEventView &event, std::shared_ptr<MessageTrace> trace)
{
    // Behind the flush of whatever was sent for it: that was posted when it was sent, before this,
    // and posted events are handled in the order of their posting.
    if (m_held.empty())
        QCoreApplication::postEvent(this, new QEvent(QEvent::UpdateRequest));
    m_held.push_back({eventOf(event), std::move(trace)});
}

void TurnLog::noteAnswersWritten(qint64 nowNs)
{
    for (auto held = m_held.rbegin(); held != m_held.rend(); ++held) {
        if (!held->trace || held->trace->requestHead.isEmpty())
            continue;
        if (held->trace->answeredNs != 0) // and all before it are, too
            return;
        held->trace->answeredNs = nowNs;
    }
}

bool TurnLog::event(QEvent *event)
{
    if (event->type() != QEvent::UpdateRequest)
        return QObject::event(event);
    for (Held &held : m_held) {
        if (held.trace) {
            fillIn(*held.trace);
            held.event.trace = std::move(held.trace);
        }
        m_feed.record(held.event);
    }
    m_held.clear();
    return true;
}

void TurnLog::fillIn(MessageTrace &trace) const
{
    for (DeliveryTrace &delivery : trace.deliveries) {
        const Session *session = m_registry.find(delivery.connectionId);
        if (session == nullptr)
            continue;
        const std::chrono::nanoseconds written = session->wroteAllAt() - m_startedAt;
        if (written.count() >= delivery.queuedNs)
            delivery.writtenNs = written.count();
    }
}

} // namespace pushpoint
