#include "client/outbox/outbox.h"

#include "server/protocol/json/json_text.h"

#include <QUuid>

#include <algorithm>

namespace pushpoint::client {

namespace {

constexpr std::chrono::milliseconds restWithinGrace{700};

} // namespace

Outbox::Outbox(const ServerAddress &server, const QString &path, const QString &account,
               QObject *parent, ReconnectPolicy policy)
    : QObject(parent), m_api(server), m_policy(std::move(policy)),
      m_store(new OutboxStore(path, account))
{
    m_retryTimer.setSingleShot(true);
    m_wakeTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &Outbox::sendNext);
    connect(&m_wakeTimer, &QTimer::timeout, this, &Outbox::sendNext);
    connect(m_store.worker(), &OutboxStore::loaded, this, &Outbox::onLoaded);
    connect(m_store.worker(), &OutboxStore::saved, this, &Outbox::onSaved);
    connect(m_store.worker(), &OutboxStore::problemChanged, this, &Outbox::onProblem);
    m_store.post([](OutboxStore &store) { store.load(); });
}

Outbox::~Outbox()
{
    m_store.requestInterruption();
}

OutboxItem Outbox::add(const UserName &from, const UserName &to, const QString &text)
{
    OutboxItem item{++m_lastTicket,
                    from,
                    to,
                    text,
                    QUuid::createUuid().toString(QUuid::WithoutBraces),
                    QDateTime::currentDateTime()};
    m_store.post([item](OutboxStore &store) { store.add(item); });
    item.reason = m_problem;
    m_items.append(item);
    return item;
}

bool Outbox::isSaved() const
{
    return std::ranges::all_of(m_items, &OutboxItem::isSaved);
}

void Outbox::onLoaded(QList<OutboxItem> items)
{
    for (OutboxItem &item : items)
        item.ticket = ++m_lastTicket;
    m_items = items + m_items; // some may have been written meanwhile
    m_isLoaded = true;
    Q_EMIT loaded();
    sendNext();
}

void Outbox::onSaved(const QString &senderId)
{
    const auto item = std::ranges::find(m_items, senderId, &OutboxItem::senderId);
    if (item == m_items.end())
        return; // discarded meanwhile
    item->isSaved = true;
    item->reason.clear();
    Q_EMIT changed(OutboxItem(*item));
    sendNext();
}

void Outbox::onProblem(const QString &problem)
{
    m_problem = problem;
    Q_EMIT problemChanged();
    for (qsizetype i = 0; i < m_items.size(); ++i) { // a slot may add another
        if (m_items[i].isSaved)
            continue;
        m_items[i].reason = problem;
        Q_EMIT changed(OutboxItem(m_items[i]));
    }
}

void Outbox::sendAgain(quint64 ticket)
{
    OutboxItem *item = find(ticket);
    if (!item || item->state == OutboxState::Waiting)
        return;
    item->state = OutboxState::Waiting;
    item->reason.clear();
    m_store.post([item = *item](OutboxStore &store) { store.setState(item); });
    Q_EMIT changed(OutboxItem(*item));
    tryNow();
}

void Outbox::discardAll()
{
    m_items.clear();
    m_store.post([](OutboxStore &store) { store.removeAll(); });
}

void Outbox::hold(const UserName &name)
{
    m_held = name;
}

void Outbox::release()
{
    m_held.reset();
    tryNow();
}

void Outbox::tryNow()
{
    m_policy.startAnew();
    m_retryTimer.stop();
    m_wakeTimer.start(0);
}

void Outbox::beginGrace(std::chrono::milliseconds length)
{
    m_grace.setRemainingTime(length);
}

bool Outbox::mayLeave(const OutboxItem &item) const
{
    return item.isSaved && item.state == OutboxState::Waiting && m_held != item.from
        && !m_resting.contains(item.to);
}

void Outbox::sendNext()
{
    if (m_underWay || m_retryTimer.isActive())
        return;
    // Once for all items: a rest that ended while they are looked through would let a later message
    // to the same receiver overtake those passed already.
    m_resting.removeIf([](const auto &entry) { return entry.value().hasExpired(); });
    const auto next
        = std::ranges::find_if(m_items, [this](const OutboxItem &item) { return mayLeave(item); });
    if (next == m_items.end()) {
        if (!m_resting.isEmpty())
            m_wakeTimer.start(restWithinGrace);
        return;
    }
    m_underWay = next->ticket;
    m_api.send(
        {next->from, next->to, jsonQuoted(QStringView(next->text)), next->senderId}, this,
        [this, ticket = next->ticket](const SendResult &result) { onResult(ticket, result); });
}

void Outbox::onResult(quint64 ticket, const SendResult &result)
{
    m_underWay.reset();
    OutboxItem *item = find(ticket);
    if (!item) // discarded meanwhile
        return sendNext();
    if (result.outcome == SendOutcome::Delivered) {
        m_policy.startAnew();
        m_store.post([id = item->senderId](OutboxStore &store) { store.remove(id); });
        const OutboxItem arrived = m_items.takeAt(item - m_items.constData());
        Q_EMIT delivered(arrived, result.connections);
        return sendNext();
    }
    if (result.next == NextAttempt::WhenThere) {
        onOffline(*item, result.text);
    } else {
        item->reason = result.text;
        if (result.next == NextAttempt::Never)
            item->state = OutboxState::Failed;
        else // 1006 by its nature: there was no word to go by
            m_retryTimer.start(result.retryAfter + m_policy.waitAfter({}, {}).value());
        m_store.post([item = *item](OutboxStore &store) { store.setState(item); });
        Q_EMIT changed(OutboxItem(*item)); // a slot may add another
    }
    sendNext();
}

void Outbox::onOffline(OutboxItem &item, const QString &reason)
{
    item.reason = reason;
    if (m_grace.hasExpired())
        item.state = OutboxState::Offline;
    else
        m_resting.insert(item.to, QDeadlineTimer(restWithinGrace));
    m_store.post([item](OutboxStore &store) { store.setState(item); });
    Q_EMIT changed(OutboxItem(item));
}

OutboxItem *Outbox::find(quint64 ticket)
{
    const auto found = std::ranges::find(m_items, ticket, &OutboxItem::ticket);
    return found == m_items.end() ? nullptr : &*found;
}

} // namespace pushpoint::client
