#include "server/net/api/http_gateway.h"
#include "tests/server/kit.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// What the table of routes says of each path is what the server does, and what openapi.json says.
class TestRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pathsLeadToTheirRoutes_data();
    void pathsLeadToTheirRoutes();
    void everyMethodIsAnsweredAsTheTableSays_data();
    void everyMethodIsAnsweredAsTheTableSays();
    void optionsTellTheMethods_data();
    void optionsTellTheMethods();
    void tooLongABodyIsRefusedBeforeItComes_data();
    void tooLongABodyIsRefusedBeforeItComes();
    void contractAndTableHaveTheSamePathsAndMethods();

private:
    static void addRouteRows();
    static const Route &fetchedRoute();
};

namespace {

// A path that the route stands for.
QByteArray pathFor(const Route &route)
{
    return route.path.toByteArray().replace("{name}", "Bob");
}

// What a client would send to a route that takes a body.
QByteArray bodyHeaders(const Route &route)
{
    return route.takesBody() ? "Content-Type: application/json\r\n" : "";
}

} // namespace

void TestRoutes::addRouteRows()
{
    QTest::addColumn<qsizetype>("index");
    const auto routes = HttpGateway::routes();
    for (size_t i = 0; i < routes.size(); ++i)
        QTest::newRow(routes[i].path.constData()) << qsizetype(i);
}

const Route &TestRoutes::fetchedRoute()
{
    const auto *index = static_cast<qsizetype *>(QTest::qData("index", qMetaTypeId<qsizetype>()));
    return HttpGateway::routes()[size_t(*index)];
}

void TestRoutes::pathsLeadToTheirRoutes_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("route");
    for (const Route &route : HttpGateway::routes()) {
        const QByteArray path = pathFor(route);
        QTest::newRow(path) << path << route.path.toByteArray();
        QTest::newRow(path.toUpper() + " in capitals")
            << path.toUpper() << route.path.toByteArray();
    }
    for (const char *path : {"/ws", "/Ws/a", "/ws/", "/ws/a/b"})
        QTest::newRow(path) << QByteArray(path) << QByteArray("/ws/{name}");
    QTest::newRow("a name and more")
        << QByteArray("/rest/connections/a/b") << QByteArray("/rest/connections/{name}");
    for (const char *path : {"/wsx", "/rest", "/rest/messagex", "/healthz/x", "/index.html", "*"})
        QTest::newRow(path) << QByteArray(path) << QByteArray("/");
}

void TestRoutes::pathsLeadToTheirRoutes()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, route);
    const Route &found = HttpGateway::routeOf(path);
    QCOMPARE(found.path, route);
    if (path.size() > 1 && !path.endsWith('/'))
        QCOMPARE(&HttpGateway::routeOf(path + '/'), &found);
}

void TestRoutes::everyMethodIsAnsweredAsTheTableSays_data()
{
    addRouteRows();
}

void TestRoutes::everyMethodIsAnsweredAsTheTableSays()
{
    const Route &route = fetchedRoute();
    LiveServer server;
    for (const QByteArray method : {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "FOO"}) {
        RawClient client(server.port());
        client.send(request(method, pathFor(route), bodyHeaders(route), QByteArray("[]")));
        // What changes the server is asked of this thread, too.
        QVERIFY(route.kind != Route::Kind::Change
                || waitUntil([&] { return client.socket().bytesAvailable() > 0; }));
        const Reply reply = client.reply(method == "HEAD");
        if (!route.allows(method)) {
            QCOMPARE(reply.status, 405);
            QCOMPARE(reply.header("Allow"), route.methods);
        } else if (route.kind == Route::Kind::WebSocket) {
            QCOMPARE(reply.status, 426);
        } else if (route.kind == Route::Kind::Publish) {
            QCOMPARE(reply.status, 400); // an array is no message
        } else if ((method == "HEAD" || method == "DELETE") && route.path.endsWith('}')) {
            QCOMPARE(reply.status, 404); // nobody of that name is here
        } else {
            QCOMPARE(reply.status, 200);
        }
    }
}

void TestRoutes::optionsTellTheMethods_data()
{
    addRouteRows();
}

void TestRoutes::optionsTellTheMethods()
{
    const Route &route = fetchedRoute();
    LiveServer server;
    RawClient client(server.port());
    const Reply plain = client.ask(request("OPTIONS", pathFor(route)));
    QCOMPARE(plain.status, 204);
    QCOMPARE(plain.header("Allow"), route.methods);
    QVERIFY(plain.header("Access-Control-Allow-Methods").isEmpty());
    // A page of this machine by another of its names, at our port.
    const QByteArray port = QByteArray::number(server.port());
    const Reply named = client.ask("OPTIONS " + pathFor(route) + " HTTP/1.1\r\nHost: localhost:"
                                   + port + "\r\nOrigin: http://127.0.0.1:" + port + "\r\n\r\n");
    QCOMPARE(named.status, 204);
    QCOMPARE(named.header("Access-Control-Allow-Methods").isEmpty(),
             route.kind == Route::Kind::Site);
}

void TestRoutes::tooLongABodyIsRefusedBeforeItComes_data()
{
    addRouteRows();
}

void TestRoutes::tooLongABodyIsRefusedBeforeItComes()
{
    const Route &route = fetchedRoute();
    if (!route.takesBody())
        return;
    const ServerOptions options = quickOptions();
    LiveServer server(options);
    const auto headWith = [&route](qsizetype bodyBytes) {
        return "POST " + pathFor(route) + " HTTP/1.1\r\nHost: localhost\r\n" + bodyHeaders(route)
            + "Expect: 100-continue\r\nContent-Length: " + QByteArray::number(bodyBytes)
            + "\r\n\r\n";
    };
    const qsizetype most = options.limits.*route.bodyBytesMax;
    QVERIFY(RawClient(server.port()).ask(headWith(most)).status == 100);
    QCOMPARE(RawClient(server.port()).ask(headWith(most + 1)).status, 413);
}

void TestRoutes::contractAndTableHaveTheSamePathsAndMethods()
{
    QFile file(u":/contract/openapi.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject paths
        = QJsonDocument::fromJson(file.readAll()).object()[u"paths"_s].toObject();
    QStringList known;
    for (const Route &route : HttpGateway::routes()) {
        const QString path = QString::fromLatin1(route.path);
        known.append(path);
        QVERIFY2(paths.contains(path), route.path.constData());
        const QJsonObject methods = paths[path].toObject();
        // HEAD goes with GET, and stands there only where it says something else.
        for (const char *method : {"get", "post", "put", "patch", "delete"})
            QCOMPARE(methods.contains(QLatin1String(method)),
                     route.allows(QByteArray(method).toUpper()));
    }
    known.sort();
    QCOMPARE(paths.keys(), known);
}

QTEST_GUILESS_MAIN(TestRoutes)
#include "tst_routes.moc"
