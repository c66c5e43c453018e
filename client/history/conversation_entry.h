#pragma once

#include <QDateTime>
#include <QString>

#include <compare>

namespace pushpoint::client {

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

/// Where a line stands in the order of time. A value.
struct LinePlace
{
    qint64 atMs = 0; ///< since 1970, in UTC
    quint64 id = 0;

    friend auto operator<=>(const LinePlace &, const LinePlace &) = default;
};

/// One line of a conversation. A value.
struct ConversationEntry
{
    /// Given when it is said, and kept on disk: no two lines of an account have the same, and of
    /// two at the same time the later one has the greater.
    quint64 id = 0;
    QDateTime at;
    Direction direction = Direction::Notice;
    QString self; ///< the user's own name in it
    QString peer; ///< the other's name; empty where the sender did not say
    QString text;
    Delivery delivery = Delivery::None;
    QString deliveryText; ///< why it failed, for people
    QString senderId;     ///< the id an outgoing message bears
    quint64 ticket = 0;   ///< an outgoing message's place in the outbox

    LinePlace place() const { return {at.toMSecsSinceEpoch(), id}; }
};

/// What became of an outgoing message. A value.
struct DeliveryChange
{
    QString senderId;
    Delivery delivery = Delivery::None;
    QString text;
};

/// What was typed and not sent yet; empty: nothing any more. A value.
struct Draft
{
    QString self;
    QString peer; ///< empty: nobody was chosen yet
    QString text;
};

} // namespace pushpoint::client
