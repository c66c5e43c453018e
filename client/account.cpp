#include "client/account.h"

#include "client/back_off.h"

#include <QCryptographicHash>
#include <QSet>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

/// Within the ceiling of the back-off and a bit, whoever lost the same server is back.
constexpr std::chrono::milliseconds graceAfterReturn = backOffCeilingMax + std::chrono::seconds(5);

Delivery deliveryOf(const OutboxItem &item)
{
    switch (item.state) {
    case OutboxState::Offline:
        return Delivery::Offline;
    case OutboxState::Failed:
        return Delivery::Refused;
    case OutboxState::Waiting:
        break;
    }
    return item.reason.isEmpty() ? Delivery::Sending : Delivery::Unreachable;
}

QString outboxFile(const AccountStorage &storage)
{
    return storage.folder.isEmpty() ? QString() : storage.folder + "/outbox.sqlite"_L1;
}

QString historyFile(const AccountStorage &storage)
{
    if (storage.folder.isEmpty())
        return {};
    // An account may be called by an address, which is no file name.
    const QByteArray hash
        = QCryptographicHash::hash(storage.account.toUtf8(), QCryptographicHash::Sha256);
    return storage.folder + "/history-"_L1 + QString::fromLatin1(hash.toHex().left(16))
        + ".sqlite"_L1;
}

} // namespace

Account::Account(const ServerAddress &server, QObject *parent, const InboxTimes &times,
                 const AccountStorage &storage)
    : QObject(parent), m_server(server), m_trust(server, trustFileIn(storage.folder)),
      m_inbox(server, nullptr, times), m_outbox(server, outboxFile(storage), storage.account),
      m_history(historyFile(storage), storage.limits), m_roster(server)
{
    m_inbox.setTrust(m_trust);
    m_outbox.setTrust(m_trust);
    m_roster.setTrust(m_trust);
    connect(&m_trust, &ServerTrust::changed, &m_roster, &Roster::refresh);
    connect(&m_inbox, &Inbox::messageArrived, this, &Account::onMessageArrived);
    connect(&m_inbox, &Inbox::stateChanged, this, &Account::onInboxState);
    connect(&m_outbox, &Outbox::changed, this, &Account::onItemChanged);
    connect(&m_outbox, &Outbox::delivered, this, &Account::onDelivered);
    connect(&m_roster, &Roster::refreshed, &m_names, &RosterModel::setEntries);
    connect(&m_history, &History::recentLoaded, this, &Account::onRecentLoaded);
    for (const OutboxItem &item : m_outbox.items())
        showItem(item);
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
    if (!m_loadedNames.contains(name.text())) {
        m_loadedNames.append(name.text());
        m_history.loadRecent(name.text());
    }
    m_inbox.open(name);
}

void Account::send(const UserName &to, const QString &text)
{
    Q_ASSERT(name());
    const OutboxItem item = m_outbox.add(*name(), to, text);
    showItem(item);
    m_history.append(*m_conversation.entry(m_entryOfTicket.value(item.ticket)));
}

void Account::sendAgain(quint64 entryId)
{
    if (const auto entry = m_conversation.entry(entryId); entry && hasFailed(entry->delivery))
        m_outbox.sendAgain(entry->ticket);
}

void Account::onInboxState(InboxState state)
{
    switch (state) {
    case InboxState::Connecting:
    case InboxState::Waiting:
        m_outbox.hold(*name());
        break;
    case InboxState::Connected:
        if (std::exchange(m_wasLost, false))
            m_outbox.beginGrace(graceAfterReturn);
        m_outbox.release();
        break;
    case InboxState::Stopped: // the server will not have the socket, but it may take messages
        m_outbox.release();
        break;
    case InboxState::Idle:
        break;
    }
    m_wasLost = m_wasLost || state == InboxState::Waiting;
    if (state == InboxState::Connected || state == InboxState::Waiting)
        m_roster.refresh(); // who is online has just changed by at least one
}

void Account::showItem(const OutboxItem &item)
{
    ConversationEntry entry;
    entry.at = item.writtenAt;
    entry.direction = Direction::Outgoing;
    entry.self = item.from.text();
    entry.peer = item.to.text();
    entry.text = item.text;
    entry.delivery = deliveryOf(item);
    entry.deliveryText = item.reason;
    entry.senderId = item.senderId;
    entry.ticket = item.ticket;
    m_entryOfTicket.insert(item.ticket, m_conversation.append(entry));
}

void Account::onItemChanged(const OutboxItem &item)
{
    m_conversation.setDelivery(m_entryOfTicket.value(item.ticket), deliveryOf(item), item.reason);
    m_history.setDelivery(item.senderId, deliveryOf(item), item.reason);
    if (item.state == OutboxState::Offline)
        checkPresence(item.to, false);
}

void Account::onDelivered(const OutboxItem &item, int connections)
{
    const QString text = connections > 0 ? tr("delivered to %n", nullptr, connections) : QString();
    m_conversation.setDelivery(m_entryOfTicket.take(item.ticket), Delivery::Delivered, text);
    m_history.setDelivery(item.senderId, Delivery::Delivered, text);
    checkPresence(item.to, true);
}

void Account::checkPresence(const UserName &name, bool isOnline)
{
    if (m_names.isOnline(name.text()) != isOnline)
        m_roster.refresh(); // the answer knows better than the drop-down does
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
    m_history.append(entry);
}

void Account::onRecentLoaded(const QString &self, QList<ConversationEntry> lines)
{
    // What came while it was being read is in both.
    QSet<QString> shown;
    QDateTime firstShown;
    for (int row = 0; row < m_conversation.rowCount(); ++row) {
        const ConversationEntry &entry = m_conversation.at(row);
        if (!entry.senderId.isEmpty())
            shown.insert(entry.senderId);
        if (entry.self == self && entry.direction == Direction::Incoming && firstShown.isNull())
            firstShown = entry.at;
    }
    lines.removeIf([&](const ConversationEntry &line) {
        return line.direction == Direction::Incoming ? firstShown.isValid() && line.at >= firstShown
                                                     : shown.contains(line.senderId);
    });
    for (ConversationEntry &line : lines) {
        // Not in the outbox any more, so it went; the program ended before it could note that.
        if (line.delivery == Delivery::Sending || line.delivery == Delivery::Unreachable)
            line.delivery = Delivery::Delivered;
    }
    m_conversation.prepend(std::move(lines));
}

} // namespace pushpoint
