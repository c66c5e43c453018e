#include "server/broker/wire/subscribed_names.h"

#include <utility>

namespace pushpoint::broker {

bool SubscribedNames::want(const QByteArray &name)
{
    return !std::exchange(m_names[name].wanted, true);
}

bool SubscribedNames::unwant(const QByteArray &name)
{
    const auto found = m_names.find(name);
    if (found == m_names.end() || !std::exchange(found->wanted, false))
        return false;
    const bool known = found->confirmed || found->underWay > 0;
    found->confirmed = false;
    answerAll(*found, false);
    if (!known)
        m_names.remove(name);
    return known;
}

void SubscribedNames::await(const QByteArray &name, Broker::Confirmation confirmation, qint64 dueMs)
{
    m_names[name].waiting.push_back({std::move(confirmation), dueMs});
    ++m_waiting;
}

bool SubscribedNames::isConfirmed(const QByteArray &name) const
{
    const auto found = m_names.constFind(name);
    return found != m_names.constEnd() && found->confirmed;
}

void SubscribedNames::noteSent(const QByteArray &name)
{
    ++m_names[name].underWay;
}

void SubscribedNames::noteAnswered(const QByteArray &name)
{
    const auto found = m_names.find(name);
    if (found == m_names.end() || found->underWay == 0 || --found->underWay > 0)
        return;
    if (!found->wanted) {
        m_names.erase(found);
        return;
    }
    found->confirmed = true;
    answerAll(*found, true);
}

void SubscribedNames::noteLinkLost()
{
    for (auto it = m_names.begin(); it != m_names.end();) {
        it->confirmed = false;
        it->underWay = 0;
        it = it->wanted ? std::next(it) : m_names.erase(it);
    }
}

void SubscribedNames::sweep(qint64 nowMs)
{
    if (m_waiting == 0)
        return;
    std::vector<Broker::Confirmation> overdue; // called at the end: they may change the names
    for (Name &name : m_names) {
        std::erase_if(name.waiting, [&](Waiting &waiting) {
            if (nowMs < waiting.dueMs)
                return false;
            overdue.push_back(std::move(waiting.confirmation));
            --m_waiting;
            return true;
        });
    }
    for (const Broker::Confirmation &confirmation : overdue)
        confirmation(false);
}

QList<QByteArray> SubscribedNames::missing(int countMax) const
{
    QList<QByteArray> names;
    for (auto it = m_names.cbegin(); it != m_names.cend() && names.size() < countMax; ++it) {
        if (it->wanted && !it->confirmed && it->underWay == 0)
            names.append(it.key());
    }
    return names;
}

void SubscribedNames::answerAll(Name &name, bool confirmed)
{
    const auto waiting = std::exchange(name.waiting, {});
    m_waiting -= int(waiting.size());
    for (const Waiting &one : waiting)
        one.confirmation(confirmed);
}

} // namespace pushpoint::broker
