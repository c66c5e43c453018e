#pragma once

#include <QDateTime>
#include <QString>

namespace pushpoint {

enum class Direction {
    Incoming,
    Outgoing,
    Notice, ///< a line about the conversation itself, such as another name being taken
};

/// What became of an outgoing message. Incoming ones and notices are None.
enum class Delivery {
    None,
    Sending,
    Delivered,
    Offline,
    Refused,
    Unreachable, ///< no answer yet; goes on trying by itself
};

/// True where only the user can make it be tried again.
constexpr bool hasFailed(Delivery delivery)
{
    return delivery == Delivery::Offline || delivery == Delivery::Refused;
}

/// One line of a conversation. A value.
struct ConversationEntry
{
    quint64 id = 0; ///< given by the model or the file it is in, never given twice by either
    QDateTime at;
    Direction direction = Direction::Notice;
    QString self; ///< the user's own name in it
    QString peer; ///< the other's name; empty where the sender did not say
    QString text;
    Delivery delivery = Delivery::None;
    QString deliveryText; ///< why it failed, for people
    QString senderId;     ///< the id an outgoing message bears
    quint64 ticket = 0;   ///< an outgoing message's place in the outbox
};

} // namespace pushpoint
