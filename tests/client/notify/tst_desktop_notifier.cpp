// Notifications against a service on a D-Bus of the test's own, and with neither bus nor tray.
#include "client/notify/bus_notifications.h"
#include "client/notify/desktop_notifier.h"

#include <QDBusMessage>
#include <QIcon>
#include <QPainter>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

/// What a desktop offers, as far as it is used.
class FakeService : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QStringList capabilities{u"actions"_s, u"body"_s, u"body-markup"_s};
    QStringList titles;
    QStringList bodies;
    QList<QVariantMap> hints;

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &, uint, const QString &, const QString &title, const QString &body,
                const QStringList &, const QVariantMap &given, int)
    {
        titles << title;
        bodies << body;
        hints << given;
        return uint(titles.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

namespace {

Notification about(const QString &peer, const QString &text)
{
    return {peer, text, {1, u"Bob"_s, peer}};
}

} // namespace

class TestDesktopNotifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<ConversationKey>();
        const QString program = QStandardPaths::findExecutable(u"dbus-daemon"_s);
        if (program.isEmpty())
            QSKIP("dbus-daemon is missing; packaging/test installs it");
        m_daemon.start(program, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        QVERIFY(m_daemon.waitForReadyRead(10'000));
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    }
    void cleanupTestCase()
    {
        m_daemon.terminate();
        m_daemon.waitForFinished(5'000);
    }

    void theDesktopsServiceIsTold()
    {
        FakeService service;
        QDBusConnection theirs = bus(u"desktop"_s);
        QVERIFY(theirs.registerObject(u"/org/freedesktop/Notifications"_s, &service,
                                      QDBusConnection::ExportAllContents));
        QVERIFY(theirs.registerService(u"org.freedesktop.Notifications"_s));
        BusNotifications ours(bus(u"client"_s));
        QSignalSpy clicked(&ours, &BusNotifications::clicked);
        ours.show(about(u"Alice"_s, u"<b>hello</b> & good-bye"_s));
        QTRY_COMPARE(service.titles, QStringList{u"Alice"_s});
        // Nobody's words are markup.
        QCOMPARE(service.bodies[0], u"&lt;b&gt;hello&lt;/b&gt; &amp; good-bye"_s);
        QCOMPARE(service.hints[0].value(u"suppress-sound"_s), true);
        Notification loud = about(u"Jack"_s, u"x"_s);
        loud.isSilent = false;
        ours.show(loud);
        QTRY_COMPARE(service.titles.size(), 2);
        QVERIFY(!service.hints[1].contains(u"suppress-sound"_s));
        QVERIFY(service.hints[1].contains(u"sound-name"_s));

        Q_EMIT service.ActionInvoked(77, u"default"_s); // another program's
        Q_EMIT service.ActionInvoked(2, u"default"_s);
        QTRY_COMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].value<ConversationKey>(), loud.about);
        Q_EMIT service.NotificationClosed(1, 2);
        Q_EMIT service.ActionInvoked(1, u"default"_s);
        Q_EMIT service.ActionInvoked(2, u"default"_s);
        QTRY_COMPARE(clicked.size(), 2);
        QCOMPARE(clicked[1][0].value<ConversationKey>(), loud.about);
        theirs.unregisterService(u"org.freedesktop.Notifications"_s);
        theirs.unregisterObject(u"/org/freedesktop/Notifications"_s);
    }

    void aServiceWithoutMarkupGetsTheTextAsItIs()
    {
        FakeService service;
        service.capabilities = QStringList{u"body"_s};
        QDBusConnection theirs = bus(u"plain desktop"_s);
        QVERIFY(theirs.registerObject(u"/org/freedesktop/Notifications"_s, &service,
                                      QDBusConnection::ExportAllContents));
        QVERIFY(theirs.registerService(u"org.freedesktop.Notifications"_s));
        BusNotifications ours(bus(u"another client"_s));
        ours.show(about(u"Alice"_s, u"first, before its answer is here"_s));
        QTRY_COMPARE(service.titles.size(), 1);
        ours.show(about(u"Alice"_s, u"1 < 2"_s));
        QTRY_COMPARE(service.titles.size(), 2);
        QCOMPARE(service.bodies[1], u"1 < 2"_s);
        theirs.unregisterService(u"org.freedesktop.Notifications"_s);
        theirs.unregisterObject(u"/org/freedesktop/Notifications"_s);
    }

    void noServiceIsNoHarm()
    {
        BusNotifications ours(bus(u"lonely client"_s));
        const QSignalSpy failed(&ours, &BusNotifications::failed);
        ours.show(about(u"Alice"_s, u"hello"_s));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<Notification>().title, u"Alice"_s);
    }

    void noTrayIsNoHarm()
    {
        // Offscreen there is none.
        QVERIFY(!QSystemTrayIcon::isSystemTrayAvailable());
        DesktopNotifier notifier;
        notifier.setUnread(3);
        notifier.show(about(u"Alice"_s, u"hello"_s));
        notifier.setDoNotDisturb(true);
        notifier.setUnread(0);
    }

    void theBadgeTellsHowMany()
    {
        QPixmap plain(64, 64);
        plain.fill(Qt::blue);
        const QIcon icon(plain);
        const auto picture = [&](int unread) { return badged(icon, unread).pixmap(32).toImage(); };
        QCOMPARE(picture(0), icon.pixmap(32).toImage());
        QVERIFY(picture(3) != picture(0));
        QVERIFY(picture(3) != picture(4));
        QCOMPARE(picture(100), picture(5'000));                  // 99+
        QCOMPARE(picture(3).pixelColor(2, 2), QColor(Qt::blue)); // the program can be told by it
    }

private:
    QDBusConnection bus(const QString &connection) const
    {
        return QDBusConnection::connectToBus(m_address, connection);
    }

    QProcess m_daemon;
    QString m_address;
};

QTEST_MAIN(TestDesktopNotifier)
#include "tst_desktop_notifier.moc"
