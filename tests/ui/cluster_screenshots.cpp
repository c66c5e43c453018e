// Pictures of the cluster's page over two live nodes, in each language and colour scheme, for the
// documentation: pushpoint_cluster_screenshots <folder> <port of a redis-server on loopback>

#include "resources/language/language.h"
#include "server/server.h"
#include "ui/parts/name_field.h"
#include "ui/window/admin_window.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QEventLoop>
#include <QLineEdit>
#include <QPushButton>
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

ServerOptions optionsOf(const QByteArray &node, const QString &redisPort)
{
    ServerOptions options;
    options.port = 0;
    options.nodeName = node;
    options.broker = broker::RedisAddress::parse(u"redis://127.0.0.1:"_s + redisPort).value();
    options.brokerPrefix = "pictures:";
    return options;
}

void connectAs(const QStringList &names, const QUrl &url, QObject *parent)
{
    for (const QString &name : names) {
        auto *socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, parent);
        QUrl own = url;
        own.setScheme(u"ws"_s);
        own.setPath(u"/ws/"_s + name);
        socket->open(own);
    }
}

/// The traffic that another node delivered.
void takeNodesPicture(AdminWindow &window, const QString &path)
{
    auto *pages = window.findChild<QTabWidget *>(u"pages"_s);
    auto *filter = window.findChild<QLineEdit *>(u"trafficFilter"_s);
    auto *detail = window.findChild<QDockWidget *>(u"detailDock"_s);
    auto *rows = window.findChild<QTableView *>(u"traffic"_s);
    pages->setCurrentIndex(0);
    filter->setText(u"node:south"_s);
    detail->show();
    letTimePass(700);
    rows->selectRow(rows->model()->rowCount() - 2);
    letTimePass(300);
    window.grab().save(path);
    detail->hide();
    filter->clear();
    pages->setCurrentIndex(3);
}

} // namespace

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"pushpoint-screenshots"_s);
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(u"fusion"_s));
    const QPalette light = QApplication::palette();
    const QDir folder(application.arguments().value(1, u"."_s));
    const QString redisPort = application.arguments().value(2, u"6379"_s);
    Language language(u"ui"_s);
    language.choose(u"en"_s);
    Server north;
    Server south;
    AdminWindow window(north.feed(), {});
    south.feed().setWatched(true);
    QObject clients;
    QObject::connect(&window, &AdminWindow::connectionsRequested, &north,
                     &Server::requestConnections);
    QObject::connect(&window, &AdminWindow::probeRequested, &north, &Server::probe);
    QObject::connect(&north, &Server::probed, &window, &AdminWindow::showProbe);
    QObject::connect(&north, &Server::listening, &window, [&](const QUrl &url) {
        window.showListening(url, {});
        connectAs({u"Alice"_s, u"Bob"_s, u"李雷"_s}, url, &clients);
    });
    QObject::connect(&south, &Server::listening, &window, [&](const QUrl &url) {
        connectAs({u"Alice"_s, u"Jack"_s}, url, &clients);
    });
    north.start(optionsOf("north", redisPort));
    south.start(optionsOf("south", redisPort));
    window.resize(1320, 760);
    window.show();
    window.findChild<QTabWidget *>(u"pages"_s)->setCurrentIndex(3);
    QTimer talk;
    quint64 ticket = 0;
    QObject::connect(&talk, &QTimer::timeout, &north, [&] {
        const auto name = [](const char *text) { return UserName::parse(QByteArrayView(text)); };
        north.publish(++ticket, {name("Bob").value(), name("Jack").value(), "\"hello\"", {}});
        south.publish(++ticket, {name("Jack").value(), name("Bob").value(), "\"hello\"", {}});
    });
    talk.start(25);
    letTimePass(5'000);
    window.findChild<NameField *>(u"probeName"_s)->setEditText(u"Alice"_s);
    for (const bool dark : {false, true}) {
        QApplication::setPalette(dark ? darkPalette() : light);
        for (const QString &code : {u"en"_s, u"zh_CN"_s}) {
            language.choose(code);
            window.findChild<QPushButton *>(u"probeSend"_s)->click();
            letTimePass(1'800);
            const QString scheme = dark ? u"-dark-"_s : u"-light-"_s;
            window.grab().save(folder.filePath(u"cluster"_s + scheme + code.left(2) + u".png"_s));
            takeNodesPicture(window,
                             folder.filePath(u"nodes"_s + scheme + code.left(2) + u".png"_s));
        }
    }
    return 0;
}
