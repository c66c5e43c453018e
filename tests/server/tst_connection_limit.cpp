#include "tests/server/kit.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

/// How many may be connected at once.
class TestConnectionLimit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void turnsAwayThoseBeyondTheLimitAndTakesThemLater();
};

void TestConnectionLimit::turnsAwayThoseBeyondTheLimitAndTakesThemLater()
{
    ServerOptions options = quickOptions();
    options.limits.connectionsMax = 3;
    LiveServer server(options);
    SocketClient bob(server.port(), "Bob"); // a WebSocket counts like any other
    QVERIFY(bob.isOpenInTime());
    RawClient second(server.port());
    QCOMPARE(second.ask(get("/healthz")).status, 200);
    auto third = std::make_unique<RawClient>(server.port());
    QCOMPARE(third->ask(get("/healthz")).status, 200);

    RawClient fourth(server.port());
    const Reply refusal = fourth.ask(get("/healthz"));
    QCOMPARE(refusal.status, 503);
    QCOMPARE(refusal.word(), QByteArray("too_many_connections"));
    QVERIFY(!refusal.header("Retry-After").isEmpty());
    QVERIFY(fourth.isClosedInTime());
    QCOMPARE(second.ask(get("/healthz")).status, 200);

    third.reset();
    QVERIFY(waitUntil([&] { return RawClient(server.port()).ask(get("/healthz")).status == 200; }));
}

QTEST_GUILESS_MAIN(TestConnectionLimit)
#include "tst_connection_limit.moc"
