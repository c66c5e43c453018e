#pragma once

#include <QObject>

namespace pushpoint::client {

/// The conversation that a notification is about. A value.
struct ConversationKey
{
    quint64 account = 0; ///< the number that its watcher gave it
    QString self;
    QString peer;
    bool isOne = true; ///< false: several, and the window is all that can be opened

    friend bool operator==(const ConversationKey &, const ConversationKey &) = default;
};

/// What is to be told about messages that nobody has seen. Plain text. A value.
struct Notification
{
    QString title;
    QString text;
    ConversationKey about;
    bool isSilent = true;
};

/// Tells people who look elsewhere: by the desktop's notifications, and by a number where there is
/// a place for one. GUI thread; owned by the composition root. Decides nothing: what is worth
/// telling is the announcer's matter.
class Notifier : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void show(const Notification &notification) = 0;
    /// How many messages were not read; 0 takes the number away.
    virtual void setUnread(int total) = 0;

Q_SIGNALS:
    /// Somebody clicked at a notification.
    void clicked(const pushpoint::client::ConversationKey &about);
};

} // namespace pushpoint::client
