#include "client/terminal/send/delivery_attempts.h"

#include "client/transport/back_off.h"
#include "server/protocol/json/json_text.h"

#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>

namespace pushpoint {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds answerTimeMax = 15s;
/// Of the ceiling alone, somebody who waits half a minute would often learn nothing for the last
/// half of it; a post every few seconds is nothing to a server.
constexpr std::chrono::milliseconds pauseMax = 3s;
/// Full jitter may come down to nothing.
constexpr std::chrono::milliseconds pauseMin = 100ms;

QByteArray encode(const DeliveryAttempts::Letter &letter)
{
    const auto id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QByteArray body = "{";
    if (letter.from)
        body += "\"from\":" + jsonQuoted(QByteArrayView(letter.from->utf8())) + ',';
    return body + "\"to\":" + jsonQuoted(QByteArrayView(letter.to.utf8()))
        + ",\"content\":" + letter.contentJson + ",\"id\":" + jsonQuoted(QStringView(id)) + '}';
}

} // namespace

DeliveryAttempts::DeliveryAttempts(RestApi &api, const Letter &letter,
                                   std::chrono::milliseconds wait, QObject *parent)
    : QObject(parent), m_api(api), m_letter(letter), m_wait(wait),
      m_body(encode(letter)), m_report{letter.to}
{
    m_pauseTimer.setSingleShot(true);
    connect(&m_pauseTimer, &QTimer::timeout, this, &DeliveryAttempts::attempt);
}

void DeliveryAttempts::start()
{
    m_report.attempts = 0;
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
    m_api.post(
        m_letter.server.httpUrl(QLatin1StringView("/rest/message"), QLatin1StringView("detail=1")),
        m_body, answerTimeMax, this, [this](const RestAnswer &answer) { onAnswer(answer); });
}

void DeliveryAttempts::onAnswer(const RestAnswer &answer)
{
    if (m_isFinished)
        return;
    const int attempts = m_report.attempts;
    m_report = readReport(m_letter.to, answer);
    m_report.attempts = attempts;
    m_report.waited = std::chrono::milliseconds(m_sinceStart.elapsed());
    if (m_report.mayChange && m_report.waited < m_wait)
        return m_pauseTimer.start(pause());
    m_isFinished = true;
    Q_EMIT finished();
}

std::chrono::milliseconds DeliveryAttempts::pause() const
{
    const double random = QRandomGenerator::global()->generateDouble();
    const auto pause = std::clamp(backOffDelay(m_report.attempts - 1, random), pauseMin, pauseMax);
    return std::min(pause, m_wait - m_report.waited);
}

} // namespace pushpoint
