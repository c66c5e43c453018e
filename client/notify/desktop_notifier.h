#pragma once

#include "client/notify/notifier.h"

#include <QSystemTrayIcon>

class QAction;
class QMenu;

namespace pushpoint::client {

class BusNotifications;

/// The notifier of real life: notifications by the desktop's service or else by the tray, and a
/// sign in the tray with the number of unread messages, where there is a tray. With neither,
/// nothing happens and nothing breaks. GUI thread; owned by the composition root.
class DesktopNotifier : public Notifier
{
    Q_OBJECT

public:
    explicit DesktopNotifier(QObject *parent = nullptr);
    ~DesktopNotifier() override;

    void show(const Notification &notification) override;
    void setUnread(int total) override;
    /// What the menu's mark shows.
    void setDoNotDisturb(bool isOn);

Q_SIGNALS:
    /// By the tray's sign or its menu.
    void openRequested();
    void doNotDisturbChosen(bool isOn);
    void quitRequested();

private:
    void showByTray(const Notification &notification);
    void showToolTip();

    BusNotifications *m_bus = nullptr; ///< null where there is no D-Bus
    std::unique_ptr<QMenu> m_menu;
    QAction *m_doNotDisturb;
    QSystemTrayIcon m_icon;
    ConversationKey m_lastShown;
    int m_unread = 0;
};

/// The program's picture with a number in a corner; as it is where there is nothing unread.
QIcon badged(const QIcon &icon, int unread);

} // namespace pushpoint::client
