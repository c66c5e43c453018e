#include "server/net/websocket/spread_close.h"

#include "server/net/websocket/websocket_gateway.h"

#include <algorithm>

namespace pushpoint::net {

namespace {

constexpr std::chrono::milliseconds step{20};

} // namespace

SpreadClose::SpreadClose(WebSocketGateway &gateway, CloseCode code, const QByteArray &reason,
                         std::chrono::milliseconds time)
    : m_gateway(gateway), m_code(code), m_reason(reason), m_time(time), m_ids(gateway.sessionIds()),
      m_timer(this)
{
    m_clock.start();
    connect(&m_timer, &QTimer::timeout, this, &SpreadClose::closeDue);
    m_timer.start(step);
    closeDue();
}

void SpreadClose::closeDue()
{
    const qint64 elapsedMs = m_clock.elapsed() + step.count();
    const size_t due = elapsedMs >= m_time.count()
        ? m_ids.size()
        : m_ids.size() * size_t(elapsedMs) / size_t(m_time.count());
    while (m_closed < due)
        m_gateway.close(m_ids[m_closed++], m_code, m_reason);
    if (m_closed == m_ids.size())
        m_timer.stop();
}

} // namespace pushpoint::net
