#include "tests/tidy/include_rules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pushpoint::tidy;

class TestIncludeRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsRoomsOnTheirFloors_data();
    void keepsRoomsOnTheirFloors();
    void knowsNoRoomOutsideOfTheFloors();
    void wantsIncludesFromTheRoot_data();
    void wantsIncludesFromTheRoot();
    void keepsQtOutOfRooms_data();
    void keepsQtOutOfRooms();
};

void TestIncludeRules::keepsRoomsOnTheirFloors_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("include");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const QString &path, const QString &include, bool allowed) {
        QTest::addRow("%s includes %s", qPrintable(path), qPrintable(include))
            << path << include << allowed;
    };
    row(u"server/node/node.h"_s, u"server/registry/registry.h"_s, true);
    row(u"server/node/node.h"_s, u"server/node/answer.h"_s, true);
    row(u"server/node/node.h"_s, u"server/net/guard.h"_s, false);
    row(u"server/registry/registry.h"_s, u"server/protocol/frame.h"_s, true);
    row(u"server/registry/registry.h"_s, u"server/traffic/traffic_feed.h"_s, false);
    row(u"server/protocol/error.h"_s, u"server/registry/registry.h"_s, false);
    row(u"server/server.cpp"_s, u"server/net/guard.h"_s, true);
    row(u"server/net/guard.h"_s, u"server/server_options.h"_s, false);
    row(u"ui/main_window.h"_s, u"server/traffic/traffic_feed.h"_s, true);
    row(u"ui/main_window.h"_s, u"server/protocol/error.h"_s, true);
    row(u"ui/main_window.h"_s, u"server/server.h"_s, false);
    row(u"ui/main_window.h"_s, u"server/registry/registry.h"_s, false);
    row(u"ui/main_window.h"_s, u"client/main_window.h"_s, false);
    row(u"client/connection.h"_s, u"server/protocol/user_name.h"_s, true);
    row(u"client/connection.h"_s, u"server/traffic/traffic_feed.h"_s, false);
    row(u"client/main.cpp"_s, u"resources/resources.h"_s, true);
    row(u"resources/resources.cpp"_s, u"server/protocol/error.h"_s, false);
    row(u"client/notify/a.h"_s, u"client/b.h"_s, true);
    row(u"client/b.h"_s, u"client/notify/a.h"_s, true);
    row(u"client/notify/a.h"_s, u"server/server.h"_s, false);
    row(u"app/main.cpp"_s, u"ui/main_window.h"_s, true);
    row(u"app/main.cpp"_s, u"server/server.h"_s, true);
    row(u"app/main.cpp"_s, u"tests/app/fake.h"_s, false);
    row(u"server/server.cpp"_s, u"app/options.h"_s, false);
    row(u"tests/ui/tst_window.cpp"_s, u"server/server.h"_s, true);
}

void TestIncludeRules::keepsRoomsOnTheirFloors()
{
    QFETCH(QString, path);
    QFETCH(QString, include);
    QFETCH(bool, allowed);
    const Findings found = findForbiddenRooms({path, u"\n#include \"%1\"\n"_s.arg(include)});
    QCOMPARE(found.isEmpty(), allowed);
    if (!allowed)
        QCOMPARE(found.first().line, 2);
}

void TestIncludeRules::knowsNoRoomOutsideOfTheFloors()
{
    QCOMPARE(findForbiddenRooms({u"server/misc/misc.h"_s, {}}).size(), 1);
    QCOMPARE(findForbiddenRooms({u"server/net/misc/misc.h"_s, {}}).size(), 1);
    QVERIFY(findForbiddenRooms({u"server/mailbox/mailbox.h"_s, {}}).isEmpty());
    QVERIFY(findForbiddenRooms({u"resources/web/app.js"_s, {}}).isEmpty());
}

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
    for (const auto &header : {u"QHttpServer"_s, u"QHttpServerResponse"_s, u"QWebSocket"_s,
                               u"QWebSocketServer"_s, u"QTcpServer"_s}) {
        row(u"server/net/a.h"_s, header, true);
        row(u"server/node/a.h"_s, header, false);
        row(u"server/server.cpp"_s, header, false);
        row(u"ui/a.h"_s, header, false);
        row(u"app/a.h"_s, header, false);
        row(u"tests/net/a.h"_s, header, true);
    }
    row(u"client/a.h"_s, u"QWebSocket"_s, true);
    row(u"client/a.h"_s, u"QWebSocketServer"_s, false);
    row(u"client/a.h"_s, u"QHttpServer"_s, false);
    row(u"client/a.h"_s, u"QNetworkAccessManager"_s, true);
    row(u"server/registry/a.h"_s, u"QTcpSocket"_s, false);
    row(u"server/broker/a.h"_s, u"QTcpSocket"_s, true);
    for (const auto &header : {u"QWidget"_s, u"QApplication"_s, u"QGuiApplication"_s,
                               u"QTableView"_s, u"QColor"_s, u"QtWidgets/QLabel"_s}) {
        row(u"server/net/a.h"_s, header, false);
        row(u"server/server.h"_s, header, false);
        row(u"server/traffic/a.h"_s, header, false);
        row(u"ui/a.h"_s, header, true);
    }
    row(u"server/net/a.h"_s, u"QByteArrayView"_s, true);
    row(u"server/net/a.h"_s, u"QStringView"_s, true);
    row(u"server/protocol/a.h"_s, u"QObject"_s, false);
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
