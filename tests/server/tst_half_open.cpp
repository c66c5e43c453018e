#include "tests/server/crowd.h"
#include "tests/server/kit.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

/// Clients that begin a request and never end it.
class TestHalfOpen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aThousandHurtNobodyAndAreAllEnded();
};

void TestHalfOpen::aThousandHurtNobodyAndAreAllEnded()
{
    if (!mayOpen(4096))
        QSKIP("this process may not open a thousand connections, both ends of each");
    ServerOptions options = quickOptions();
    options.limits.headTimeMax = std::chrono::milliseconds(2000);
    options.limits.bodyTimeMax = std::chrono::milliseconds(2000);
    LiveServer server(options);
    HealthyPair pair(server.port());
    QVERIFY(pair.isOpenInTime());
    QCOMPARE(pair.complaint(), QByteArray());
    const qsizetype before = openDescriptors();

    const QByteArray whole = post("{\"to\":\"Bob\",\"content\":\"never\"}");
    {
        Crowd crowd(server.port(), 1000);
        for (size_t i = 0; i < crowd.members().size(); ++i)
            crowd.send(i, whole.first(1 + qsizetype(i) % (whole.size() - 1)));
        QVERIFY(crowd.waitUntilAll([](const auto &member) { return member.unsent.isEmpty(); }));
        for (int i = 0; i < 10; ++i)
            QCOMPARE(pair.complaint(), QByteArray());
        QVERIFY(crowd.waitUntilAll([](const auto &member) { return member.ended; }));
        const auto isTimedOut = [](const Crowd::Member &member) {
            return member.received.startsWith("HTTP/1.1 408 ")
                && member.received.endsWith("\"error\":\"request_timeout\"}");
        };
        QCOMPARE(crowd.count(isTimedOut), size_t(1000));
        QCOMPARE(pair.complaint(), QByteArray());
    }
    QVERIFY(waitUntil([&] { return openDescriptors() <= before; }));
    QCOMPARE(pair.complaint(), QByteArray());
}

QTEST_GUILESS_MAIN(TestHalfOpen)
#include "tst_half_open.moc"
