#include "server/net/turn_flush.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>

namespace pushpoint {

void TurnFlush::add(Flushable *waiting)
{
    // Posted events are sent before the loop looks for new input: that is the turn's end.
    if (m_waiting.empty())
        QCoreApplication::postEvent(this, new QEvent(QEvent::UpdateRequest));
    m_waiting.push_back(waiting);
}

void TurnFlush::remove(Flushable *waiting)
{
    std::ranges::replace(m_waiting, waiting, nullptr);
    std::ranges::replace(m_flushing, waiting, nullptr);
}

bool TurnFlush::event(QEvent *event)
{
    if (event->type() != QEvent::UpdateRequest)
        return QObject::event(event);
    // A flush may make others send: they wait for the next turn.
    m_flushing.swap(m_waiting);
    for (size_t i = 0; i < m_flushing.size(); ++i) {
        if (m_flushing[i] != nullptr)
            m_flushing[i]->flush();
    }
    m_flushing.clear();
    return true;
}

} // namespace pushpoint
