#include "server/broker/redis/known_nodes.h"

namespace pushpoint::broker {

void KnownNodes::see(const QList<QByteArray> &listed, qint64 nowMs)
{
    m_heldUntilMs.removeIf(
        [&](const auto &node) { return node.value() <= nowMs && !listed.contains(node.key()); });
    for (const QByteArray &id : listed) {
        if (id != m_ownId && m_heldUntilMs.size() < nodesMax)
            m_heldUntilMs[id] = 0;
    }
}

void KnownNodes::hear(const QByteArray &id, qint64 nowMs)
{
    if (id != m_ownId && m_heldUntilMs.size() < nodesMax && !m_heldUntilMs.contains(id))
        m_heldUntilMs.insert(id, nowMs + heardTime.count());
}

void KnownNodes::beginLink(qint64 upSeconds, qint64 nowMs)
{
    m_youngUntilMs = nowMs + holdTime.count() - upSeconds * 1000;
    for (qint64 &until : m_heldUntilMs)
        until = nowMs + holdTime.count();
}

} // namespace pushpoint::broker
