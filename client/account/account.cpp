#include "client/account/account.h"

#include "client/transport/back_off.h"

#include <QCryptographicHash>

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

/// Others who lost the same server are back within the longest back-off and a little more.
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

ConversationEntry lineOf(const OutboxItem &item)
{
    ConversationEntry line;
    line.at = item.writtenAt;
    line.direction = Direction::Outgoing;
    line.self = item.from.text();
    line.peer = item.to.text();
    line.text = item.text;
    line.delivery = deliveryOf(item);
    line.deliveryText = item.reason;
    line.senderId = item.senderId;
    line.ticket = item.ticket;
    return line;
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
      m_history(historyFile(storage), storage.limits), m_drafts(m_history), m_roster(server)
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
    connect(&m_outbox, &Outbox::loaded, this, &Account::onOutboxLoaded);
}

void Account::onOutboxLoaded()
{
    for (const OutboxItem &item : m_outbox.items()) {
        // The history has it already, unless the program was killed in between.
        ConversationEntry line = lineOf(item);
        line.id = nextId();
        if (item.isSaved)
            m_history.append(line);
    }
    Q_EMIT restored();
}

void Account::start()
{
    m_roster.refresh();
}

void Account::setName(const UserName &name)
{
    if (name == m_inbox.name())
        return;
    const bool isAnother = m_inbox.name().has_value();
    m_inbox.open(name);
    if (!isAnother)
        return;
    ConversationEntry notice;
    notice.id = nextId();
    notice.at = QDateTime::currentDateTime();
    notice.self = name.text();
    notice.text = tr("You are %1 now").arg(name.text());
    Q_EMIT lineAdded(notice);
}

quint64 Account::nextId()
{
    // By the clock, so that no run of the program gives an id of another.
    using namespace std::chrono;
    const auto now = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    return m_lastId = std::max(m_lastId + 1, quint64(now));
}

void Account::send(const UserName &to, const QString &text)
{
    Q_ASSERT(name());
    ConversationEntry line = lineOf(m_outbox.add(*name(), to, text));
    line.id = nextId();
    // What the history says of it until the outbox has it on disk, and for good if the program is
    // killed before that: without a trace in the outbox, any other line is one that has arrived.
    ConversationEntry kept = line;
    kept.delivery = Delivery::Offline;
    kept.deliveryText = tr("the program ended before it could be saved");
    m_history.append(kept);
    Q_EMIT lineAdded(line);
}

void Account::completeFromOutbox(QList<ConversationEntry> &lines) const
{
    for (ConversationEntry &line : lines) {
        if (line.direction != Direction::Outgoing || line.delivery == Delivery::Delivered)
            continue;
        const auto item = std::ranges::find(m_outbox.items(), line.senderId, &OutboxItem::senderId);
        if (item != m_outbox.items().end()) {
            line.ticket = item->ticket;
            line.delivery = deliveryOf(*item);
            line.deliveryText = item->reason;
        } else if (!hasFailed(line.delivery)) {
            // Not in the outbox any more, so it went; the program ended before it could note that.
            line.delivery = Delivery::Delivered;
        }
    }
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

void Account::onItemChanged(const OutboxItem &item)
{
    if (item.isSaved)
        m_history.setDelivery(item.senderId, deliveryOf(item), item.reason);
    Q_EMIT deliveryChanged({item.senderId, deliveryOf(item), item.reason});
    if (item.state == OutboxState::Offline)
        checkPresence(item.to, false);
}

void Account::onDelivered(const OutboxItem &item, int connections)
{
    const QString text = connections > 0 ? tr("delivered to %n", nullptr, connections) : QString();
    m_history.setDelivery(item.senderId, Delivery::Delivered, text);
    Q_EMIT deliveryChanged({item.senderId, Delivery::Delivered, text});
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
    entry.id = nextId();
    m_history.append(entry);
    Q_EMIT lineAdded(entry);
}

} // namespace pushpoint::client
