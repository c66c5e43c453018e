#pragma once

#include "client/notify/notifier.h"

#include <QDBusConnection>
#include <QHash>

#include <optional>

namespace pushpoint::client {

/// Notifications by the desktop's own service on D-Bus (Desktop Notifications Specification 1.2),
/// which is there without a tray too, tells which of them was clicked at, and can be asked for
/// silence. Never waits for it: whatever the service does, the window goes on. GUI thread.
class BusNotifications : public QObject
{
    Q_OBJECT

public:
    explicit BusNotifications(const QDBusConnection &bus, QObject *parent = nullptr);

    void show(const Notification &notification);

Q_SIGNALS:
    void clicked(const pushpoint::client::ConversationKey &about);
    /// There is no such service, or it did not want this one.
    void failed(const pushpoint::client::Notification &notification);

private Q_SLOTS:
    // By name, as D-Bus signals are.
    void onActionInvoked(uint id, const QString &action);
    void onClosed(uint id, uint reason);

private:
    void askForMarkup();
    void send(const Notification &notification);

    QDBusConnection m_bus;
    std::optional<bool> m_readsMarkup; ///< unknown until the service has answered
    QList<Notification> m_early;       ///< shown before that, and sent then
    QHash<uint, ConversationKey> m_open;
};

} // namespace pushpoint::client
