#include "client/notify/bus_notifications.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <utility>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
constexpr int answerTimeMaxMs = 5'000;

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

} // namespace

BusNotifications::BusNotifications(const QDBusConnection &bus, QObject *parent)
    : QObject(parent), m_bus(bus)
{
    const auto listen = [this](const QString &signal, const char *slot) {
        m_bus.connect(service, path, service, signal, this, slot);
    };
    listen(u"ActionInvoked"_s, SLOT(onActionInvoked(uint, QString))); // tidy: allowed, D-Bus's way
    listen(u"NotificationClosed"_s, SLOT(onClosed(uint, uint)));      // tidy: allowed, D-Bus's way
    askForMarkup();
}

void BusNotifications::askForMarkup()
{
    auto *answer = new QDBusPendingCallWatcher(
        m_bus.asyncCall(call(u"GetCapabilities"_s), answerTimeMaxMs), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        answer->deleteLater();
        const QDBusPendingReply<QStringList> capabilities = *answer;
        m_readsMarkup = capabilities.isError() || capabilities.value().contains(u"body-markup"_s);
        for (const Notification &early : std::exchange(m_early, {}))
            send(early);
    });
}

void BusNotifications::show(const Notification &notification)
{
    if (m_readsMarkup)
        send(notification);
    else
        m_early.append(notification);
}

void BusNotifications::send(const Notification &notification)
{
    // Somebody else's words: a service that reads markup gets none of theirs.
    const QString body = *m_readsMarkup ? notification.text.toHtmlEscaped() : notification.text;
    const QVariantMap hints{
        {u"category"_s, u"im.received"_s},
        {notification.isSilent ? u"suppress-sound"_s : u"sound-name"_s,
         notification.isSilent ? QVariant(true) : QVariant(u"message-new-instant"_s)},
    };
    QDBusMessage message = call(u"Notify"_s);
    message << QCoreApplication::applicationName() << uint(0) << u"pushpoint"_s
            << notification.title << body << QStringList{u"default"_s, tr("Open")} << hints << -1;
    auto *answer = new QDBusPendingCallWatcher(m_bus.asyncCall(message, answerTimeMaxMs), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, notification] {
        answer->deleteLater();
        const QDBusPendingReply<uint> id = *answer;
        if (id.isError())
            Q_EMIT failed(notification);
        else
            m_open.insert(id.value(), notification.about);
    });
}

void BusNotifications::onActionInvoked(uint id, const QString &)
{
    const auto found = m_open.constFind(id); // ids of other programs come here too
    if (found != m_open.cend())
        Q_EMIT clicked(*found);
}

void BusNotifications::onClosed(uint id, uint)
{
    m_open.remove(id);
}

} // namespace pushpoint::client
