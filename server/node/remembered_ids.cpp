#include "server/node/remembered_ids.h"

#include <QCryptographicHash>

namespace pushpoint {

// No name holds a NUL, and the id stands last: no two keys are alike by chance.
RememberedIds::Key RememberedIds::keyOf(const Message &message)
{
    Q_ASSERT(!message.senderId.isEmpty());
    const QByteArray sender = message.from
        ? message.from->utf8()
        : '\0' + QCryptographicHash::hash(message.contentJson, QCryptographicHash::Sha1);
    return sender + '\0' + message.to.utf8() + '\0' + message.senderId.toUtf8();
}

RememberedIds::RememberedIds(const Limits &limits)
    : m_windowMs(limits.repeatWindow.count()), m_sizeMax(limits.rememberedIdsMax)
{ }

std::optional<PublishOutcome> RememberedIds::find(const Key &key, qint64 steadyMs)
{
    forget(steadyMs);
    const auto found = m_outcomes.constFind(key);
    if (found == m_outcomes.constEnd())
        return {};
    return *found;
}

void RememberedIds::add(const Key &key, const PublishOutcome &outcome, qint64 steadyMs)
{
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
