#include "server/net/peer/address_ranges.h"
#include "server/net/peer/ip_address.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace Qt::StringLiterals;

/// Lists of addresses and ranges, and which addresses are in them.
class TestAddressRanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesHaveOneSpelling_data();
    void addressesHaveOneSpelling();
    void containsWhatIsListed_data();
    void containsWhatIsListed();
    void writesWhatItUnderstood_data();
    void writesWhatItUnderstood();
    void whatIsNoRangeIsRefused_data();
    void whatIsNoRangeIsRefused();
    void containsNothingOfItself();
    void listsAddUp();
};

void TestAddressRanges::addressesHaveOneSpelling_data()
{
    QTest::addColumn<QString>("address"); // empty: it is none
    const auto row = [](const char *text, const char *address) {
        QTest::newRow(text) << QString::fromLatin1(address);
    };
    row("192.0.2.7", "192.0.2.7");
    row("255.255.255.255", "255.255.255.255");
    row("0.0.0.0", "0.0.0.0");
    row("2001:DB8::1", "2001:db8::1");
    row("::", "::");
    row("::ffff:192.0.2.7", "192.0.2.7");
    row("::ffff:c000:207", "192.0.2.7");
    row("64:ff9b::192.0.2.7", "64:ff9b::c000:207");
    for (const char *none : {"",
                             "192.0.2",
                             "127.1",
                             "2130706433",
                             "0x7f.0.0.1",
                             "010.0.0.1",
                             "192.0.2.07",
                             "192.0.2.256",
                             "192.0.2.7.",
                             ".192.0.2.7",
                             "192.0.2.7.1",
                             "192..2.7",
                             " 192.0.2.7",
                             "192.0.2.7 ",
                             "192.0.2.+7",
                             "192.0.2.1000",
                             "fe80::1%eth0",
                             "[::1]",
                             ":::",
                             "1::2::3",
                             "12345::",
                             "1:2:3",
                             "1:2:3:4:5:6:7:8:9",
                             "::ffff:192.0.2",
                             "::ffff:192.0.2.010",
                             "::g",
                             "localhost",
                             "::1\n"})
        row(none, "");
}

void TestAddressRanges::addressesHaveOneSpelling()
{
    QFETCH(QString, address);
    const auto parsed = parseIpAddress(QTest::currentDataTag());
    QCOMPARE(parsed ? parsed->toString() : QString(), address);
}

void TestAddressRanges::containsWhatIsListed_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isIn");
    const auto row = [](const char *list, const char *address, bool isIn) {
        QTest::addRow("%s %s", list, address)
            << QString::fromLatin1(list) << QString::fromLatin1(address) << isIn;
    };
    row("192.0.2.7", "192.0.2.7", true);
    row("192.0.2.7", "192.0.2.6", false);
    row("10.0.0.0/8", "10.255.255.255", true);
    row("10.0.0.0/8", "11.0.0.0", false);
    row("10.0.0.0/8", "9.255.255.255", false);
    row("192.0.2.128/25", "192.0.2.127", false);
    row("192.0.2.128/25", "192.0.2.128", true);
    row("192.0.2.6/31", "192.0.2.7", true);
    row("192.0.2.6/31", "192.0.2.8", false);
    row("0.0.0.0/0", "255.0.0.1", true);
    row("0.0.0.0/0", "::1", false);
    row("::/0", "2001:db8::1", true);
    row("::/0", "192.0.2.7", false);
    row("::/0", "::ffff:192.0.2.7", false);
    row("192.0.2.0/24", "::ffff:192.0.2.7", true);
    row("::ffff:192.0.2.0/120", "192.0.2.7", true);
    row("::ffff:192.0.2.0/120", "192.0.3.7", false);
    row("::ffff:0:0/96", "192.0.2.7", true);
    row("::ffff:0:0/96", "::1", false);
    row("2001:db8::/32", "2001:db8:ffff::1", true);
    row("2001:db8::/32", "2001:db9::", false);
    row("2001:db8:0:0:8000::/65", "2001:db8:0:0:8000::1", true);
    row("2001:db8:0:0:8000::/65", "2001:db8::1", false);
    row("2001:db8::/64", "2001:db8::ffff:ffff:ffff:ffff", true);
    row("2001:db8::/64", "2001:db8:0:1::", false);
    row("::1", "127.0.0.1", false);
    row("fd00::/8,192.0.2.7 , ,10.0.0.0/8", "10.1.2.3", true);
    row("fd00::/8,192.0.2.7", "10.1.2.3", false);
}

void TestAddressRanges::containsWhatIsListed()
{
    QFETCH(QString, list);
    QFETCH(QString, address);
    QFETCH(bool, isIn);
    const auto ranges = AddressRanges::parse(list);
    QVERIFY2(ranges, qPrintable(list));
    QCOMPARE(ranges->contains(QHostAddress(address)), isIn);
    const auto again = AddressRanges::parse(ranges->text());
    QVERIFY2(again, qPrintable(ranges->text()));
    QCOMPARE(again->text(), ranges->text());
    QCOMPARE(again->contains(QHostAddress(address)), isIn);
}

void TestAddressRanges::writesWhatItUnderstood_data()
{
    QTest::addColumn<QString>("written");
    const auto row = [](const char *list, const char *written) {
        QTest::newRow(list) << QString::fromLatin1(written);
    };
    row("", "");
    row(" , ", "");
    row(" 192.0.2.7,10.0.0.0/8 ", "192.0.2.7,10.0.0.0/8");
    row("192.0.2.7/32", "192.0.2.7");
    row("0.0.0.0/0,::/0", "0.0.0.0/0,::/0");
    row("2001:DB8:0::/32", "2001:db8::/32");
    row("::ffff:10.0.0.0/104", "10.0.0.0/8");
    row("::1/128", "::1");
}

void TestAddressRanges::writesWhatItUnderstood()
{
    QFETCH(QString, written);
    const auto ranges = AddressRanges::parse(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(ranges);
    QCOMPARE(ranges->text(), written);
    QCOMPARE(ranges->isEmpty(), written.isEmpty());
}

void TestAddressRanges::whatIsNoRangeIsRefused_data()
{
    QTest::addColumn<QString>("list");
    for (const char *list :
         {"example.org", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/08", "10.0.0.0/+8", "10.0.0.0/-1",
          "10.0.0.0/8/8", "10.0.0.0 /8", "10.0.0.7/8", "10/8", "fd00::1/8", "::/129",
          "::ffff:0:0/95", "192.0.2.1,nonsense", "[::1]", "127.1", "*", "10.0.0.0/255.0.0.0",
          "192.0.2.1-192.0.2.9"})
        QTest::newRow(list) << QString::fromLatin1(list);
}

void TestAddressRanges::whatIsNoRangeIsRefused()
{
    QFETCH(QString, list);
    const auto ranges = AddressRanges::parse(list);
    QVERIFY(!ranges);
    QCOMPARE(ranges.error().code, ErrorCode::BadOption);
    QVERIFY(ranges.error().text().contains("is no address and no range of them; write "_L1));
}

void TestAddressRanges::containsNothingOfItself()
{
    const AddressRanges none;
    QVERIFY(none.isEmpty());
    QVERIFY(!none.contains(QHostAddress(QHostAddress::LocalHost)));
    const auto all = AddressRanges::parse(u"0.0.0.0/0,::/0"_s);
    QVERIFY(all && all->contains(QHostAddress(QHostAddress::LocalHost)));
    QVERIFY(!all->contains(QHostAddress()));
}

void TestAddressRanges::listsAddUp()
{
    AddressRanges all = AddressRanges::parse(u"192.0.2.7"_s).value();
    all.add(AddressRanges::parse(u"10.0.0.0/8"_s).value());
    QCOMPARE(all.text(), u"192.0.2.7,10.0.0.0/8"_s);
    QVERIFY(all.contains(QHostAddress(u"10.1.1.1"_s)));
}

QTEST_GUILESS_MAIN(TestAddressRanges)
#include "tst_address_ranges.moc"
