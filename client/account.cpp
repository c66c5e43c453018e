#include "client/account.h"

#include <QUuid>

namespace pushpoint {

namespace {

QString newSenderId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

Delivery deliveryOf(SendOutcome outcome)
{
    switch (outcome) {
    case SendOutcome::Delivered:
        return Delivery::Delivered;
    case SendOutcome::Offline:
        return Delivery::Offline;
    case SendOutcome::Refused:
        return Delivery::Refused;
    case SendOutcome::Unreachable:
        break;
    }
    return Delivery::Unreachable;
}

} // namespace

Account::Account(const ServerAddress &server, QObject *parent, const InboxTimes &times)
    : QObject(parent), m_server(server), m_inbox(server, nullptr, times), m_publisher(server),
      m_roster(server)
{
    connect(&m_inbox, &Inbox::messageArrived, this, &Account::onMessageArrived);
    connect(&m_publisher, &Publisher::sent, this, &Account::onSent);
    connect(&m_roster, &Roster::refreshed, &m_names, &RosterModel::setEntries);
    connect(&m_inbox, &Inbox::stateChanged, this, [this](InboxState state) {
        if (state == InboxState::Connected || state == InboxState::Waiting)
            m_roster.refresh(); // who is online has just changed by at least one
    });
}

void Account::start()
{
    m_roster.refresh();
}

void Account::setName(const UserName &name)
{
    if (name == m_inbox.name())
        return;
    if (m_inbox.name() && m_conversation.rowCount() > 0) {
        ConversationEntry notice;
        notice.at = QDateTime::currentDateTime();
        notice.text = tr("You are %1 now").arg(name.text());
        m_conversation.append(notice);
    }
    m_inbox.open(name);
}

void Account::send(const UserName &to, const QString &text)
{
    Q_ASSERT(name());
    ConversationEntry entry;
    entry.at = QDateTime::currentDateTime();
    entry.direction = Direction::Outgoing;
    entry.self = name()->text();
    entry.peer = to.text();
    entry.text = text;
    entry.delivery = Delivery::Sending;
    entry.senderId = newSenderId();
    const quint64 id = m_conversation.append(entry);
    m_publisher.send(id, {*name(), to, text, entry.senderId});
}

void Account::sendAgain(quint64 entryId)
{
    const auto entry = m_conversation.entry(entryId);
    if (!entry || !hasFailed(entry->delivery))
        return;
    const auto from = UserName::parse(QStringView(entry->self));
    const auto to = UserName::parse(QStringView(entry->peer));
    if (!from || !to)
        return;
    // Where no answer came, the message may have arrived all the same: the same id keeps the server
    // from delivering it twice. An answer, on the other hand, is remembered with its id.
    const bool isUnsure = entry->delivery == Delivery::Unreachable;
    const QString senderId = isUnsure ? entry->senderId : newSenderId();
    m_conversation.setDelivery(entryId, Delivery::Sending, {}, senderId);
    m_publisher.send(entryId, {*from, *to, entry->text, senderId});
}

void Account::onMessageArrived(const UserName &to, const IncomingMessage &message)
{
    ConversationEntry entry;
    entry.at = QDateTime::currentDateTime();
    entry.direction = Direction::Incoming;
    entry.self = to.text();
    entry.peer = message.from;
    entry.text = message.text;
    m_conversation.append(entry);
}

void Account::onSent(quint64 entryId, const SendResult &result)
{
    const Delivery delivery = deliveryOf(result.outcome);
    m_conversation.setDelivery(entryId, delivery, result.text);
    const auto entry = m_conversation.entry(entryId);
    const bool isAnswered = delivery == Delivery::Delivered || delivery == Delivery::Offline;
    if (entry && isAnswered && m_names.isOnline(entry->peer) != (delivery == Delivery::Delivered))
        m_roster.refresh(); // the answer knows better than the drop-down does
}

} // namespace pushpoint
