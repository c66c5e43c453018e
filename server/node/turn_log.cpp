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
    if (m_held.isEmpty())
        m_feed.record(event);
    else
        m_held.append(event);
}

void TurnLog::tellAtTurnsEnd(const TrafficEventView &event, std::shared_ptr<MessageTrace> trace)
{
    // Behind the flush of whatever was sent for it: that was posted when it was sent, before this,
    // and posted events are handled in the order of their posting.
    if (m_held.isEmpty())
        QCoreApplication::postEvent(this, new QEvent(QEvent::UpdateRequest));
    TrafficEventView traced = event;
    traced.trace = trace;
    m_held.append(traced);
    m_traces.push_back(std::move(trace));
}

void TurnLog::noteAnswersWritten(qint64 nowNs)
{
    for (auto trace = m_traces.rbegin(); trace != m_traces.rend(); ++trace) {
        if ((*trace)->requestHead.isEmpty())
            continue;
        if ((*trace)->answeredNs != 0) // and all before it are, too
            return;
        (*trace)->answeredNs = nowNs;
    }
}

bool TurnLog::event(QEvent *event)
{
    if (event->type() != QEvent::UpdateRequest)
        return QObject::event(event);
    for (const auto &trace : m_traces)
        fillIn(*trace);
    m_traces.clear();
    for (size_t i = 0; i < m_held.size(); ++i)
        m_feed.record(m_held.view(i));
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
