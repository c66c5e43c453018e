#include "server/node/remembered_ids.h"

namespace pushpoint {

namespace {

QPair<QByteArray, QString> keyOf(const Message &message)
{
    return {message.from ? message.from->utf8() : QByteArray(), message.senderId};
}

} // namespace

RememberedIds::RememberedIds(const Limits &limits)
    : m_windowMs(limits.repeatWindow.count()), m_sizeMax(limits.rememberedIdsMax)
{ }

std::optional<PublishOutcome> RememberedIds::find(const Message &message, qint64 steadyMs)
{
    forget(steadyMs);
    const auto found = m_outcomes.constFind(keyOf(message));
    if (found == m_outcomes.constEnd())
        return {};
    return *found;
}

void RememberedIds::add(const Message &message, const PublishOutcome &outcome, qint64 steadyMs)
{
    Q_ASSERT(!message.senderId.isEmpty());
    const Key key = keyOf(message);
    if (m_outcomes.contains(key))
        return;
    m_outcomes.insert(key, outcome);
    m_oldestFirst.push_back({steadyMs + m_windowMs, key});
    forget(steadyMs);
}

void RememberedIds::forget(qint64 steadyMs)
{
    while (!m_oldestFirst.empty()
           && (m_oldestFirst.front().expiresMs <= steadyMs || m_outcomes.size() > m_sizeMax)) {
        m_outcomes.remove(m_oldestFirst.front().key);
        m_oldestFirst.pop_front();
    }
}

} // namespace pushpoint
