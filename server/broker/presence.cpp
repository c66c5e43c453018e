#include "server/broker/presence.h"

namespace pushpoint::broker {

quint64 PresenceLedger::begin(const QList<QByteArray> &nodes, Then then, qint64 nowMs)
{
    const quint64 number = ++m_lastNumber;
    Pending &pending = m_pending[number];
    pending.missing = QSet<QByteArray>(nodes.cbegin(), nodes.cend());
    pending.then = std::move(then);
    // With nobody to wait for it ends at the next sweep: never inside the call that asked.
    pending.dueMs = nodes.isEmpty() ? nowMs : nowMs + timeMax.count();
    return number;
}

void PresenceLedger::note(quint64 number, NodePresence presence)
{
    const auto found = m_pending.find(number);
    if (found == m_pending.end() || !found->missing.remove(presence.node))
        return;
    found->answer.nodes.push_back(std::move(presence));
    if (found->missing.isEmpty())
        end(number);
}

void PresenceLedger::sweep(qint64 nowMs)
{
    QList<quint64> over;
    for (auto it = m_pending.cbegin(); it != m_pending.cend(); ++it) {
        if (nowMs >= it->dueMs)
            over.append(it.key());
    }
    for (const quint64 number : over)
        end(number);
}

void PresenceLedger::endAll()
{
    while (!m_pending.isEmpty())
        end(m_pending.cbegin().key());
}

void PresenceLedger::end(quint64 number)
{
    if (!m_pending.contains(number)) // an answer may end others
        return;
    Pending pending = m_pending.take(number);
    pending.answer.complete = pending.missing.isEmpty();
    pending.then(pending.answer);
}

} // namespace pushpoint::broker
