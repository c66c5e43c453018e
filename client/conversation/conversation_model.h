#pragma once

#include "client/history/conversation_entry.h"

#include <QAbstractListModel>

#include <deque>
#include <optional>

namespace pushpoint::client {

/// Lines of a conversation in the order of time, up to a bound. Lives on the GUI thread; owned by
/// who shows it. Knows neither sockets nor colours.
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
    /// Which lines stay, beyond the bound.
    enum class Keep { Newest, Oldest };

    explicit ConversationModel(QObject *parent = nullptr, int rowsMax = rowsMaxDefault);

    /// Adds a line where its time is and returns its id; a line without one is given one here.
    quint64 append(ConversationEntry entry);
    /// Adds lines, themselves in the order of time; one that is here already is not added again.
    /// Returns how many had to go for it.
    int insert(const QList<ConversationEntry> &entries, Keep keep);
    void clear();
    const ConversationEntry &at(int row) const { return m_entries[size_t(row)]; }
    /// Nothing for a line that is not here.
    void setDelivery(quint64 id, Delivery delivery, const QString &deliveryText = {});
    /// The same, of the outgoing line that bears this id.
    void setDelivery(const DeliveryChange &change);
    /// The entry, unless it is not here.
    std::optional<ConversationEntry> entry(quint64 id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// Display: the text. AccessibleText: the whole line as one would read it out.
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void setDeliveryAt(int row, Delivery delivery, const QString &deliveryText);
    int trim(Keep keep);
    /// The row of the newest line of which this is true; −1 where there is none.
    template <typename Test>
    int lastRow(Test test) const;
    QString spokenLine(const ConversationEntry &entry) const;

    const int m_rowsMax;
    quint64 m_nextId = 1;
    std::deque<ConversationEntry> m_entries; ///< by place()
};

} // namespace pushpoint::client
