#include "server/net/socket/send_backlog.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using std::chrono::milliseconds;

class TestSendBacklog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingWaitsWhereAllWasTaken();
    void ageGrowsWhileNothingIsTaken();
    void trickleThatTakesOldBytesOnlyDoesNotMakeItYounger();
    void takingTheOldBytesMakesItYounger();
    void isNeverOlderThanTheTruthAndHardlyYounger();
};

void TestSendBacklog::nothingWaitsWhereAllWasTaken()
{
    SendBacklog backlog;
    QCOMPARE(backlog.oldestAge(1'000, 500, 0, milliseconds(100)), milliseconds(0));
    backlog.oldestAge(2'000, 900, 400, milliseconds(100));
    QCOMPARE(backlog.oldestAge(3'000, 900, 0, milliseconds(100)), milliseconds(0));
    QCOMPARE(backlog.oldestAge(4'000, 901, 1, milliseconds(100)), milliseconds(0));
}

void TestSendBacklog::ageGrowsWhileNothingIsTaken()
{
    SendBacklog backlog;
    QCOMPARE(backlog.oldestAge(1'000, 10, 10, milliseconds(1'000)), milliseconds(0));
    QCOMPARE(backlog.oldestAge(2'000, 20, 20, milliseconds(1'000)), milliseconds(1'000));
    QCOMPARE(backlog.oldestAge(2'001, 20, 20, milliseconds(1'000)), milliseconds(1'001));
}

void TestSendBacklog::trickleThatTakesOldBytesOnlyDoesNotMakeItYounger()
{
    SendBacklog backlog;
    for (qint64 now = 0; now < 1'000; ++now)
        QCOMPARE(backlog.oldestAge(now, 100'000, 100'000 - quint64(now), milliseconds(1'000)),
                 milliseconds(now));
}

void TestSendBacklog::takingTheOldBytesMakesItYounger()
{
    SendBacklog backlog;
    backlog.oldestAge(0, 100, 100, milliseconds(1'000));
    backlog.oldestAge(500, 200, 200, milliseconds(1'000)); // a hundred more
    QCOMPARE(backlog.oldestAge(900, 200, 101, milliseconds(1'000)), milliseconds(900));
    QCOMPARE(backlog.oldestAge(900, 200, 100, milliseconds(1'000)), milliseconds(400));
}

// Against a model that remembers when each byte was queued.
void TestSendBacklog::isNeverOlderThanTheTruthAndHardlyYounger()
{
    constexpr qint64 ageMaxMs = 800;
    constexpr qint64 lookEveryMs = 10;
    SendBacklog backlog;
    std::vector<qint64> queuedAt;
    quint64 taken = 0;
    quint32 seed = 12345;
    const auto random = [&seed](quint32 below) {
        seed = seed * 1664525 + 1013904223;
        return (seed >> 8) % below;
    };
    for (qint64 now = 0; now < 60'000; ++now) {
        const bool busy = now / 3'000 % 2 == 0;
        if (busy && random(3) == 0)
            queuedAt.resize(queuedAt.size() + random(5), now);
        taken = std::min(quint64(queuedAt.size()), taken + random(busy ? 3 : 9));
        if (now % lookEveryMs != 0)
            continue;
        const quint64 waiting = queuedAt.size() - taken;
        const qint64 told
            = backlog.oldestAge(now, queuedAt.size(), waiting, milliseconds(ageMaxMs)).count();
        const qint64 truth = waiting == 0 ? 0 : now - queuedAt[taken];
        QVERIFY2(told <= truth, QByteArray::number(now));
        QVERIFY2(told >= truth - ageMaxMs / 8 - lookEveryMs, QByteArray::number(now));
    }
}

QTEST_GUILESS_MAIN(TestSendBacklog)
#include "tst_send_backlog.moc"
