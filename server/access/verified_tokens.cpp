#include "server/access/verified_tokens.h"

namespace pushpoint::access {

void VerifiedTokens::remember(const QByteArray &hash, BearerPointer bearer)
{
    Q_ASSERT(!m_bearers.contains(hash));
    if (m_bearers.size() == m_tokensMax) {
        m_bearers.remove(m_inOrder.front());
        m_inOrder.pop_front();
    }
    m_bearers.insert(hash, std::move(bearer));
    m_inOrder.push_back(hash);
}

void VerifiedTokens::forgetAll()
{
    m_bearers.clear();
    m_inOrder.clear();
}

} // namespace pushpoint::access
