// Pictures of the window in the states that people meet, to be looked at. They are made where
// PUSHPOINT_PICTURES names a folder; without it, the same states are only painted.
#include "client/notify/desktop_notifier.h"
#include "resources/resources.h"
#include "tests/client/live_server.h"
#include "tests/client/person.h"

#include <QApplication>
#include <QPainter>
#include <QTemporaryDir>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

ConversationEntry line(const QString &text, int daysAgo, const QTime &at, Direction direction)
{
    ConversationEntry entry;
    entry.at = QDateTime(QDate::currentDate().addDays(-daysAgo), at);
    entry.direction = direction;
    entry.self = u"Bob"_s;
    entry.peer = u"Alice"_s;
    entry.text = text;
    if (direction == Direction::Outgoing) {
        entry.delivery = Delivery::Delivered;
        entry.deliveryText = u"delivered to 2"_s;
    }
    return entry;
}

void keep(QWidget &window, const QString &what)
{
    QCoreApplication::processEvents(); // what is to be laid out is
    const QPixmap picture = window.grab();
    QVERIFY(!picture.isNull());
    const QString folder = qEnvironmentVariable("PUSHPOINT_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(picture.save(folder + u"/client-%1.png"_s.arg(what)));
}

QPalette darkColors()
{
    QPalette colors;
    colors.setColor(QPalette::Window, QColor(0x2a, 0x2d, 0x32));
    colors.setColor(QPalette::Base, QColor(0x1e, 0x20, 0x24));
    colors.setColor(QPalette::AlternateBase, QColor(0x26, 0x28, 0x2d));
    colors.setColor(QPalette::Button, QColor(0x33, 0x36, 0x3c));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        colors.setColor(role, QColor(0xe6, 0xe6, 0xe6));
    colors.setColor(QPalette::PlaceholderText, QColor(0x90, 0x90, 0x90));
    colors.setColor(QPalette::Highlight, QColor(0x3d, 0x8b, 0xfd));
    colors.setColor(QPalette::HighlightedText, Qt::white);
    colors.setColor(QPalette::Link, QColor(0x7a, 0xb8, 0xff));
    return colors;
}

/// A day or two of somebody's life.
void fill(ConversationModel &model)
{
    using D = Direction;
    model.append(line(u"The backup of tonight is through."_s, 9, {22, 10}, D::Incoming));
    model.append(line(u"Thanks! 明天见。"_s, 1, {18, 2}, D::Outgoing));
    model.append(line(u"早上好！今天上午十点的会议改到了下午三点，地点不变，请大家提前准备好上周的"
                      u"数据和图表，谢谢。"_s,
                      0, {8, 31}, D::Incoming));
    model.append(line(u"{\"host\":\"db-1\",\"disks\":[{\"name\":\"/\",\"used\":0.71},{\"name\":"
                      u"\"/var\",\"used\":0.93}],\"load\":[0.4,0.6,0.9],\"alerts\":[\"disk\"],"
                      u"\"since\":\"2026-11-20T07:00:00Z\"}"_s,
                      0, {8, 40}, D::Incoming));
    model.append(
        line(u"See https://example.org/status?host=db-1 for more."_s, 0, {8, 41}, D::Outgoing));
    ConversationEntry away = line(u"Are you at your desk?"_s, 0, {9, 0}, D::Outgoing);
    away.delivery = Delivery::Offline;
    away.deliveryText = u"对方不在线"_s;
    away.ticket = 1;
    model.append(away);
    ConversationEntry sending = line(u"One more thing"_s, 0, {9, 1}, D::Outgoing);
    sending.delivery = Delivery::Sending;
    sending.deliveryText.clear();
    model.append(sending);
}

} // namespace

class TestChatPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QApplication::setPalette({}); }

    void states_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light") << false << QSize(820, 900);
        QTest::newRow("dark") << true << QSize(820, 900);
        QTest::newRow("narrow") << false << QSize(470, 760);
    }
    void states()
    {
        QFETCH(bool, isDark);
        QFETCH(QSize, size);
        if (isDark)
            QApplication::setPalette(darkColors());
        LiveServer server;
        QVERIFY(server.start());
        Person bob(server.url());
        Person alice(server.url());
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        alice.window.choose(name(u"Alice"), name(u"Bob"));
        QTRY_VERIFY(bob.isConnected() && alice.isConnected());
        fill(bob.shown());
        bob.account.send(name(u"李雷"), u"在吗？"_s);
        Person han(server.url());
        han.window.choose(name(u"韩梅梅"), name(u"Bob"));
        QTRY_VERIFY(han.isConnected());
        for (int i = 0; i < 3; ++i)
            han.account.send(name(u"Bob"), u"周末一起去爬山吗？"_s);
        QTRY_COMPARE(bob.lines().filter(u"< 韩梅梅"_s).size(), 3);
        bob.window.resize(size);
        bob.window.activateWindow();
        bob.view->setFocus();
        bob.view->setCurrentIndex(bob.view->model()->index(5, 0));
        keep(bob.window, QString::fromLatin1(QTest::currentDataTag()));

        QVERIFY(server.stop());
        QTRY_VERIFY(!bob.isConnected());
        bob.writes(u"写给不在的服务器"_s);
        QTRY_VERIFY(bob.bar->text().contains(u"Trying again"_s));
        keep(bob.window, QString::fromLatin1(QTest::currentDataTag()) + u"-offline"_s);
    }

    void aDamagedHistory()
    {
        const QTemporaryDir folder;
        Person bob(u"http://127.0.0.1:9"_s, {folder.path(), u"test"_s, {}});
        bob.window.choose(name(u"Bob"), name(u"Alice"));
        fill(bob.shown());
        bob.view->setCurrentIndex(bob.view->model()->index(3, 0));
        QTest::keyClick(bob.view, Qt::Key_Right);
        auto *problem = bob.window.findChild<QLabel *>(u"historyProblem"_s);
        Q_EMIT bob.account.history().wasSetAside(
            u"/home/bob/.local/share/pushpoint-client/history-0123456789abcdef.sqlite.damaged-"
            "20261123-070000"_s,
            {});
        QVERIFY(problem->isVisible());
        keep(bob.window, u"damaged"_s);
    }

    void badges()
    {
        const QIcon icon(iconFile());
        QPixmap all(5 * 80, 80);
        all.fill(QColor(0xee, 0xee, 0xee));
        QPainter painter(&all);
        int x = 0;
        for (const int unread : {0, 3, 12, 99, 100}) {
            painter.drawPixmap(x + 8, 8, badged(icon, unread).pixmap(48));
            painter.drawPixmap(x + 58, 8, badged(icon, unread).pixmap(22));
            painter.drawPixmap(x + 58, 40, badged(icon, unread).pixmap(16));
            x += 80;
        }
        painter.end();
        QLabel label;
        label.setPixmap(all);
        keep(label, u"badges"_s);
    }
};

QTEST_MAIN(TestChatPictures)
#include "tst_chat_pictures.moc"
