#pragma once

#include "client/conversation_entry.h"

#include <QAbstractListModel>

#include <deque>
#include <optional>

namespace pushpoint {

/// The lines of a conversation in the order they happened, the oldest forgotten beyond a bound.
/// Lives on the GUI thread; owned by an account. Knows neither sockets nor colours.
class ConversationModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole,
        TimeRole,
        DirectionRole, ///< int of Direction
        PeerRole,
        DeliveryRole, ///< int of Delivery
        DeliveryTextRole,
        SelfRole,
        CanSendAgainRole, ///< bool: it failed, and waits in the outbox for the user
    };
    static constexpr int rowsMaxDefault = 5'000;

    explicit ConversationModel(QObject *parent = nullptr, int rowsMax = rowsMaxDefault);

    /// Adds a line at the end and returns the id given to it.
    quint64 append(ConversationEntry entry);
    /// Adds older lines at the beginning, the newest of them as far as there is room.
    void prepend(QList<ConversationEntry> entries);
    const ConversationEntry &at(int row) const { return m_entries[size_t(row)]; }
    /// Nothing for an entry that is forgotten already.
    void setDelivery(quint64 id, Delivery delivery, const QString &deliveryText = {});
    /// The entry, unless it is forgotten or never was.
    std::optional<ConversationEntry> entry(quint64 id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// Display: the text. AccessibleText: the whole line as one would read it out.
    QVariant data(const QModelIndex &index, int role) const override;

private:
    int rowOf(quint64 id) const;
    QString spokenLine(const ConversationEntry &entry) const;

    const int m_rowsMax;
    quint64 m_nextId = 1ULL << 32;           ///< with room below for older lines
    std::deque<ConversationEntry> m_entries; ///< ids grow by one from row to row
};

} // namespace pushpoint
