#include "server/node/traffic_log.h"

#include "server/protocol/limits.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QEvent>

#include <algorithm>
#include <utility>

namespace pushpoint {

void TrafficLog::noteRefusal(const Error &error, const QByteArray &from, const QByteArray &to,
                             const QByteArray &facts)
{
    m_feed.counters.countRefusal(error.code);
    if (!m_feed.isWatched())
        return;
    TrafficEventView event = newEvent(TrafficKind::Refused, nowNs());
    event.from = from;
    event.to = to;
    const QByteArray word = error.word();
    event.note = word;
    event.preview = facts;
    tell(event);
}

void TrafficLog::notePong(const Session &session, qint64 roundTripNs)
{
    if (!m_feed.isWatched())
        return;
    TrafficEventView event = newEvent(TrafficKind::Pong, session);
    event.latencyNs = roundTripNs;
    tell(event);
}

TrafficEventView TrafficLog::newEvent(TrafficKind kind, qint64 steadyNs) const
{
    TrafficEventView event;
    event.kind = kind;
    event.wallClockMs = QDateTime::currentMSecsSinceEpoch();
    event.steadyNs = steadyNs;
    return event;
}

TrafficEventView TrafficLog::newEvent(TrafficKind kind, const Message &message,
                                      qint64 steadyNs) const
{
    TrafficEventView event = newEvent(kind, steadyNs);
    if (message.from)
        event.from = message.from->utf8();
    event.to = message.to.utf8();
    event.sizeBytes = message.contentJson.size();
    event.preview = QByteArrayView(message.contentJson)
                        .first(std::min(message.contentJson.size(), previewBytesMax));
    return event;
}

TrafficEventView TrafficLog::newEvent(TrafficKind kind, const Session &session) const
{
    TrafficEventView event = newEvent(kind, nowNs());
    event.connectionId = session.id();
    event.to = session.name().utf8();
    return event;
}

void TrafficLog::tell(const TrafficEventView &event)
{
    if (m_held.isEmpty())
        m_feed.record(event);
    else
        m_held.append(event);
}

void TrafficLog::tellAtTurnsEnd(const TrafficEventView &event, std::shared_ptr<MessageTrace> trace)
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

void TrafficLog::noteAnswersWritten()
{
    if (m_traces.empty())
        return;
    const qint64 writtenNs = nowNs();
    for (auto trace = m_traces.rbegin(); trace != m_traces.rend(); ++trace) {
        if ((*trace)->requestHead.isEmpty())
            continue;
        if ((*trace)->answeredNs != 0) // and all before it are, too
            return;
        (*trace)->answeredNs = writtenNs;
    }
}

bool TrafficLog::event(QEvent *event)
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

void TrafficLog::fillIn(MessageTrace &trace) const
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
