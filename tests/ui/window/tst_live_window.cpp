#include "server/server.h"
#include "ui/connections/connection_columns.h"
#include "ui/parts/hint_tree.h"
#include "ui/record/replay/replay_dialog.h"
#include "ui/window/admin_window.h"

#include <QDockWidget>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QStatusBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

/// The window over a server that lives: what is asked for by its controls reaches real sockets.
class TestLiveWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aPingShowsItsRoundTrip();
    void aReplayReachesTheReceiver();
    void aMessageIsSentAgainFromTheMenu();
    void aMessageIsSentAgainFromTheDetailPane();
    void whoWasAwayIsNamedInPlainWords();

private:
    void connectAs(const QString &name);
    void publish(const char *to, const QByteArray &contentJson);
    QTableView *traffic() const { return m_window->findChild<QTableView *>(u"traffic"_s); }
    /// Selects the newest row that tells of a publish.
    void selectPublish();
    /// The entry of the selected rows' menu.
    void choose(const QString &entry);

    QTemporaryDir m_folder;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<AdminWindow> m_window;
    std::unique_ptr<QWebSocket> m_socket;
    QUrl m_url;
    QStringList m_received;
    quint64 m_ticket = quint64(1) << 40;
};

void TestLiveWindow::initTestCase()
{
    QVERIFY(m_folder.isValid());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
}

void TestLiveWindow::init()
{
    m_received.clear();
    m_url.clear();
    m_server = std::make_unique<Server>();
    m_window = std::make_unique<AdminWindow>(m_server->feed(), QList<UserName>{});
    connect(m_server.get(), &Server::listening, m_window.get(), [this](const QUrl &url) {
        m_url = url;
        m_window->showListening(url);
    });
    connect(m_server.get(), &Server::published, m_window.get(), &AdminWindow::showOutcome);
    connect(m_window.get(), &AdminWindow::publishRequested, m_server.get(), &Server::publish);
    connect(m_window.get(), &AdminWindow::pingRequested, m_server.get(), &Server::pingSessions);
    connect(m_window.get(), &AdminWindow::connectionsRequested, m_server.get(),
            &Server::requestConnections);
    m_window->show();
    ServerOptions options;
    options.port = 0;
    m_server->start(options);
    QTRY_VERIFY(!m_url.isEmpty());
}

void TestLiveWindow::cleanup()
{
    m_socket.reset();
    m_window.reset();
    m_server.reset();
}

void TestLiveWindow::connectAs(const QString &name)
{
    m_socket = std::make_unique<QWebSocket>();
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { m_received += text; });
    QUrl url = m_url;
    url.setScheme(u"ws"_s);
    url.setPath(u"/ws/"_s + name);
    m_socket->open(url);
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
}

void TestLiveWindow::publish(const char *to, const QByteArray &contentJson)
{
    const auto name
        = [](const char *text) { return UserName::parse(QByteArrayView(text)).value(); };
    m_server->publish(++m_ticket, {name("Bob"), name(to), contentJson, {}});
}

void TestLiveWindow::selectPublish()
{
    const auto *model = traffic()->model();
    const auto last = [model] { return model->index(model->rowCount() - 1, 2).data().toString(); };
    QTRY_COMPARE(last(), u"Bob"_s);
    traffic()->selectRow(model->rowCount() - 1);
}

void TestLiveWindow::choose(const QString &entry)
{
    Q_EMIT traffic()->customContextMenuRequested({});
    QAction *chosen = nullptr;
    for (QMenu *menu : m_window->findChildren<QMenu *>()) {
        for (QAction *action : menu->isVisible() ? menu->actions() : QList<QAction *>()) {
            if (action->text().remove(u'&') == entry)
                chosen = action;
        }
    }
    QVERIFY(chosen != nullptr);
    QVERIFY(chosen->isEnabled());
    chosen->trigger();
}

void TestLiveWindow::aPingShowsItsRoundTrip()
{
    connectAs(u"Alice"_s);
    auto *tree = m_window->findChild<HintTree *>(u"connections"_s);
    const auto roundTrip
        = [tree] { return tree->model()->index(0, ConnectionColumn::RoundTrip).data().toString(); };
    QTRY_COMPARE(tree->model()->rowCount(), 1);
    const QString before = roundTrip();
    QCOMPARE(before, QString());
    tree->setCurrentIndex(tree->model()->index(0, 0));
    m_window->findChild<QPushButton *>(u"ping"_s)->click();
    QTRY_VERIFY(!roundTrip().isEmpty());
    QVERIFY2(roundTrip().endsWith(u"s"_s), qPrintable(roundTrip()));
}

void TestLiveWindow::aReplayReachesTheReceiver()
{
    connectAs(u"Alice"_s);
    publish("Alice", "\"once\"");
    QTRY_COMPARE(m_received.size(), 1);
    selectPublish();
    choose(u"Replay…"_s);
    auto *dialog = m_window->findChild<ReplayDialog *>();
    QVERIFY(dialog != nullptr);
    dialog->findChild<QPushButton *>(u"replayPlay"_s)->click();
    QTRY_COMPARE(m_received.size(), 2);
    QVERIFY(m_received[1].contains(u"\"once\""_s));
}

void TestLiveWindow::aMessageIsSentAgainFromTheMenu()
{
    connectAs(u"Alice"_s);
    publish("Alice", "{\"n\":18446744073709551615}");
    QTRY_COMPARE(m_received.size(), 1);
    selectPublish();
    choose(u"Send again"_s);
    QTRY_COMPARE(m_received.size(), 2);
    QVERIFY(m_received[1].contains(u"{\"n\":18446744073709551615}"_s));
    QTRY_VERIFY(m_window->statusBar()->currentMessage().contains(u"Alice: delivered to 1"_s));
}

void TestLiveWindow::aMessageIsSentAgainFromTheDetailPane()
{
    publish("Alice", "\"nobody there yet\"");
    m_window->findChild<QDockWidget *>(u"detailDock"_s)->show();
    selectPublish();
    connectAs(u"Alice"_s);
    auto *again = m_window->findChild<QPushButton *>(u"sendAgain"_s);
    QVERIFY(again->isVisible());
    again->click();
    QTRY_COMPARE(m_received.size(), 1);
    QVERIFY(m_received[0].contains(u"nobody there yet"_s));
    m_window->showStopped();
    QVERIFY2(!again->isEnabled(), "nobody would take it");
}

void TestLiveWindow::whoWasAwayIsNamedInPlainWords()
{
    publish("Alice", "\"hello?\"");
    selectPublish();
    const auto *model = traffic()->model();
    const QString said
        = model->index(model->rowCount() - 1, model->columnCount() - 1).data().toString();
    QVERIFY2(said.startsWith(u"Alice was not online"_s), qPrintable(said));
    QVERIFY(said.contains(u"hello?"_s));
    choose(u"Send again"_s);
    QTRY_VERIFY(m_window->statusBar()->currentMessage().contains(u"Alice was not online"_s));
}

QTEST_MAIN(TestLiveWindow)
#include "tst_live_window.moc"
