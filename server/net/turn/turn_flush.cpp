#include "server/net/turn/turn_flush.h"

#include "server/net/turn/turn_budget.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <utility>

namespace pushpoint::net {

namespace {

// However slow the machine is: what a usual publish sends, and its answer, leave in one turn.
constexpr size_t atOnceMin = 8;

} // namespace

void TurnFlush::add(Flushable *waiting)
{
    m_waiting.push_back(waiting);
    callSoon();
}

void TurnFlush::moveBehind(Flushable *waiting)
{
    const auto found = std::ranges::find(m_waiting, waiting);
    if (found == m_waiting.end())
        return;
    *found = nullptr;
    m_waiting.push_back(waiting);
}

// Posted events are sent before the loop looks for new input: that is the turn's end.
void TurnFlush::callSoon()
{
    if (!std::exchange(m_isCalled, true))
        QCoreApplication::postEvent(this, new QEvent(QEvent::UpdateRequest));
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
    m_isCalled = false;
    // A flush may make others send: they wait for the next turn.
    if (m_flushing.empty())
        m_flushing.swap(m_waiting);
    const TurnBudget budget;
    const auto isOver
        = [&, begin = m_flushed] { return m_flushed - begin >= atOnceMin && budget.isSpent(); };
    while (m_flushed < m_flushing.size() && !isOver()) {
        if (Flushable *next = m_flushing[m_flushed++])
            next->flush();
    }
    if (m_flushed == m_flushing.size()) {
        m_flushing.clear();
        m_flushed = 0;
    }
    if (!m_flushing.empty() || !m_waiting.empty())
        callSoon();
    return true;
}

} // namespace pushpoint::net
