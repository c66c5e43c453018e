#include "client/conversation/conversation_model.h"

#include "client/conversation/conversation_dates.h"
#include "client/conversation/delivery_words.h"

#include <QLocale>

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

ConversationModel::ConversationModel(QObject *parent, int rowsMax)
    : QAbstractListModel(parent), m_rowsMax(rowsMax)
{
    Q_ASSERT(rowsMax > 0);
}

quint64 ConversationModel::append(ConversationEntry entry)
{
    if (entry.id == 0)
        entry.id = m_nextId;
    m_nextId = std::max(m_nextId, entry.id + 1);
    insert({entry}, Keep::Newest);
    return entry.id;
}

int ConversationModel::insert(const QList<ConversationEntry> &entries, Keep keep)
{
    for (qsizetype i = 0; i < entries.size();) {
        const LinePlace place = entries[i].place();
        const auto before
            = std::ranges::lower_bound(m_entries, place, {}, &ConversationEntry::place);
        if (before != m_entries.end() && before->place() == place) {
            ++i;
            continue;
        }
        // As many as there is no other line between.
        qsizetype end = i + 1;
        while (end < entries.size()
               && (before == m_entries.end() || entries[end].place() < before->place()))
            ++end;
        const int row = int(before - m_entries.begin());
        beginInsertRows({}, row, row + int(end - i) - 1);
        m_entries.insert(before, entries.begin() + i, entries.begin() + end);
        endInsertRows();
        i = end;
    }
    return trim(keep);
}

int ConversationModel::trim(Keep keep)
{
    const int tooMany = rowCount() - m_rowsMax;
    if (tooMany <= 0)
        return 0;
    const int first = keep == Keep::Newest ? 0 : m_rowsMax;
    beginRemoveRows({}, first, first + tooMany - 1);
    m_entries.erase(m_entries.begin() + first, m_entries.begin() + first + tooMany);
    endRemoveRows();
    return tooMany;
}

void ConversationModel::clear()
{
    beginResetModel();
    m_entries.clear();
    endResetModel();
}

void ConversationModel::setDelivery(quint64 id, Delivery delivery, const QString &deliveryText)
{
    setDeliveryAt(lastRow([id](const auto &entry) { return entry.id == id; }), delivery,
                  deliveryText);
}

void ConversationModel::setDelivery(const DeliveryChange &change)
{
    setDeliveryAt(lastRow([&](const auto &entry) { return entry.senderId == change.senderId; }),
                  change.delivery, change.text);
}

void ConversationModel::setDeliveryAt(int row, Delivery delivery, const QString &deliveryText)
{
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
    const int row = lastRow([id](const auto &entry) { return entry.id == id; });
    if (row < 0)
        return {};
    return m_entries[size_t(row)];
}

template <typename Test>
int ConversationModel::lastRow(Test test) const
{
    const auto found = std::find_if(m_entries.rbegin(), m_entries.rend(), test);
    return int(m_entries.rend() - found) - 1;
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

} // namespace pushpoint::client
