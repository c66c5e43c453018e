#include "client/notify/desktop_notifier.h"

#include "client/notify/bus_notifications.h"

#include "resources/language/retranslation.h"

#include <QApplication>
#include <QMenu>
#include <QPainter>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

const QColor badgeColor(0xd3, 0x2f, 0x2f); // with white on it, readable on any panel

QPixmap badgedPixmap(const QIcon &icon, int unread, int side)
{
    QPixmap pixmap = icon.pixmap(side, side);
    if (pixmap.isNull())
        return pixmap;
    const QString text = unread > 99 ? u"99+"_s : QString::number(unread);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const double area = side; // Qt has the picture's ratio of pixels in its coordinates
    const double height = area * 0.58;
    QFont font = painter.font();
    font.setBold(true);
    font.setPixelSize(std::max(6, int(height * (text.size() > 2 ? 0.62 : 0.82))));
    painter.setFont(font);
    const double wanted = QFontMetricsF(font).horizontalAdvance(text) + height * 0.4;
    const double width = std::clamp(wanted, height, area);
    const QRectF badge(area - width, area - height, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(badgeColor);
    painter.drawRoundedRect(badge, height / 2, height / 2);
    painter.setPen(Qt::white);
    painter.drawText(badge, Qt::AlignCenter, text);
    return pixmap;
}

} // namespace

DesktopNotifier::DesktopNotifier(QObject *parent)
    : Notifier(parent), m_menu(std::make_unique<QMenu>())
{
    QAction *open = m_menu->addAction(QString(), this, &DesktopNotifier::openRequested);
    m_doNotDisturb = m_menu->addAction(QString());
    m_doNotDisturb->setCheckable(true);
    connect(m_doNotDisturb, &QAction::triggered, this, &DesktopNotifier::doNotDisturbChosen);
    m_menu->addSeparator();
    QAction *quit = m_menu->addAction(QString(), this, &DesktopNotifier::quitRequested);
    keepTranslated(m_menu.get(), [=, this] {
        open->setText(tr("&Open"));
        m_doNotDisturb->setText(tr("&Do not disturb"));
        quit->setText(tr("&Quit"));
        showToolTip();
    });

    m_icon.setContextMenu(m_menu.get());
    connect(&m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger)
                    Q_EMIT openRequested();
            });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this,
            [this] { Q_EMIT clicked(m_lastShown); });
    setUnread(0);
    if (QSystemTrayIcon::isSystemTrayAvailable() && !m_icon.icon().isNull())
        m_icon.show();

    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    m_bus = new BusNotifications(bus, this);
    connect(m_bus, &BusNotifications::clicked, this, &Notifier::clicked);
    connect(m_bus, &BusNotifications::failed, this, &DesktopNotifier::showByTray);
}

DesktopNotifier::~DesktopNotifier() = default;

void DesktopNotifier::show(const Notification &notification)
{
    if (m_bus)
        m_bus->show(notification);
    else
        showByTray(notification);
}

void DesktopNotifier::showByTray(const Notification &notification)
{
    if (!m_icon.isVisible())
        return;
    m_lastShown = notification.about;
    m_icon.showMessage(notification.title, notification.text, QApplication::windowIcon());
}

void DesktopNotifier::setUnread(int total)
{
    m_icon.setIcon(badged(QApplication::windowIcon(), total));
    m_unread = total;
    showToolTip();
}

void DesktopNotifier::showToolTip()
{
    m_icon.setToolTip(m_unread > 0 ? tr("Pushpoint: %n unread", nullptr, m_unread)
                                   : tr("Pushpoint"));
}

void DesktopNotifier::setDoNotDisturb(bool isOn)
{
    m_doNotDisturb->setChecked(isOn);
}

QIcon badged(const QIcon &icon, int unread)
{
    if (unread <= 0)
        return icon;
    QIcon out;
    for (const int side : {16, 22, 32, 48, 64})
        out.addPixmap(badgedPixmap(icon, unread, side));
    return out;
}

} // namespace pushpoint::client
