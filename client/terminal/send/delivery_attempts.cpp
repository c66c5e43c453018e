#include "client/terminal/send/delivery_attempts.h"

#include "client/transport/back_off.h"

#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>

namespace pushpoint::client {

using namespace std::chrono_literals;

namespace {

/// Of the ceiling alone, somebody who waits half a minute would often learn nothing for the last
/// half of it; a post every few seconds is nothing to a server.
constexpr std::chrono::milliseconds pauseMax = 3s;
/// Full jitter may come down to nothing.
constexpr std::chrono::milliseconds pauseMin = 100ms;

} // namespace

DeliveryAttempts::DeliveryAttempts(MessageApi &api, OutgoingMessage message,
                                   std::chrono::milliseconds wait, QObject *parent)
    : QObject(parent), m_api(api), m_message(std::move(message)),
      m_wait(wait), m_report{m_message.to}
{
    m_message.senderId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_pauseTimer.setSingleShot(true);
    connect(&m_pauseTimer, &QTimer::timeout, this, &DeliveryAttempts::attempt);
}

void DeliveryAttempts::start()
{
    m_sinceStart.start();
    attempt();
}

void DeliveryAttempts::giveUp()
{
    m_pauseTimer.stop();
    m_isFinished = true;
    m_report.waited = std::chrono::milliseconds(m_sinceStart.elapsed());
}

void DeliveryAttempts::attempt()
{
    ++m_report.attempts;
    m_api.send(m_message, this, [this](const SendResult &result) { onResult(result); });
}

void DeliveryAttempts::onResult(const SendResult &result)
{
    if (m_isFinished)
        return;
    m_report.result = result;
    m_report.waited = std::chrono::milliseconds(m_sinceStart.elapsed());
    const bool mayChange
        = result.next == NextAttempt::Later || result.next == NextAttempt::WhenThere;
    if (mayChange && m_report.waited < m_wait)
        return m_pauseTimer.start(pause());
    m_isFinished = true;
    Q_EMIT finished();
}

std::chrono::milliseconds DeliveryAttempts::pause() const
{
    const double random = QRandomGenerator::global()->generateDouble();
    const auto pause = std::clamp(backOffDelay(m_report.attempts - 1, random), pauseMin, pauseMax);
    return std::min(m_report.result.retryAfter + pause, m_wait - m_report.waited);
}

} // namespace pushpoint::client
