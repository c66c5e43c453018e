#include "client/conversation_model.h"

#include "client/conversation_dates.h"
#include "client/delivery_words.h"

#include <QLocale>

namespace pushpoint {

using namespace Qt::StringLiterals;

ConversationModel::ConversationModel(QObject *parent, int rowsMax)
    : QAbstractListModel(parent), m_rowsMax(rowsMax)
{
    Q_ASSERT(rowsMax > 0);
}

quint64 ConversationModel::append(ConversationEntry entry)
{
    if (int(m_entries.size()) >= m_rowsMax) {
        beginRemoveRows({}, 0, 0);
        m_entries.pop_front();
        endRemoveRows();
    }
    const int row = int(m_entries.size());
    entry.id = m_nextId++;
    const quint64 id = entry.id;
    beginInsertRows({}, row, row);
    m_entries.push_back(std::move(entry));
    endInsertRows();
    return id;
}

void ConversationModel::prepend(QList<ConversationEntry> entries)
{
    const qsizetype room = m_rowsMax - rowCount();
    if (entries.size() > room)
        entries = entries.last(std::max<qsizetype>(room, 0));
    if (entries.isEmpty())
        return;
    quint64 id = m_entries.empty() ? m_nextId : m_entries.front().id;
    beginInsertRows({}, 0, int(entries.size()) - 1);
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        entry->id = --id;
        m_entries.push_front(std::move(*entry));
    }
    endInsertRows();
}

void ConversationModel::setDelivery(quint64 id, Delivery delivery, const QString &deliveryText)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    ConversationEntry &entry = m_entries[size_t(row)];
    entry.delivery = delivery;
    entry.deliveryText = deliveryText;
    const QModelIndex changed = index(row);
    Q_EMIT dataChanged(changed, changed,
                       {DeliveryRole, DeliveryTextRole, CanSendAgainRole, Qt::AccessibleTextRole});
}

std::optional<ConversationEntry> ConversationModel::entry(quint64 id) const
{
    const int row = rowOf(id);
    if (row < 0)
        return {};
    return m_entries[size_t(row)];
}

int ConversationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant ConversationModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const ConversationEntry &entry = m_entries[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return entry.text;
    case Qt::AccessibleTextRole:
        return spokenLine(entry);
    case IdRole:
        return entry.id;
    case TimeRole:
        return entry.at;
    case DirectionRole:
        return int(entry.direction);
    case PeerRole:
        return entry.peer;
    case SelfRole:
        return entry.self;
    case DeliveryRole:
        return int(entry.delivery);
    case DeliveryTextRole:
        return entry.deliveryText;
    case CanSendAgainRole:
        return entry.ticket != 0 && hasFailed(entry.delivery);
    default:
        return {};
    }
}

int ConversationModel::rowOf(quint64 id) const
{
    if (m_entries.empty() || id < m_entries.front().id || id > m_entries.back().id)
        return -1;
    return int(id - m_entries.front().id);
}

QString ConversationModel::spokenLine(const ConversationEntry &entry) const
{
    const QDateTime at = entry.at.toLocalTime();
    const QDate today = QDate::currentDate();
    QString time = QLocale().toString(at.time(), QLocale::ShortFormat);
    if (at.date() != today) // who only listens does not see the date above
        time = dayText(at.date(), today) + u", "_s + time;
    switch (entry.direction) {
    case Direction::Incoming:
        return tr("%1, from %2: %3")
            .arg(time, entry.peer.isEmpty() ? tr("no sender") : entry.peer, entry.text);
    case Direction::Outgoing:
        return tr("%1, to %2: %3, %4")
            .arg(time, entry.peer, entry.text, deliveryWords(entry.delivery, entry.deliveryText));
    case Direction::Notice:
        break;
    }
    return entry.text;
}

} // namespace pushpoint
