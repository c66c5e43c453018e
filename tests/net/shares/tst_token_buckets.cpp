#include "server/net/shares/token_buckets.h"

#include <QTest>

using namespace pushpoint::net;

namespace {

constexpr qint64 second = 1'000'000'000;

/// Takes so many where there is room for them.
bool takes(TokenBuckets &buckets, quint64 key, qint64 nowNs, int count = 1)
{
    if (buckets.waitNs(key, count, nowNs) > 0)
        return false;
    buckets.take(key, count, nowNs);
    return true;
}

/// Takes one after the other; returns how many there were.
int takeAll(TokenBuckets &buckets, quint64 key, qint64 nowNs)
{
    int taken = 0;
    while (takes(buckets, key, nowNs) && taken < 1'000'000)
        ++taken;
    return taken;
}

/// Keys as good hashes are.
quint64 madeUp(quint64 number)
{
    quint64 key = (number + 1) * 0x9E3779B97F4A7C15;
    key = (key ^ (key >> 32)) * 0xD6E8FEB86659FD93;
    return key ^ (key >> 32);
}

} // namespace

/// Who may have how much, by a clock that the test keeps.
class TestTokenBuckets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBurstMayComeAtOnceAndNoMore();
    void evenPaceIsNeverTooFast();
    void restsAreNotSavedUp();
    void whatIsPromisedIsKeptToTheNanosecond();
    void moreThanABurstNeedsAFullBucketAndIsPaidForAfterwards();
    void keysDoNotShareABucket();
    void withoutALimitNothingIsCountedAndNoMemoryIsTaken();
    void madeUpKeysMakeNobodyWait();
    void madeUpKeysDoNotHelpOutWhoOwesMuch();
    void memoryDoesNotGrowWithTheKeys();
    void whereThereIsNoRoomTheOneWhoOwesLeastIsForgotten();
};

void TestTokenBuckets::aBurstMayComeAtOnceAndNoMore()
{
    for (const int perSecond : {1, 3, 10, 1'000}) {
        for (const int burst : {1, 2, perSecond, 10 * perSecond}) {
            TokenBuckets buckets(Rate(perSecond, burst), 4);
            const qint64 now = 5 * second;
            const qint64 spacing = second / perSecond;
            QCOMPARE(takeAll(buckets, 1, now), burst);
            QVERIFY(!takes(buckets, 1, now + spacing - 1));
            QVERIFY(takes(buckets, 1, now + spacing)); // one was earned
            QVERIFY(!takes(buckets, 1, now + spacing));
        }
    }
}

void TestTokenBuckets::evenPaceIsNeverTooFast()
{
    TokenBuckets buckets(Rate(7, 1), 4);
    for (int i = 0; i < 1'000; ++i)
        QVERIFY(takes(buckets, 1, second + i * (second / 7)));
}

void TestTokenBuckets::restsAreNotSavedUp()
{
    TokenBuckets buckets(Rate(5, 5), 4);
    QVERIFY(takes(buckets, 1, second));
    QCOMPARE(takeAll(buckets, 1, 1'000 * second), 5);
}

void TestTokenBuckets::whatIsPromisedIsKeptToTheNanosecond()
{
    TokenBuckets buckets(Rate(10, 20), 4);
    const qint64 now = 3 * second;
    QCOMPARE(takeAll(buckets, 1, now), 20);
    for (const int count : {1, 5, 20}) {
        const qint64 wait = buckets.waitNs(1, count, now);
        QCOMPARE(wait, count * (second / 10));
        QVERIFY(buckets.waitNs(1, count, now + wait - 1) > 0);
        QCOMPARE(buckets.waitNs(1, count, now + wait), 0);
    }
}

void TestTokenBuckets::moreThanABurstNeedsAFullBucketAndIsPaidForAfterwards()
{
    TokenBuckets buckets(Rate(10, 20), 4);
    const qint64 now = 3 * second;
    QVERIFY(takes(buckets, 1, now));
    QCOMPARE(buckets.waitNs(1, 50, now), second / 10); // until it is full again
    QVERIFY(takes(buckets, 1, now + second / 10, 50));
    // 50 are owed, and 19 of these leave room for one.
    QCOMPARE(buckets.waitNs(1, 1, now + second / 10), 31 * (second / 10));
}

void TestTokenBuckets::keysDoNotShareABucket()
{
    TokenBuckets buckets(Rate(1, 3), 4);
    for (const quint64 key : {0, 1, 2, 3})
        QCOMPARE(takeAll(buckets, key, second), 3);
    for (const quint64 key : {0, 1, 2, 3})
        QVERIFY(!takes(buckets, key, second));
}

void TestTokenBuckets::withoutALimitNothingIsCountedAndNoMemoryIsTaken()
{
    TokenBuckets buckets(Rate(0, 10));
    QVERIFY(!buckets.isLimited());
    QVERIFY(takes(buckets, 1, 0, 1'000'000));
    QVERIFY(takes(buckets, 1, 0, 1'000'000));
    QCOMPARE(buckets.bytes(), size_t(0));
    QVERIFY(!TokenBuckets(Rate()).isLimited());
}

void TestTokenBuckets::madeUpKeysMakeNobodyWait()
{
    TokenBuckets buckets(Rate(100, 1'000));
    const quint64 quiet = madeUp(1'000'000);
    for (quint64 i = 0; i < 100'000; ++i) {
        buckets.take(madeUp(i), 1'000, second); // each of them owes a whole burst
        if (i % 1'000 == 0)
            QVERIFY(takes(buckets, quiet, second + qint64(i)));
    }
    QVERIFY(takes(buckets, quiet, second));
}

void TestTokenBuckets::madeUpKeysDoNotHelpOutWhoOwesMuch()
{
    TokenBuckets buckets(Rate(100, 1'000));
    const quint64 greedy = madeUp(1'000'000);
    QCOMPARE(takeAll(buckets, greedy, second), 1'000);
    for (quint64 i = 0; i < 100'000; ++i)
        QVERIFY(takes(buckets, madeUp(i), second));
    QVERIFY(!takes(buckets, greedy, second));
}

void TestTokenBuckets::memoryDoesNotGrowWithTheKeys()
{
    TokenBuckets buckets(Rate(1, 1));
    const size_t bytes = buckets.bytes();
    QCOMPARE(bytes, size_t(1024 * 1024));
    for (quint64 i = 0; i < 100'000; ++i)
        buckets.take(madeUp(i), 1, second);
    QCOMPARE(buckets.bytes(), bytes);
}

void TestTokenBuckets::whereThereIsNoRoomTheOneWhoOwesLeastIsForgotten()
{
    TokenBuckets buckets(Rate(1, 10), 4); // all keys have the same four places
    for (const quint64 key : {1, 2, 3, 4})
        buckets.take(key, 10 - int(key), second);
    QCOMPARE(buckets.waitNs(4, 10, second), 6 * second);
    buckets.take(5, 10, second);
    QCOMPARE(buckets.waitNs(4, 10, second), 0); // forgotten
    QCOMPARE(buckets.waitNs(3, 10, second), 7 * second);
    QCOMPARE(buckets.waitNs(5, 10, second), 10 * second);
    buckets.take(6, 1, second); // owes less than all of them
    QCOMPARE(buckets.waitNs(6, 10, second), 0);
    QCOMPARE(buckets.waitNs(3, 10, second), 7 * second);
    // A place is free as soon as its bucket is full.
    buckets.take(7, 1, 9 * second);
    QVERIFY(buckets.waitNs(7, 10, 9 * second) > 0);
}

QTEST_GUILESS_MAIN(TestTokenBuckets)
#include "tst_token_buckets.moc"
