#include "tests/server/kit.h"
#include "tests/server/slow_client.h"

#include <QTest>

#include <thread>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

/// Swept so often that a test need not wait long for a number of them.
ServerOptions oftenSwept()
{
    ServerOptions options = quickOptions();
    options.limits.closeWaitMax = std::chrono::milliseconds(20);
    return options;
}

/// Waits until the server has done nothing for this client any more for a number of sweeps.
bool hasComeToRest(LiveServer &server)
{
    quint64 publishes = 0;
    quint64 restingSince = 0;
    return waitUntil([&] {
        const TrafficTotals totals = server.totals();
        const quint64 sweeps = totals.eventLoopLags.total();
        if (std::exchange(publishes, totals.publishes) != totals.publishes || publishes == 0)
            restingSince = sweeps;
        return sweeps - restingSince > 30;
    });
}

} // namespace

/// Many requests at once on one connection: no more is done than the client takes, and all of it.
class TestPipelined : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsWaitUntilTheAnswersBeforeThemAreTaken();
    void answersKeepTheirOrder();
    void answersNobodyReadsTakeNoMemory();
    void clientThatHasEndedItsSideGetsAllAnswers();
    void connectionCloseEndsBehindManyAnswers();
};

void TestPipelined::requestsWaitUntilTheAnswersBeforeThemAreTaken()
{
    LiveServer server(oftenSwept());
    HealthyPair pair(server.port());
    QVERIFY(pair.isOpenInTime());
    SlowClient client(server.port());
    constexpr int count = 20'000;
    const QByteArray one = post("{\"to\":\"Nobody\",\"content\":1}");
    std::thread sender([&] { client.send(one.repeated(count)); });
    const bool rests = hasComeToRest(server);
    const quint64 publishes = server.totals().publishes;
    const QByteArray complaint = pair.complaint();
    qsizetype answers = 0;
    QByteArray tail;
    while (answers < count) {
        const QByteArray more = tail + client.read(64 * 1024);
        if (more.size() == tail.size())
            break;
        answers += more.count("HTTP/1.1 200 ");
        tail = more.right(12); // one byte less than what is counted
    }
    sender.join();
    QVERIFY(rests);
    QVERIFY2(publishes < count / 2, QByteArray::number(publishes));
    QCOMPARE(complaint, QByteArray());
    QCOMPARE(answers, count);
}

void TestPipelined::answersKeepTheirOrder()
{
    LiveServer server(oftenSwept());
    SlowClient client(server.port());
    constexpr int count = 5'000;
    QByteArray requests;
    QByteArray expected;
    for (int i = 0; i < count; ++i) {
        const QByteArray name = 'n' + QByteArray::number(i);
        const QByteArray method(i % 3 == 0 ? "HEAD" : "GET"); // two ways to be answered
        requests += request(method, "/rest/connections/" + name);
        expected += method == "GET" ? name + ' ' : QByteArray();
    }
    requests += get("/healthz", "Connection: close\r\n");
    std::thread sender([&] { client.send(requests); });
    const QByteArray all = client.readAll();
    sender.join();
    QByteArray found;
    const QByteArray mark("{\"name\":\"");
    for (qsizetype at = all.indexOf(mark); at >= 0; at = all.indexOf(mark, at + 1)) {
        const qsizetype begin = at + mark.size();
        found += all.sliced(begin, all.indexOf('"', begin) - begin) + ' ';
    }
    QCOMPARE(found, expected);
    QVERIFY(all.endsWith("{\"status\":\"ok\"}"));
}

void TestPipelined::answersNobodyReadsTakeNoMemory()
{
    if (residentBytes() == 0)
        QSKIP("memory cannot be told here");
    LiveServer server(oftenSwept());
    {
        RawClient warm(server.port());
        QCOMPARE(warm.ask(get("/openapi.json")).status, 200);
    }
    const qint64 before = residentBytes();
    SlowClient client(server.port());
    const QByteArray all = get("/openapi.json").repeated(2'000); // 98 MB of answers
    std::thread sender([&] { client.send(all); });
    const quint64 sweeps = server.totals().eventLoopLags.total();
    const bool swept
        = waitUntil([&] { return server.totals().eventLoopLags.total() > sweeps + 50; });
    const qint64 grown = residentBytes() - before;
    client.endOurSide();
    QVERIFY(swept);
    server.stop(); // cuts the sender, too
    sender.join();
    QVERIFY2(grown < 2 * 1024 * 1024, QByteArray::number(grown));
}

void TestPipelined::clientThatHasEndedItsSideGetsAllAnswers()
{
    LiveServer server(oftenSwept());
    for (const QByteArray &one : {get("/healthz"), post("{\"to\":\"Nobody\",\"content\":1}")}) {
        SlowClient client(server.port());
        constexpr int count = 1'000;
        QVERIFY(client.send(one.repeated(count)));
        client.endOurSide();
        QCOMPARE(client.readAll().count("HTTP/1.1 200 "), count);
    }
}

void TestPipelined::connectionCloseEndsBehindManyAnswers()
{
    LiveServer server(oftenSwept());
    SlowClient client(server.port());
    constexpr int count = 1'000;
    std::thread sender([&] {
        client.send(get("/healthz").repeated(count) + get("/healthz", "Connection: close\r\n")
                    + get("/healthz"));
    });
    const QByteArray all = client.readAll();
    sender.join();
    QCOMPARE(all.count("HTTP/1.1 200 "), count + 1);
}

QTEST_GUILESS_MAIN(TestPipelined)
#include "tst_pipelined.moc"
