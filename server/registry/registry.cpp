#include "server/registry/registry.h"

#include <algorithm>

namespace pushpoint {

Registry::Registry(QObject *parent) : QObject(parent) { }

void Registry::add(Session *session)
{
    Q_ASSERT(!m_byId.contains(session->id()));
    const QByteArray &name = session->name().utf8();
    Sessions &sessions = m_byName[name];
    const bool first = sessions.empty();
    sessions.push_back(session);
    m_byId.insert(session->id(), session);
    if (first) {
        m_names.insert(name);
        Q_EMIT nameCameOnline(session->name());
    }
    Q_EMIT sessionOpened(*session);
}

void Registry::remove(Session *session, int closeCode, const QByteArray &reason)
{
    if (m_byId.remove(session->id()) == 0)
        return;
    const QByteArray &name = session->name().utf8();
    const auto entry = m_byName.find(name);
    Q_ASSERT(entry != m_byName.end());
    std::erase(entry.value(), session);
    const bool last = entry.value().empty();
    if (last) {
        m_byName.erase(entry);
        m_names.erase(name);
    }
    Q_EMIT sessionClosed(*session, closeCode, reason);
    if (last)
        Q_EMIT nameWentOffline(session->name());
}

int Registry::deliver(const UserName &name, const Frame &frame,
                      const std::function<void(quint64 id)> &whenTaken)
{
    const auto entry = m_byName.constFind(name.utf8());
    if (entry == m_byName.constEnd())
        return 0;
    int taken = 0;
    std::vector<quint64> slow; // by id, for closing one may remove another
    for (Session *session : entry.value()) {
        switch (session->send(frame)) {
        case Session::Taken::Yes:
            ++taken;
            if (whenTaken)
                whenTaken(session->id());
            break;
        case Session::Taken::QueueFull:
            slow.push_back(session->id());
            break;
        case Session::Taken::Closing:
            break;
        }
    }
    if (!slow.empty())
        closeSlow(slow);
    return taken;
}

void Registry::closeSlow(const std::vector<quint64> &ids)
{
    for (const quint64 id : ids) {
        if (Session *session = find(id))
            session->close(CloseCode::TooSlow, QByteArrayLiteral("too slow"));
    }
}

int Registry::connections(const UserName &name) const
{
    const auto entry = m_byName.constFind(name.utf8());
    return entry == m_byName.constEnd() ? 0 : int(entry.value().size());
}

std::vector<Registry::NameCount> Registry::page(const QByteArray &after, int limit) const
{
    std::vector<NameCount> counts;
    for (auto name = m_names.upper_bound(after);
         name != m_names.end() && counts.size() < size_t(std::max(limit, 0)); ++name)
        counts.push_back({*name, int(m_byName.constFind(*name)->size())});
    return counts;
}

} // namespace pushpoint
