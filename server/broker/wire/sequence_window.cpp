#include "server/broker/wire/sequence_window.h"

#include <algorithm>

namespace pushpoint::broker {

std::optional<int> SequenceWindow::take(const Envelope &envelope, qint64 nowMs,
                                        const std::function<int(const Envelope &)> &deliver)
{
    if (envelope.origin == m_ownId) {
        ++m_counts.echoes;
        return 0; // whoever is here had it before it went out
    }
    Slot &slot = originOf(envelope.origin).window[envelope.sequence % windowSize];
    if (slot.sequence == envelope.sequence && envelope.sequence != 0) {
        ++m_counts.repeats;
        return slot.connections;
    }
    if (nowMs > envelope.deadlineMs || slot.sequence > envelope.sequence) {
        ++m_counts.late;
        return {};
    }
    const int connections = deliver(envelope);
    // What nobody took may be tried again: somebody may have come meanwhile.
    if (connections > 0) {
        slot = {envelope.sequence, connections};
        ++m_counts.delivered;
    }
    return connections;
}

SequenceWindow::Origin &SequenceWindow::originOf(const QByteArray &id)
{
    std::shared_ptr<Origin> &origin = m_origins[id];
    if (!origin) {
        origin = std::make_shared<Origin>();
        origin->lastUse = ++m_uses;
        if (m_origins.size() > originsMax) {
            auto oldest = m_origins.begin();
            for (auto it = m_origins.begin(); it != m_origins.end(); ++it) {
                if (it.value()->lastUse < oldest.value()->lastUse)
                    oldest = it;
            }
            m_origins.erase(oldest);
        }
        return *m_origins[id];
    }
    origin->lastUse = ++m_uses;
    return *origin;
}

} // namespace pushpoint::broker
