#pragma once

#include "client/notify/notifier.h"

#include <QDBusConnection>
#include <QHash>

namespace pushpoint {

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
    void clicked(const pushpoint::ConversationKey &about);
    /// There is no such service, or it did not want this one.
    void failed(const pushpoint::Notification &notification);

private Q_SLOTS:
    // By name, as D-Bus signals are.
    void onActionInvoked(uint id, const QString &action);
    void onClosed(uint id, uint reason);

private:
    void askForMarkup();

    QDBusConnection m_bus;
    bool m_readsMarkup = true; ///< until the service says that it does not
    QHash<uint, ConversationKey> m_open;
};

} // namespace pushpoint
