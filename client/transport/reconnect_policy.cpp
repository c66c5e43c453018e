#include "client/transport/reconnect_policy.h"

#include "client/transport/back_off.h"
#include "server/protocol/close_code.h"

#include <QRandomGenerator>

namespace pushpoint::client {

ReconnectPolicy::ReconnectPolicy(std::chrono::milliseconds steadyAfter, RandomSource random)
    : m_steadyAfter(steadyAfter), m_random(random ? std::move(random) : [] {
          return QRandomGenerator::global()->generateDouble();
      })
{ }

std::optional<std::chrono::milliseconds>
ReconnectPolicy::waitAfter(std::optional<int> closeCode, std::chrono::milliseconds heldFor)
{
    if (closeCode && !shouldReconnect(*closeCode))
        return {};
    if (heldFor >= m_steadyAfter)
        startAnew();
    return backOffDelay(m_attempt++, m_random());
}

} // namespace pushpoint::client
