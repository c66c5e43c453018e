#include "server/net/shares/fair_shares.h"
#include "server/node/traffic_log.h"
#include "server/registry/registry.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

constexpr qint64 second = 1'000'000'000;

QHostAddress address(const char *text)
{
    return QHostAddress(QString::fromLatin1(text));
}

access::BearerPointer bearer(const QByteArray &subject, const QByteArray &tokenId)
{
    access::Bearer bearer;
    bearer.subject = subject;
    bearer.tokenId = tokenId;
    return std::make_shared<const access::Bearer>(bearer);
}

/// Ten messages a second of a name, thirty of an address, two new WebSockets; all without a burst
/// beyond that, and two messages of a WebSocket.
Limits smallLimits()
{
    Limits limits;
    limits.namePublishesPerSecondMax = limits.namePublishesBurstMax = 10;
    limits.addressPublishesPerSecondMax = limits.addressPublishesBurstMax = 30;
    limits.addressUpgradesPerSecondMax = limits.addressUpgradesBurstMax = 2;
    limits.socketPublishesPerSecondMax = 2;
    return limits;
}

/// Shares with a log that nobody looks at.
struct Kept
{
    explicit Kept(const Limits &limits) : shares(limits, log) { }

    int takeAll(const Speaker &speaker, qint64 nowNs)
    {
        int taken = 0;
        while (taken < 1'000 && !shares.takePosts(speaker, 1, nowNs))
            ++taken;
        return taken;
    }
    Speaker speaker(const char *from, const QByteArray &name,
                    const access::BearerPointer &token = {}) const
    {
        return shares.speakerOf(address(from), name, token);
    }

    Registry registry;
    TrafficFeed feed;
    TrafficLog log{registry, feed};
    FairShares shares;
};

} // namespace

/// Whose share something is, by a clock that the test keeps.
class TestFairShares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNameHasItsShareAndTheAddressTheRest();
    void theSameNameElsewhereHasAShareOfItsOwn();
    void aTokenHasOneShareWhereverAndWhateverItsNames();
    void whoDoesNotSayTheirNameHasTheAddressOnly();
    void neighboursInOneNetworkOfIpv6ShareIt();
    void whatIsRefusedIsNotCounted();
    void retryAfterIsKeptAndNeverZero();
    void aBatchIsTakenWholeOrNotAtAll();
    void aWebSocketHasTheLeastOfItsThreeShares();
    void upgradesCountByAddress();
    void nothingIsLimitedWhereNothingIsSet();
    void eachIsCountedByItsShare();
    void madeUpNamesAtOneAddressRefuseNobodyElsewhere();
};

void TestFairShares::aNameHasItsShareAndTheAddressTheRest()
{
    Kept kept(smallLimits());
    for (const char *name : {"Alice", "Bob", "Jack"})
        QCOMPARE(kept.takeAll(kept.speaker("192.0.2.1", name), second), 10);
    const auto limited = kept.shares.takePosts(kept.speaker("192.0.2.1", "Rose"), 1, second);
    QVERIFY(limited && limited->share == Share::AddressPublishes);
    QVERIFY(kept.shares.checkAddress(kept.speaker("192.0.2.1", {}), second));
    QVERIFY(!kept.shares.checkAddress(kept.speaker("192.0.2.2", {}), second));
}

void TestFairShares::theSameNameElsewhereHasAShareOfItsOwn()
{
    Kept kept(smallLimits());
    QCOMPARE(kept.takeAll(kept.speaker("192.0.2.1", "Alice"), second), 10);
    QCOMPARE(kept.takeAll(kept.speaker("192.0.2.2", "Alice"), second), 10);
}

void TestFairShares::aTokenHasOneShareWhereverAndWhateverItsNames()
{
    Kept kept(smallLimits());
    const auto service = bearer("service", "1");
    QCOMPARE(kept.takeAll(kept.speaker("192.0.2.1", "Alice", service), second), 10);
    QCOMPARE(kept.takeAll(kept.speaker("192.0.2.2", "Bob", bearer("service", "2")), second), 0);
    QCOMPARE(kept.takeAll(kept.speaker("192.0.2.2", "Alice", bearer({}, "3")), second), 10);
    QCOMPARE(kept.takeAll(kept.speaker("192.0.2.3", {}, bearer({}, "3")), second), 0);
}

void TestFairShares::whoDoesNotSayTheirNameHasTheAddressOnly()
{
    Kept kept(smallLimits());
    QCOMPARE(kept.takeAll(kept.speaker("192.0.2.1", {}), second), 30);
}

void TestFairShares::neighboursInOneNetworkOfIpv6ShareIt()
{
    Kept kept(smallLimits());
    QCOMPARE(kept.takeAll(kept.speaker("2001:db8:1:2::1", {}), second), 30);
    QCOMPARE(kept.takeAll(kept.speaker("2001:db8:1:2:ffff::9", {}), second), 0);
    QCOMPARE(kept.takeAll(kept.speaker("2001:db8:1:3::1", {}), second), 30);
    QCOMPARE(kept.takeAll(kept.speaker("192.0.2.1", {}), second), 30);
    QCOMPARE(kept.takeAll(kept.speaker("::ffff:192.0.2.1", {}), second), 0);
}

void TestFairShares::whatIsRefusedIsNotCounted()
{
    Kept kept(smallLimits());
    const Speaker alice = kept.speaker("192.0.2.1", "Alice");
    QCOMPARE(kept.takeAll(alice, second), 10);
    for (int i = 0; i < 1'000; ++i)
        QVERIFY(kept.shares.takePosts(alice, 1, second));
    QCOMPARE(kept.takeAll(kept.speaker("192.0.2.1", {}), second), 20);
    QCOMPARE(kept.takeAll(alice, 2 * second), 10);
}

void TestFairShares::retryAfterIsKeptAndNeverZero()
{
    Kept kept(smallLimits());
    const Speaker alice = kept.speaker("192.0.2.1", "Alice");
    QCOMPARE(kept.takeAll(alice, second), 10);
    for (const int count : {1, 5, 10}) {
        const auto limited = kept.shares.takePosts(alice, count, second);
        QVERIFY(limited && limited->share == Share::NamePublishes);
        QCOMPARE(limited->retryAfter.count(), 1);
    }
    // All of a second's are owed, and as much again is asked for a little later.
    const auto limited = kept.shares.takePosts(alice, 10, second + 1);
    QCOMPARE(limited->retryAfter.count(), 1);
    QVERIFY(!kept.shares.takePosts(alice, 10, 2 * second + 1));
    QCOMPARE(kept.shares.takePosts(alice, 10, 2 * second + 1)->retryAfter.count(), 1);
    QCOMPARE(kept.shares.takePosts(alice, 10, 2 * second)->retryAfter.count(), 2); // 1 s and 1 ns
}

void TestFairShares::aBatchIsTakenWholeOrNotAtAll()
{
    Kept kept(smallLimits());
    const Speaker alice = kept.speaker("192.0.2.1", "Alice");
    QVERIFY(!kept.shares.takePosts(alice, 4, second));
    QVERIFY(kept.shares.takePosts(alice, 7, second));
    QVERIFY(!kept.shares.takePosts(alice, 6, second));
    // More than a burst, once nothing is owed: by its name 5 s, by its address 1.67 s.
    QVERIFY(!kept.shares.takePosts(alice, 50, 3 * second));
    const auto limited = kept.shares.takePosts(alice, 1, 3 * second);
    QVERIFY(limited && limited->share == Share::NamePublishes);
    QCOMPARE(limited->retryAfter.count(), 5); // 4.1 s
    QVERIFY(kept.shares.takePosts(alice, 1, 7 * second));
    QVERIFY(!kept.shares.takePosts(alice, 1, 8 * second));
}

void TestFairShares::aWebSocketHasTheLeastOfItsThreeShares()
{
    Kept kept(smallLimits());
    Speaker one = kept.speaker("192.0.2.1", "Alice");
    QVERIFY(!kept.shares.takeFromSocket(one, second));
    QVERIFY(!kept.shares.takeFromSocket(one, second));
    auto limited = kept.shares.takeFromSocket(one, second);
    QVERIFY(limited && limited->share == Share::SocketPublishes);
    // Others of the same name, and then of the same address.
    for (int i = 0; i < 4; ++i) {
        Speaker other = kept.speaker("192.0.2.1", "Alice");
        QVERIFY(!kept.shares.takeFromSocket(other, second));
        QVERIFY(!kept.shares.takeFromSocket(other, second));
    }
    Speaker sixth = kept.speaker("192.0.2.1", "Alice");
    limited = kept.shares.takeFromSocket(sixth, second);
    QVERIFY(limited && limited->share == Share::NamePublishes);
    QCOMPARE(kept.takeAll(kept.speaker("192.0.2.1", {}), second), 20);
    Speaker stranger = kept.speaker("192.0.2.1", "Bob");
    limited = kept.shares.takeFromSocket(stranger, second);
    QVERIFY(limited && limited->share == Share::AddressPublishes);
}

void TestFairShares::upgradesCountByAddress()
{
    Kept kept(smallLimits());
    QVERIFY(!kept.shares.takeUpgrade(address("192.0.2.1"), second));
    QVERIFY(!kept.shares.takeUpgrade(address("192.0.2.1"), second));
    const auto limited = kept.shares.takeUpgrade(address("192.0.2.1"), second);
    QVERIFY(limited && limited->share == Share::AddressUpgrades);
    QCOMPARE(limited->retryAfter.count(), 1);
    QVERIFY(!kept.shares.takeUpgrade(address("192.0.2.2"), second));
    QVERIFY(!kept.shares.takeUpgrade(address("192.0.2.1"), 2 * second));
    QVERIFY(!kept.shares.checkAddress(kept.speaker("192.0.2.1", {}), second)); // another share
}

void TestFairShares::nothingIsLimitedWhereNothingIsSet()
{
    Kept kept(Limits{});
    QVERIFY(!kept.shares.limitsPosts());
    QVERIFY(!kept.shares.limitsSockets());
    QVERIFY(!kept.shares.limitsUpgrades());
    QVERIFY(!kept.shares.takePosts(kept.speaker("192.0.2.1", "Alice"), 1'000'000, second));
    Limits one;
    one.socketPublishesPerSecondMax = 1;
    QVERIFY(!Kept(one).shares.limitsPosts());
    QVERIFY(Kept(one).shares.limitsSockets());
}

void TestFairShares::eachIsCountedByItsShare()
{
    Kept kept(smallLimits());
    for (size_t i = 0; i < shareWords.size(); ++i) {
        for (size_t times = 0; times <= i; ++times)
            kept.shares.note({Share(i), std::chrono::seconds(1)}, address("192.0.2.1"), "Alice");
        QCOMPARE(kept.feed.totals().limited[i], quint64(i + 1));
    }
    QCOMPARE(kept.feed.totals().refusedBy[size_t(ErrorCode::TooManyRequests)], quint64(10));
}

void TestFairShares::madeUpNamesAtOneAddressRefuseNobodyElsewhere()
{
    Limits limits = smallLimits();
    limits.addressPublishesPerSecondMax = 0;
    Kept kept(limits);
    const Speaker alice = kept.speaker("192.0.2.2", "Alice");
    for (int i = 0; i < 100'000; ++i) {
        const Speaker madeUp = kept.speaker("192.0.2.1", QByteArray::number(i));
        QVERIFY(!kept.shares.takePosts(madeUp, 10, second));
        if (i % 20'000 == 0)
            QVERIFY(!kept.shares.takePosts(alice, 1, second));
    }
}

QTEST_GUILESS_MAIN(TestFairShares)
#include "tst_fair_shares.moc"
