#include "tests/tidy/include_rules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pushpoint::tidy;

class TestIncludeRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wantsIncludesFromTheRoot_data();
    void wantsIncludesFromTheRoot();
    void keepsQtOutOfRooms_data();
    void keepsQtOutOfRooms();
};

void TestIncludeRules::wantsIncludesFromTheRoot_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("from the root") << u"#include \"server/node/node.h\""_s << true;
    QTest::newRow("the compiler's part") << u"#include \"tst_node.moc\""_s << true;
    QTest::newRow("Qt") << u"#include <QObject>"_s << true;
    QTest::newRow("without the room") << u"#include \"node.h\""_s << false;
    QTest::newRow("room only") << u"#include \"node/node.h\""_s << false;
    QTest::newRow("upwards") << u"#include \"../node/node.h\""_s << false;
    QTest::newRow("upwards inside") << u"#include \"server/net/../node/node.h\""_s << false;
    QTest::newRow("here") << u"#include \"./node.h\""_s << false;
    QTest::newRow("ours in angles") << u"#include <server/node/node.h>"_s << false;
}

void TestIncludeRules::wantsIncludesFromTheRoot()
{
    QFETCH(QString, line);
    QFETCH(bool, allowed);
    QCOMPARE(findRelativeIncludes({u"server/net/a.cpp"_s, line}).isEmpty(), allowed);
}

void TestIncludeRules::keepsQtOutOfRooms_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("header");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const QString &path, const QString &header, bool allowed) {
        QTest::addRow("%s includes %s", qPrintable(path), qPrintable(header))
            << path << header << allowed;
    };
    for (const auto &header : {u"QHttpServer"_s, u"QHttpServerResponse"_s, u"QTcpServer"_s}) {
        row(u"server/net/door/a.h"_s, header, true);
        row(u"server/net/http/a.h"_s, header, false);
        row(u"server/node/a.h"_s, header, false);
        row(u"server/server.cpp"_s, header, false);
        row(u"client/transport/a.h"_s, header, false);
        row(u"ui/window/a.h"_s, header, false);
        row(u"app/a.h"_s, header, false);
        row(u"tests/net/a.h"_s, header, true);
    }
    row(u"server/net/websocket/a.h"_s, u"QWebSocketServer"_s, true);
    row(u"server/net/websocket/a.h"_s, u"QWebSocket"_s, true);
    row(u"server/net/door/a.h"_s, u"QWebSocketServer"_s, false);
    row(u"client/transport/a.h"_s, u"QWebSocket"_s, true);
    row(u"client/transport/a.h"_s, u"QWebSocketServer"_s, false);
    row(u"client/window/a.h"_s, u"QWebSocket"_s, false);
    row(u"client/window/a.h"_s, u"QLocalServer"_s, true);
    row(u"client/transport/a.h"_s, u"QNetworkAccessManager"_s, true);
    row(u"client/history/a.h"_s, u"QNetworkAccessManager"_s, false);
    row(u"server/registry/a.h"_s, u"QTcpSocket"_s, false);
    row(u"server/broker/redis/a.h"_s, u"QTcpSocket"_s, true);
    row(u"server/broker/wire/a.h"_s, u"QTcpSocket"_s, false);
    row(u"server/net/http/a.h"_s, u"QHostInfo"_s, false);
    row(u"server/net/http/a.h"_s, u"QHostAddress"_s, true);
    row(u"server/node/a.h"_s, u"QHostAddress"_s, false);
    for (const auto &header : {u"QWidget"_s, u"QApplication"_s, u"QGuiApplication"_s,
                               u"QTableView"_s, u"QColor"_s, u"QtWidgets/QLabel"_s}) {
        row(u"server/net/door/a.h"_s, header, false);
        row(u"server/server.h"_s, header, false);
        row(u"server/traffic/a.h"_s, header, false);
        row(u"client/terminal/a.h"_s, header, false);
        row(u"ui/filter/a.h"_s, header, false);
        row(u"ui/record/formats/a.h"_s, header, false);
        row(u"ui/filter_bar/a.h"_s, header, true);
        row(u"ui/record/a.h"_s, header, true);
        row(u"client/window/a.h"_s, header, true);
    }
    row(u"server/net/http/a.h"_s, u"QByteArrayView"_s, true);
    row(u"server/net/http/a.h"_s, u"QStringView"_s, true);
    row(u"server/protocol/a.h"_s, u"QObject"_s, false);
    row(u"server/protocol/json/a.h"_s, u"QObject"_s, false);
    row(u"server/protocol/a.h"_s, u"QElapsedTimer"_s, false);
    row(u"server/protocol/a.h"_s, u"QByteArray"_s, true);
    row(u"server/registry/a.h"_s, u"QObject"_s, true);
}

void TestIncludeRules::keepsQtOutOfRooms()
{
    QFETCH(QString, path);
    QFETCH(QString, header);
    QFETCH(bool, allowed);
    QCOMPARE(findForbiddenQt({path, u"#include <%1>\n"_s.arg(header)}).isEmpty(), allowed);
}

QTEST_APPLESS_MAIN(TestIncludeRules)
#include "tst_include_rules.moc"
