#include "ui/window/admin_window.h"

#include "resources/language/language.h"
#include "ui/charts/charts_panel.h"
#include "ui/connections/connection_columns.h"
#include "ui/connections/disconnect_dialog.h"
#include "ui/parts/hint_table.h"
#include "ui/parts/hint_tree.h"
#include "ui/traffic/traffic_model.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;

/// The window by its controls, without a server: wishes are signals, facts are calls.
class TestAdminWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void warnsWhileOthersMayDoAll();
    void initTestCase();
    void init();
    void cleanup();
    void watchesTheFeedWhileItLives();
    void saysWhatToDoFirst();
    void startsAndStops();
    void offersAnotherPortWhereOneIsInUse();
    void copiesTheAddress();
    void sendsWhatIsWritten();
    void tellsWhatBecameOfIt();
    void sendsNoBrokenJson();
    void showsConnectionsAndDisconnectsTheSelected();
    void showsTrafficAsPlainText();
    void filtersAndPausesTheTraffic();
    void showsTheGapOfAFullFeed();
    void asksForNoTableWhileHidden();
    void remembersItsLayout();
    void speaksAnotherLanguageAtOnce();
    void everyPageHasAKey();
    void chartsLeadToTheRowsOfTheirMoment();
    void quittingIsNotClosing();

private:
    template <typename T>
    T *part(const char *name)
    {
        T *found = m_window->findChild<T *>(QLatin1StringView(name));
        Q_ASSERT(found);
        return found;
    }
    void click(const char *button) { part<QPushButton>(button)->click(); }
    void listen() { m_window->showListening(QUrl(QStringLiteral("http://127.0.0.1:3000"))); }
    void connectTwo();

    QTemporaryDir m_settingsFolder;
    std::unique_ptr<TrafficFeed> m_feed;
    std::unique_ptr<AdminWindow> m_window;
};

void TestAdminWindow::initTestCase()
{
    QVERIFY(m_settingsFolder.isValid());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settingsFolder.path());
    QCoreApplication::setOrganizationName(QStringLiteral("pushpoint-tests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_admin_window"));
}

void TestAdminWindow::init()
{
    m_feed = std::make_unique<TrafficFeed>();
    const auto name
        = [](const char *text) { return UserName::parse(QByteArrayView(text)).value(); };
    m_window = std::make_unique<AdminWindow>(*m_feed, QList<UserName>{name("Bob"), name("Alice")});
    m_window->show();
}

void TestAdminWindow::cleanup()
{
    m_window.reset();
    m_feed.reset();
}

void TestAdminWindow::watchesTheFeedWhileItLives()
{
    QVERIFY(m_feed->isWatched());
    m_window.reset();
    QVERIFY(!m_feed->isWatched());
}

void TestAdminWindow::saysWhatToDoFirst()
{
    QVERIFY(part<HintTree>("connections")->hint().contains(QStringLiteral("Start")));
    listen();
    QVERIFY(
        part<HintTree>("connections")->hint().contains(QStringLiteral("http://127.0.0.1:3000")));
}

void TestAdminWindow::startsAndStops()
{
    QSignalSpy starts(m_window.get(), &AdminWindow::startRequested);
    QSignalSpy stops(m_window.get(), &AdminWindow::stopRequested);
    part<QSpinBox>("port")->setValue(4711);
    click("start");
    QCOMPARE(starts.size(), 1);
    QCOMPARE(starts[0][0].toInt(), 4711);
    listen();
    click("stop");
    QCOMPARE(stops.size(), 1);
    m_window->showStopped();
    QVERIFY(part<QPushButton>("start")->isVisible());
}

void TestAdminWindow::offersAnotherPortWhereOneIsInUse()
{
    QSignalSpy starts(m_window.get(), &AdminWindow::startRequested);
    m_window->showFailure({ErrorCode::AddressInUse, QStringLiteral("port 3000 <b>is</b> in use")});
    QVERIFY(part<QLabel>("noticeText")->isVisible());
    QVERIFY(part<QLabel>("noticeText")->text().contains(QStringLiteral("port 3000 <b>is</b>")));
    QCOMPARE(part<QLabel>("noticeText")->textFormat(), Qt::PlainText);
    click("freePort");
    QCOMPARE(starts.size(), 1);
    QCOMPARE(starts[0][0].toInt(), 0);
    listen();
    QVERIFY(!part<QLabel>("noticeText")->isVisible());
    m_window->showFailure({ErrorCode::FolderMissing, {}});
    QVERIFY(!part<QPushButton>("freePort")->isVisible());
}

void TestAdminWindow::copiesTheAddress()
{
    listen();
    click("copy");
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("http://127.0.0.1:3000"));
}

void TestAdminWindow::sendsWhatIsWritten()
{
    QSignalSpy sent(m_window.get(), &AdminWindow::publishRequested);
    QVERIFY2(!part<QPushButton>("send")->isEnabled(), "nobody would take it");
    listen();
    part<QComboBox>("from")->setEditText(QStringLiteral("Eve"));
    part<QComboBox>("to")->setEditText(QStringLiteral("李雷"));
    part<QPlainTextEdit>("content")->setPlainText(QStringLiteral("你好"));
    m_window->activateWindow(); // shortcuts belong to the active window
    QTRY_VERIFY(m_window->isActiveWindow());
    part<QPlainTextEdit>("content")->setFocus();
    QTest::keyClick(part<QPlainTextEdit>("content"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(sent.size(), 1);
    // No value<>(): a message cannot be made of nothing.
    const auto &message = *static_cast<const Message *>(sent[0][1].constData());
    QCOMPARE(message.from->text(), QStringLiteral("Eve"));
    QCOMPARE(message.to.text(), QStringLiteral("李雷"));
    QCOMPARE(message.contentJson, QByteArray("\"你好\""));
}

void TestAdminWindow::tellsWhatBecameOfIt()
{
    QSignalSpy sent(m_window.get(), &AdminWindow::publishRequested);
    listen();
    part<QPlainTextEdit>("content")->setPlainText(QStringLiteral("hi"));
    click("send");
    const quint64 first = sent[0][0].toULongLong();
    m_window->showOutcome(first, {2, "id", "node"});
    QVERIFY(part<QLabel>("result")->text().contains(QStringLiteral("delivered to 2")));
    click("send");
    m_window->showOutcome(first, {2, "id", "node"}); // an old one says nothing of the new
    QVERIFY(!part<QLabel>("result")->text().contains(QStringLiteral("delivered")));
    m_window->showOutcome(sent[1][0].toULongLong(), {0, "id", "node"});
    QVERIFY(part<QLabel>("result")->text().contains(QStringLiteral("对方不在线")));
}

void TestAdminWindow::sendsNoBrokenJson()
{
    QSignalSpy sent(m_window.get(), &AdminWindow::publishRequested);
    listen();
    part<QCheckBox>("json")->setChecked(true);
    part<QPlainTextEdit>("content")->setPlainText(QStringLiteral("{\"a\":"));
    click("send");
    QCOMPARE(sent.size(), 0);
    QVERIFY(!part<QLabel>("result")->text().isEmpty());
    part<QPlainTextEdit>("content")->setPlainText(QStringLiteral("{\"a\":1}"));
    click("send");
    QCOMPARE(sent.size(), 1);
}

void TestAdminWindow::connectTwo()
{
    ConnectionStats bob;
    bob.id = 5;
    bob.name = "<b>Bob</b>";
    ConnectionStats alice;
    alice.id = 9;
    alice.name = "Alice";
    m_feed->publishConnections({bob, alice});
}

void TestAdminWindow::showsConnectionsAndDisconnectsTheSelected()
{
    QSignalSpy asked(m_window.get(), &AdminWindow::connectionsRequested);
    QSignalSpy disconnected(m_window.get(), &AdminWindow::disconnectRequested);
    listen();
    QTRY_VERIFY(asked.size() > 0);
    connectTwo();
    auto *tree = part<HintTree>("connections");
    QTRY_COMPARE(tree->model()->rowCount(), 2);
    QCOMPARE(tree->model()->index(0, 0).data().toString(), QStringLiteral("<b>Bob</b>"));
    QVERIFY(!part<QPushButton>("disconnect")->isEnabled());
    tree->setCurrentIndex(tree->model()->index(1, 0));
    click("disconnect");
    QCOMPARE(disconnected.size(), 0);
    auto *dialog = m_window->findChild<DisconnectDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>(QStringLiteral("reason"))->setText(QStringLiteral("enough"));
    dialog->accept();
    QCOMPARE(disconnected.size(), 1);
    QCOMPARE(disconnected[0][0].value<QList<quint64>>(), QList<quint64>{9});
    QCOMPARE(disconnected[0][1].value<CloseCode>(), CloseCode::ClosedByAdministrator);
    QCOMPARE(disconnected[0][2].toString(), QStringLiteral("enough"));
}

void TestAdminWindow::showsTrafficAsPlainText()
{
    listen();
    TrafficEvent event;
    event.from = "Bob";
    event.to = "Alice";
    event.preview = "\"<img src=x>\"";
    m_feed->record(event);
    auto *table = part<HintTable>("traffic");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QStringList cells;
    for (int column = 0; column < table->model()->columnCount(); ++column)
        cells += table->model()->index(0, column).data().toString();
    QVERIFY(cells.join(u' ').contains(QStringLiteral("<img src=x>")));
}

void TestAdminWindow::filtersAndPausesTheTraffic()
{
    const auto happen = [this](const QByteArray &to) {
        TrafficEvent event;
        event.to = to;
        m_feed->record(event);
    };
    auto *rows = part<HintTable>("traffic")->model();
    happen("Alice");
    happen("李雷");
    QTRY_COMPARE(rows->rowCount(), 2);
    part<QLineEdit>("trafficFilter")->setText(QStringLiteral("李"));
    QCOMPARE(rows->rowCount(), 1);
    part<QLineEdit>("trafficFilter")->clear();
    part<QPushButton>("pause")->setChecked(true);
    happen("Bob");
    QTRY_VERIFY(part<QLabel>("heldBack")->text().contains(u'1'));
    QCOMPARE(rows->rowCount(), 2);
    part<QPushButton>("pause")->setChecked(false);
    QCOMPARE(rows->rowCount(), 3);
}

void TestAdminWindow::showsTheGapOfAFullFeed()
{
    m_window.reset();
    m_feed = std::make_unique<TrafficFeed>(5);
    m_window = std::make_unique<AdminWindow>(*m_feed, QList<UserName>());
    m_window->show();
    for (int i = 0; i < 12; ++i)
        m_feed->record(TrafficEvent{});
    auto *rows = part<HintTable>("traffic")->model();
    QTRY_COMPARE(rows->rowCount(), 6);
    const QModelIndex gap = rows->index(5, TrafficModel::Preview);
    QVERIFY(gap.data().toString().startsWith(QStringLiteral("7 not shown")));
}

void TestAdminWindow::asksForNoTableWhileHidden()
{
    QSignalSpy asked(m_window.get(), &AdminWindow::connectionsRequested);
    m_window->hide();
    listen();
    m_feed->record(TrafficEvent{}); // taken all the same, but more slowly
    QTRY_COMPARE(part<HintTable>("traffic")->model()->rowCount(), 1);
    QCOMPARE(asked.size(), 0);
    m_window->show();
    QTRY_VERIFY(asked.size() > 0);
}

void TestAdminWindow::remembersItsLayout()
{
    auto *header = part<HintTree>("connections")->header();
    m_window->resize(777, 555);
    header->resizeSection(0, 199);
    header->setSectionHidden(ConnectionColumn::Origin, false);
    part<HintTree>("connections")->sortByColumn(7, Qt::DescendingOrder);
    m_window->close();
    m_window = std::make_unique<AdminWindow>(*m_feed, QList<UserName>());
    m_window->show();
    header = part<HintTree>("connections")->header();
    QCOMPARE(m_window->size(), QSize(777, 555));
    QCOMPARE(header->sectionSize(0), 199);
    QVERIFY(!header->isSectionHidden(ConnectionColumn::Origin));
    QCOMPARE(header->sortIndicatorSection(), 7);
    QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
}

void TestAdminWindow::speaksAnotherLanguageAtOnce()
{
    Language language(QStringLiteral("ui"));
    language.choose(QStringLiteral("en"));
    listen();
    part<QPlainTextEdit>("content")->setPlainText(QStringLiteral("a draft"));
    QSignalSpy chosen(m_window.get(), &AdminWindow::languageChosen);
    for (QAction *action : m_window->findChildren<QAction *>()) {
        if (action->data() == QVariant(QStringLiteral("zh_CN")))
            action->trigger();
    }
    QCOMPARE(chosen.size(), 1);
    language.choose(chosen[0][0].toString());
    QTRY_COMPARE(part<QPushButton>("send")->text(), QStringLiteral("发送(&S)"));
    QCOMPARE(part<QTabWidget>("pages")->tabText(0), QStringLiteral("总览"));
    QCOMPARE(part<QLabel>("state")->text(), QStringLiteral("正在监听"));
    QVERIFY(part<HintTree>("connections")->hint().contains(QStringLiteral("还没有人在线")));
    QCOMPARE(part<QPlainTextEdit>("content")->toPlainText(), QStringLiteral("a draft"));
    QCOMPARE(Language(QStringLiteral("ui")).chosen(), QStringLiteral("zh_CN"));
    language.choose(QStringLiteral("en"));
    QTRY_COMPARE(part<QPushButton>("send")->text(), QStringLiteral("&Send"));
}

void TestAdminWindow::everyPageHasAKey()
{
    m_window->activateWindow(); // shortcuts belong to the active window
    QTRY_VERIFY(m_window->isActiveWindow());
    auto *pages = part<QTabWidget>("pages");
    QVERIFY(pages->count() >= 3);
    for (int page = pages->count() - 1; page >= 0; --page) {
        QTest::keyClick(m_window.get(), static_cast<Qt::Key>(Qt::Key_1 + page),
                        Qt::ControlModifier);
        QCOMPARE(pages->currentIndex(), page);
    }
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(pages->currentIndex(), 0);
    QVERIFY(part<QLineEdit>("trafficFilter")->hasFocus());
}

void TestAdminWindow::chartsLeadToTheRowsOfTheirMoment()
{
    for (int second = 0; second < 50; ++second) {
        TrafficEvent event;
        event.to = "Bob";
        event.wallClockMs = 1'000'000 + second * 1000;
        m_feed->record(event);
    }
    auto *table = part<HintTable>("traffic");
    QTRY_COMPARE(table->model()->rowCount(), 50);
    part<QTabWidget>("pages")->setCurrentIndex(1);
    auto *charts = m_window->findChild<ChartsPanel *>();
    Q_EMIT charts->timeChosen(1'030'000, 1'031'000);
    QCOMPARE(part<QTabWidget>("pages")->currentIndex(), 0);
    QCOMPARE(table->currentIndex().row(), 30);
}

void TestAdminWindow::quittingIsNotClosing()
{
    QSignalSpy quits(m_window.get(), &AdminWindow::quitRequested);
    m_window->activateWindow();
    QTRY_VERIFY(m_window->isActiveWindow());
    QTest::keyClick(m_window.get(), Qt::Key_Q, Qt::ControlModifier);
    QCOMPARE(quits.size(), 1);
    QVERIFY(m_window->isVisible());
}

void TestAdminWindow::warnsWhileOthersMayDoAll()
{
    auto *banner = part<QWidget>("openBanner");
    m_window->showOpenToOthers(true);
    listen();
    QVERIFY(banner->isVisible());
    m_window->showStopped(); // nobody can reach it
    QVERIFY(!banner->isVisible());
    m_window->showOpenToOthers(false);
    listen();
    QVERIFY(!banner->isVisible());
}

QTEST_MAIN(TestAdminWindow)
#include "tst_admin_window.moc"
