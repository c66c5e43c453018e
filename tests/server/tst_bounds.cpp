#include "tests/server/frame_client.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

/// A message whose push has so many bytes on the wire, its frame's head of four included.
QByteArray messageOnTheWire(qsizetype wireBytes)
{
    const qsizetype around = QByteArray("{\"content\":\"\"}").size() + 4;
    return "{\"to\":\"Li\",\"content\":\"" + QByteArray(wireBytes - around, 'x') + "\"}";
}

} // namespace

/// Limits at their bound and one over, where no other test of this room has them; docs/testing.md
/// says which test has which.
class TestBounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queueTakesItsSizeAndNotAByteMore();
    void queueCountsAllThatWaits();
    void headersTogether();
    void everyNameHasItsOwnBound();
};

void TestBounds::queueTakesItsSizeAndNotAByteMore()
{
    ServerOptions options = quickOptions();
    options.limits.sendQueueBytesMax = 1000;
    LiveServer server(options);
    FrameClient receiver(server.port(), "Li");
    RawClient sender(server.port());
    QCOMPARE(sender.ask(post(messageOnTheWire(1000))).body, QByteArray("{\"succeed\":true}"));
    QCOMPARE(receiver.next().payload.size(), 996);
    // Nobody took it, so this is no success; the one who could not is told why.
    QVERIFY(sender.ask(post(messageOnTheWire(1001))).body.startsWith("{\"succeed\":false"));
    QCOMPARE(receiver.closeCode(), int(CloseCode::TooSlow));
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 0; }));
}

void TestBounds::queueCountsAllThatWaits()
{
    ServerOptions options = quickOptions();
    options.limits.sendQueueBytesMax = 1000;
    LiveServer server(options);
    // The messages of a batch wait together: nothing leaves before the turn of the loop ends.
    const auto askFor = [&](int lastBytes) {
        FrameClient receiver(server.port(), "Li");
        const QByteArray batch = '[' + messageOnTheWire(400) + ',' + messageOnTheWire(400) + ','
            + messageOnTheWire(lastBytes) + ']';
        return RawClient(server.port())
            .ask(request("POST", "/rest/messages", "Content-Type: application/json\r\n", batch))
            .body.count("{\"succeed\":true}");
    };
    QCOMPARE(askFor(200), qsizetype(3));
    QVERIFY(waitUntil([&] { return server.totals().connectionsOpen == 0; }));
    QCOMPARE(askFor(201), qsizetype(2));
}

void TestBounds::headersTogether()
{
    LiveServer server;
    const qsizetype bound = Limits().headersBytesMax;
    const auto withHeaders = [](qsizetype bytes) {
        QByteArray lines("X: " + QByteArray(7000, 'x') + "\r\n");
        const qsizetype left = bytes - QByteArray("Host: 127.0.0.1\r\n").size() - lines.size();
        lines += "Y: " + QByteArray(left - 5 - 3000, 'y') + "\r\n";
        return get("/healthz", lines + "Z: " + QByteArray(3000 - 5, 'z') + "\r\n");
    };
    QCOMPARE(RawClient(server.port()).ask(withHeaders(bound)).status, 200);
    const Reply over = RawClient(server.port()).ask(withHeaders(bound + 1));
    QCOMPARE(over.status, 431);
    QCOMPARE(over.word(), QByteArray("headers_too_large"));
}

// One name's limit is not that of another, and what is closed counts no longer.
void TestBounds::everyNameHasItsOwnBound()
{
    ServerOptions options = quickOptions();
    options.limits.connectionsPerNameMax = 1;
    LiveServer server(options);
    FrameClient li(server.port(), "Li");
    FrameClient han(server.port(), "Han");
    QVERIFY(li.isAlive());
    QVERIFY(han.isAlive());
    FrameClient second(server.port(), "Li");
    QCOMPARE(second.closeCode(), int(CloseCode::TooManyOfThisName));
    QVERIFY(li.isAlive());
}

QTEST_GUILESS_MAIN(TestBounds)
#include "tst_bounds.moc"
