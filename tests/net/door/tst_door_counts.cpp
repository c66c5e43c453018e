#include "server/net/door/address_counts.h"

#include <QTest>

#include <memory>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

QHostAddress address(const char *text)
{
    return QHostAddress(QString::fromLatin1(text));
}

} // namespace

/// What the door counts to tell too many from enough.
class TestDoorCounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countFallsWithTheConnection();
    void addressesShareACount_data();
    void addressesShareACount();
};

void TestDoorCounts::countFallsWithTheConnection()
{
    AddressCounts counts;
    auto first = std::make_unique<QObject>();
    auto second = std::make_unique<QObject>();
    counts.add(address("192.0.2.1"), first.get());
    counts.add(address("192.0.2.1"), second.get());
    QCOMPARE(counts.count(address("192.0.2.1")), 2);
    first.reset();
    QCOMPARE(counts.count(address("192.0.2.1")), 1);
    second.reset();
    QCOMPARE(counts.count(address("192.0.2.1")), 0);
}

void TestDoorCounts::addressesShareACount_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("shared");
    const auto row = [](const char *name, const char *one, const char *other, bool shared) {
        QTest::newRow(name) << QByteArray(one) << QByteArray(other) << shared;
    };
    row("the same", "192.0.2.1", "192.0.2.1", true);
    row("neighbours of IPv4", "192.0.2.1", "192.0.2.2", false);
    row("mapped into IPv6", "192.0.2.1", "::ffff:192.0.2.1", true);
    row("neighbours, mapped", "::ffff:192.0.2.1", "::ffff:192.0.2.2", false);
    row("one /64", "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true);
    row("the next /64", "2001:db8:1:2::1", "2001:db8:1:3::1", false);
    row("IPv4 and IPv6 loopback", "127.0.0.1", "::1", false);
}

void TestDoorCounts::addressesShareACount()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, shared);
    AddressCounts counts;
    QObject connection;
    counts.add(address(one.constData()), &connection);
    QCOMPARE(counts.count(address(other.constData())), shared ? 1 : 0);
    QCOMPARE(counts.count(address(one.constData())), 1);
}

QTEST_GUILESS_MAIN(TestDoorCounts)
#include "tst_door_counts.moc"
