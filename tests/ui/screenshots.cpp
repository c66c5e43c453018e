// Pictures of the window over a live server with some traffic, in each language and colour scheme,
// for the documentation: pushpoint_screenshots <folder>

#include "resources/language/language.h"
#include "server/server.h"
#include "ui/charts/charts_panel.h"
#include "ui/parts/hint_tree.h"
#include "ui/parts/keys_dialog.h"
#include "ui/server_page/option_value.h"
#include "ui/window/admin_window.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QEventLoop>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QStyleFactory>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QWebSocket>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

QPalette darkPalette()
{
    QPalette dark(QColor(0x43, 0x46, 0x4b), QColor(0x2f, 0x31, 0x35));
    dark.setColor(QPalette::Base, QColor(0x1e, 0x1f, 0x22));
    dark.setColor(QPalette::AlternateBase, QColor(0x26, 0x28, 0x2b));
    dark.setColor(QPalette::Highlight, QColor(0x2f, 0x65, 0xca));
    dark.setColor(QPalette::PlaceholderText, QColor(0x9a, 0x9d, 0xa3));
    return dark;
}

/// There is nothing to wait for but the pictures to fill.
void letTimePass(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Some people who talk, one who is away, and one who sends what is refused.
class Crowd : public QObject
{
public:
    Crowd(Server &server, const QUrl &url) : m_server(server)
    {
        const QStringList online{u"Alice"_s,  u"Alice"_s,     u"Alice"_s,
                                 u"Bob"_s,    u"Bob"_s,       u"李雷"_s,
                                 u"韩梅梅"_s, u"sensor-07"_s, u"display.hall"_s};
        for (const QString &name : online) {
            auto *socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
            QUrl own = url;
            own.setScheme(u"ws"_s);
            own.setPath(u"/ws/"_s + name);
            socket->open(own);
            m_sockets += socket;
        }
        connect(&m_timer, &QTimer::timeout, this, &Crowd::talk);
        m_timer.start(8);
    }

private:
    void talk()
    {
        const QList<QByteArray> names{"Alice", "Bob", "李雷", "韩梅梅", "sensor-07", "Jack"};
        const QList<QByteArray> contents{"\"Lunch at one?\"", "\"好的，一会儿见\"",
                                         "{\"celsius\":21.5,\"humidity\":48}",
                                         "\"The door on the left is open again.\""};
        auto *random = QRandomGenerator::global();
        const auto any = [random](const QList<QByteArray> &list) {
            return list[random->bounded(static_cast<int>(list.size()))];
        };
        const auto name = [](const QByteArray &text) { return UserName::parse(text).value(); };
        // A burst now and then, for the charts to have something to show.
        const int count = m_round++ % 500 < 60 ? 12 : 1 + random->bounded(3);
        for (int i = 0; i < count; ++i)
            m_server.publish(++m_ticket, {name(any(names)), name(any(names)), any(contents), {}});
        if (m_round % 40 == 0)
            m_sockets[3]->sendTextMessage(u"{\"to\":\"Alice\""_s);
        if (m_round % 11 == 0)
            m_sockets[5]->sendTextMessage(u"{\"to\":\"Bob\",\"content\":\"hello\"}"_s);
    }

    Server &m_server;
    QList<QWebSocket *> m_sockets;
    QTimer m_timer;
    quint64 m_ticket = 1'000'000;
    int m_round = 0;
};

void takePictures(AdminWindow &window, const QDir &folder, const QString &suffix)
{
    auto *pages = window.findChild<QTabWidget *>(u"pages"_s);
    const QStringList names{u"overview"_s, u"charts"_s, u"server"_s, u"alone"_s};
    for (int page = 0; page < names.size(); ++page) {
        pages->setCurrentIndex(page);
        letTimePass(1500);
        window.grab().save(folder.filePath(names[page] + suffix + u".png"_s));
    }
    pages->setCurrentIndex(0);

    auto *filter = window.findChild<QLineEdit *>(u"trafficFilter"_s);
    filter->setText(u"to:Alice size>20 -from:Bob"_s);
    letTimePass(700);
    window.grab().save(folder.filePath(u"filter"_s + suffix + u".png"_s));
    filter->setText(u"to:Alice kind:delivered celsius"_s);
    auto *detail = window.findChild<QDockWidget *>(u"detailDock"_s);
    detail->show();
    letTimePass(700);
    auto *rows = window.findChild<QTableView *>(u"traffic"_s);
    rows->selectRow(rows->model()->rowCount() - 3);
    auto *tabs = window.findChild<QTabWidget *>(u"detailTabs"_s);
    for (const auto &[tab, name] : {std::pair(0, u"detail"_s), std::pair(4, u"timing"_s)}) {
        tabs->setCurrentIndex(tab);
        letTimePass(300);
        window.grab().save(folder.filePath(name + suffix + u".png"_s));
    }
    filter->setText(u"kind:offline"_s);
    letTimePass(700);
    rows->selectRow(rows->model()->rowCount() - 2);
    letTimePass(300);
    window.grab().save(folder.filePath(u"offline"_s + suffix + u".png"_s));
    detail->hide();
    filter->clear();

    KeysDialog keys(keysOf(window));
    keys.show();
    letTimePass(300);
    keys.grab().save(folder.filePath(u"keys"_s + suffix + u".png"_s));
}

/// What somebody sees who has just started it.
void takeEmptyPictures(AdminWindow &window, const QDir &folder)
{
    auto *pages = window.findChild<QTabWidget *>(u"pages"_s);
    pages->setCurrentIndex(1);
    letTimePass(500);
    window.grab().save(folder.filePath(u"charts-empty.png"_s));
    pages->setCurrentIndex(0);
}

} // namespace

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"pushpoint-screenshots"_s);
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(u"fusion"_s));
    const QDir folder(application.arguments().value(1, u"."_s));
    const QPalette light = QApplication::palette();
    Language language(u"ui"_s);
    language.choose(u"en"_s); // whatever the last run ended with
    Server server;
    AdminWindow window(server.feed(), {});
    QObject::connect(&window, &AdminWindow::connectionsRequested, &server,
                     &Server::requestConnections);
    QObject::connect(&window, &AdminWindow::publishRequested, &server, &Server::publish);
    QObject::connect(&server, &Server::published, &window, &AdminWindow::showOutcome);
    std::unique_ptr<Crowd> crowd;
    QObject::connect(&server, &Server::listening, &window, [&](const QUrl &url) {
        window.showListening(url, QUrl(u"http://192.168.1.20:3000"_s));
        crowd = std::make_unique<Crowd>(server, url);
    });
    window.showOptions(
        {{u"host"_s, u"0.0.0.0"_s, u"127.0.0.1"_s, u"address to listen on"_s},
         {u"port"_s, u"3000"_s, u"3000"_s, u"port to listen on"_s},
         {u"body-bytes-max"_s, u"102400"_s, u"102400"_s, u"largest request body; 413 beyond"_s}});
    window.resize(1440, 860);
    window.show();
    takeEmptyPictures(window, folder);
    ServerOptions options;
    options.port = 0;
    server.start(options);
    letTimePass(40'000); // for the charts
    window.findChild<QPlainTextEdit *>(u"content"_s)->setPlainText(u"Lunch at one?"_s);
    for (const bool dark : {false, true}) {
        QApplication::setPalette(dark ? darkPalette() : light);
        for (const QString &code : {u"en"_s, u"zh_CN"_s}) {
            language.choose(code);
            letTimePass(500);
            takePictures(window, folder, (dark ? u"-dark-"_s : u"-light-"_s) + code.left(2));
        }
    }
    crowd.reset();
    return 0;
}
