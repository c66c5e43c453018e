#include "server/net/turn/turn_share.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <utility>

namespace pushpoint::net {

namespace {

// No turn is to be longer than 5 ms, and the step that is under way at the end takes its time.
constexpr qint64 turnTimeMaxNs = 2'000'000;
constexpr qint64 partTimeMaxNs = 500'000;
constexpr int partStepsMax = 32;

} // namespace

bool TurnShare::Part::isOver() const
{
    return m_stepsLeft <= 0 || m_turns->m_clock.nsecsElapsed() >= m_endNs;
}

TurnShare::TurnShare()
{
    m_clock.start();
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, this,
            [this] { m_turnEndNs = -1; });
}

TurnShare::Part TurnShare::takePart()
{
    const qint64 now = m_clock.nsecsElapsed();
    if (m_turnEndNs < 0)
        m_turnEndNs = now + turnTimeMaxNs;
    Part part;
    part.m_turns = this;
    part.m_endNs = std::min(m_turnEndNs, now + partTimeMaxNs);
    part.m_stepsLeft = partStepsMax;
    return part;
}

void TurnShare::workLater(Worker *worker)
{
    m_waiting.push_back(worker);
    if (!std::exchange(m_isPosted, true))
        QCoreApplication::postEvent(this, new QEvent(QEvent::UpdateRequest));
}

void TurnShare::remove(Worker *worker)
{
    std::ranges::replace(m_waiting, worker, nullptr);
}

bool TurnShare::event(QEvent *event)
{
    if (event->type() != QEvent::UpdateRequest)
        return QObject::event(event);
    m_isPosted = false;
    // Whoever asks again meanwhile waits for the next turn.
    for (size_t left = m_waiting.size(); left > 0 && !takePart().isOver(); --left) {
        Worker *worker = m_waiting.front();
        m_waiting.pop_front();
        if (worker != nullptr)
            worker->workInTurn();
    }
    if (!m_waiting.empty() && !std::exchange(m_isPosted, true))
        QCoreApplication::postEvent(this, new QEvent(QEvent::UpdateRequest));
    return true;
}

} // namespace pushpoint::net
