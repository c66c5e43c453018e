#include "tests/measured.h"
#include "tests/ui/traffic_kit.h"
#include "ui/filter/filter_matcher.h"
#include "ui/filter/filter_scan.h"
#include "ui/filter/required_text.h"
#include "ui/filter/text_search.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowMs = 1'000'000;
using Truth = std::function<bool(const TrafficRow &)>;

bool says(const TrafficRow &row, const QString &text)
{
    const TrafficEvent &event = row.event;
    const QByteArray content = event.trace ? event.trace->contentJson : event.preview;
    for (const QByteArray &part : {event.from, event.to, event.note, content}) {
        if (QString::fromUtf8(part).contains(text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool isName(const QByteArray &name, const QString &wanted)
{
    return QString::fromUtf8(name).toLower() == wanted.toLower();
}

bool isPublish(const TrafficRow &row)
{
    return row.event.kind == TrafficKind::Delivered || row.event.kind == TrafficKind::Offline;
}

bool reached(const TrafficRow &row, quint64 connection)
{
    if (row.event.connectionId == connection)
        return true;
    for (const DeliveryTrace &delivery :
         row.event.trace ? row.event.trace->deliveries : std::vector<DeliveryTrace>()) {
        if (delivery.connectionId == connection)
            return true;
    }
    return false;
}

/// A ring of rows that could have happened.
struct Rows
{
    explicit Rows(quint64 count, quint32 seed = 1)
    {
        QRandomGenerator random(seed);
        for (quint64 i = 0; i < count; ++i)
            ring.push(randomRow(random, qint64(i)));
    }
    TrafficRing ring{{.rows = 2'000'000, .bytes = qint64(1) << 40}};
};

std::vector<quint64> found(const TrafficRing &ring, const QString &filter)
{
    FilterMatcher matcher(filterOf(filter), nowMs);
    std::vector<quint64> sequences;
    for (quint64 sequence = ring.first(); sequence < ring.end(); ++sequence) {
        if (matcher.matches(ring.rows(), sequence))
            sequences.push_back(sequence);
    }
    return sequences;
}

} // namespace

Q_DECLARE_METATYPE(Truth)

class TestFilterMatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatBruteForceFinds_data();
    void findsWhatBruteForceFinds();
    void looksIntoTheWholeContent();
    void letsGapsThroughUnlessAskedOfThem();
    void givesUpOnAPatternThatTakesTooLong();
    void scansInBothOrders();
    void tellsNothingAfterACancel();
    void endsQuicklyWithAPatternAtWork();
    void whatAPatternRequiresIsInWhateverItMatches();
    void findsTheFirstRowsOfAMillionAtOnce();
};

void TestFilterMatcher::findsWhatBruteForceFinds_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<Truth>("truth");
    const auto row = [](const char *filter, const Truth &truth) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << truth;
    };
    row("to:alice", [](const TrafficRow &r) { return isName(r.event.to, u"alice"_s); });
    row("from:BOB", [](const TrafficRow &r) { return isName(r.event.from, u"bob"_s); });
    row("name:ярослав", [](const TrafficRow &r) {
        return isName(r.event.from, u"ярослав"_s) || isName(r.event.to, u"ярослав"_s);
    });
    row("to:*ck", [](const TrafficRow &r) { return r.event.to == "Jack"; });
    row("kind:refused,pong", [](const TrafficRow &r) {
        return r.event.kind == TrafficKind::Refused || r.event.kind == TrafficKind::Pong;
    });
    row("size>200", [](const TrafficRow &r) { return r.event.sizeBytes > 200; });
    row("size<=20",
        [](const TrafficRow &r) { return r.event.sizeBytes > 0 && r.event.sizeBytes <= 20; });
    row("latency<1ms",
        [](const TrafficRow &r) { return r.event.latencyNs > 0 && r.event.latencyNs < 1'000'000; });
    row("code:1006", [](const TrafficRow &r) { return r.event.closeCode == 1006; });
    row("conn:7", [](const TrafficRow &r) { return reached(r, 7); });
    row("taken:0", [](const TrafficRow &r) { return isPublish(r) && r.event.connections == 0; });
    const auto wasOn = [](const QByteArray &node) {
        return [node](const TrafficRow &r) { return r.event.nodes.split('\n').contains(node); };
    };
    row("node:NORTH", wasOn("north"));
    row("node:s*", wasOn("south"));
    row("-node:*", [](const TrafficRow &r) { return r.event.nodes.isEmpty(); });
    row("last:990s", [](const TrafficRow &r) { return r.event.wallClockMs >= nowMs - 990'000; });
    row("HELLO", [](const TrafficRow &r) { return says(r, u"hello"_s); });
    row("你好", [](const TrafficRow &r) { return says(r, u"你好"_s); });
    row("привет", [](const TrafficRow &r) { return says(r, u"привет"_s); });
    row("\"x y z\"", [](const TrafficRow &r) { return says(r, u"x y z"_s); });
    row("/a{3}b/", [](const TrafficRow &r) { return says(r, u"aaab"_s); });
    row("-hello", [](const TrafficRow &r) { return !says(r, u"hello"_s); });
    row("to:Alice (hello or kind:closed)", [](const TrafficRow &r) {
        return r.event.to == "Alice"
            && (says(r, u"hello"_s) || r.event.kind == TrafficKind::Closed);
    });
}

void TestFilterMatcher::findsWhatBruteForceFinds()
{
    QFETCH(QString, filter);
    QFETCH(Truth, truth);
    const Rows rows(20'000);
    std::vector<quint64> wanted;
    for (quint64 sequence = 0; sequence < rows.ring.end(); ++sequence) {
        const TrafficRow row = rows.ring.at(sequence);
        if (row.isGap() || truth(row))
            wanted.push_back(sequence);
    }
    QVERIFY(wanted.size() > 600 && wanted.size() < 19'900); // some rows besides the gaps
    QVERIFY(found(rows.ring, filter) == wanted);
}

void TestFilterMatcher::looksIntoTheWholeContent()
{
    TrafficRing ring({});
    TrafficRow row;
    auto trace = std::make_shared<MessageTrace>();
    trace->contentJson = '"' + QByteArray(50'000, 'x') + "needle\"";
    row.event.preview = trace->contentJson.left(120);
    row.event.sizeBytes = trace->contentJson.size();
    row.event.trace = trace;
    ring.push(row);
    QCOMPARE(found(ring, u"Needle"_s).size(), size_t(1));
    QCOMPARE(found(ring, u"/needle.$/"_s).size(), size_t(1));
    QCOMPARE(found(ring, u"/needles/"_s).size(), size_t(0));
}

void TestFilterMatcher::letsGapsThroughUnlessAskedOfThem()
{
    TrafficRing ring({});
    TrafficRow gap;
    gap.lost = 5;
    TrafficRow row;
    row.event.to = "Bob";
    ring.push(gap);
    ring.push(row);
    QCOMPARE(found(ring, u"to:Alice"_s), (std::vector<quint64>{0}));
    QCOMPARE(found(ring, u"kind:gap"_s), (std::vector<quint64>{0}));
    QCOMPARE(found(ring, u"-kind:gap"_s), (std::vector<quint64>{1}));
    QCOMPARE(found(ring, u"-to:Bob"_s), (std::vector<quint64>{0}));
}

void TestFilterMatcher::givesUpOnAPatternThatTakesTooLong()
{
    TrafficRing ring({});
    TrafficRow row;
    row.event.preview = '"' + QByteArray(40, 'a') + "!\"";
    row.event.sizeBytes = row.event.preview.size();
    for (int i = 0; i < 100; ++i)
        ring.push(row);
    // 2^40 ways to fail, were it let.
    FilterMatcher matcher(filterOf(u"/(a+)+$/"_s), nowMs);
    QElapsedTimer clock;
    clock.start();
    for (quint64 sequence = 0; sequence < 100; ++sequence)
        QVERIFY(!matcher.matches(ring.rows(), sequence));
    qInfo("%lld us a row", static_cast<long long>(clock.nsecsElapsed() / 100'000));
    QCOMPARE(matcher.tooCostlyRows(), 100ULL);
    QVERIFY(clock.elapsed() < 5'000);
}

void TestFilterMatcher::scansInBothOrders()
{
    const Rows rows(50'000);
    const std::vector<quint64> wanted = found(rows.ring, u"to:Alice"_s);
    for (const auto order : {FilterScan::Order::NewestFirst, FilterScan::Order::OldestFirst}) {
        FilterScan scan;
        std::vector<quint64> all;
        connect(&scan, &FilterScan::found, this, [&all](const std::vector<quint64> &batch) {
            all.insert(all.end(), batch.begin(), batch.end());
        });
        QSignalSpy finished(&scan, &FilterScan::finished);
        scan.start(rows.ring.snapshot(0, 50'000), filterOf(u"to:Alice"_s), nowMs, order);
        QVERIFY(scan.isRunning());
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!scan.isRunning());
        if (order == FilterScan::Order::NewestFirst)
            std::reverse(all.begin(), all.end());
        QVERIFY(all == wanted);
    }
}

void TestFilterMatcher::tellsNothingAfterACancel()
{
    const Rows rows(100'000);
    FilterScan scan;
    quint64 told = 0;
    connect(&scan, &FilterScan::found, this, [&told] { ++told; });
    QSignalSpy finished(&scan, &FilterScan::finished);
    for (int i = 0; i < 20; ++i)
        scan.start(rows.ring.snapshot(0, 100'000), filterOf(u"hello"_s), nowMs,
                   FilterScan::Order::NewestFirst);
    scan.cancel();
    QCOMPARE(told, 0ULL);
    // The next one tells only its own.
    std::vector<quint64> all;
    connect(&scan, &FilterScan::found, this, [&all](const std::vector<quint64> &batch) {
        all.insert(all.end(), batch.begin(), batch.end());
    });
    scan.start(rows.ring.snapshot(10, 20), filterOf(u"-nothing"_s), nowMs,
               FilterScan::Order::OldestFirst);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(all, (std::vector<quint64>{10, 11, 12, 13, 14, 15, 16, 17, 18, 19}));
}

void TestFilterMatcher::endsQuicklyWithAPatternAtWork()
{
    TrafficRing ring({});
    TrafficRow row;
    row.event.preview = '"' + QByteArray(100, 'a') + "!\"";
    row.event.sizeBytes = row.event.preview.size();
    for (int i = 0; i < 200'000; ++i)
        ring.push(row);
    row.event.note = "a";
    ring.push(row);
    QElapsedTimer clock;
    {
        FilterScan scan;
        QSignalSpy found(&scan, &FilterScan::found);
        scan.start(ring.snapshot(0, ring.end()), filterOf(u"/(a+)+$/"_s), nowMs,
                   FilterScan::Order::NewestFirst);
        QTRY_COMPARE(found.size(), 1); // the newest row: the others are being looked through
        clock.start();
    }
    QVERIFY2(clock.elapsed() < 2'000, "closing waits for some rows, not for all");
}

void TestFilterMatcher::whatAPatternRequiresIsInWhateverItMatches()
{
    QCOMPARE(requiredText(u"re+gex"_s), u"gex"_s);
    QCOMPARE(requiredText(u"number 0\""_s), u"number 0\""_s);
    QCOMPARE(requiredText(u"^abc?d*$"_s), u"ab"_s);
    QCOMPARE(requiredText(u"a😀*"_s), u"a"_s);
    QCOMPARE(requiredText(u"ab{0,2}cd"_s), u"cd"_s);
    QCOMPARE(requiredText(u"one|two"_s), QString());
    QCOMPARE(requiredText(u"a(b)"_s), QString());
    QCOMPARE(requiredText(u"\\d+"_s), QString());
    // Patterns and texts of few letters, so that many match.
    QRandomGenerator random(5);
    const QStringList parts{u"a"_s, u"b"_s, u"😀"_s, u"."_s,   u"*"_s,     u"?"_s,
                            u"+"_s, u"^"_s, u"$"_s, u"{2}"_s, u"{0,1}"_s, u"ß"_s};
    int matched = 0;
    for (int i = 0; i < 100'000; ++i) {
        QString pattern;
        for (int n = random.bounded(1, 6); n > 0; --n)
            pattern += parts[random.bounded(int(parts.size()))];
        const QRegularExpression expression(pattern);
        if (!expression.isValid())
            continue;
        QString text;
        for (int n = random.bounded(6); n > 0; --n)
            text += QStringList{u"a"_s, u"b"_s, u"😀"_s, u"ß"_s}[random.bounded(4)];
        if (!expression.match(text).hasMatch())
            continue;
        ++matched;
        const QString required = requiredText(pattern);
        QVERIFY2(required.isEmpty() || TextSearch(required).isIn(text.toUtf8()),
                 qPrintable(pattern + u" in "_s + text));
    }
    QVERIFY(matched > 1'000);
}

void TestFilterMatcher::findsTheFirstRowsOfAMillionAtOnce()
{
    TrafficRing ring({.rows = 1'000'000, .bytes = qint64(1) << 40});
    TrafficRow row;
    for (int i = 0; i < 1'000'000; ++i) {
        row.event.from = "user-" + QByteArray::number(i % 500);
        row.event.to = "user-" + QByteArray::number(i % 300);
        row.event.preview = "{\"text\":\"message number " + QByteArray::number(i) + "\"}";
        row.event.sizeBytes = row.event.preview.size();
        ring.push(row);
    }
    // The oldest row, and only it: all others have to be looked at first.
    for (const QString &filter :
         {u"\"message number 0\\\"\""_s, u"/number 0\"/"_s, u"to:user-0 \"number 0\\\"\""_s,
          u"/[r] [0]\"/"_s, u"/NUMBER 0\"/i"_s, u"size<28"_s}) {
        FilterScan scan;
        QElapsedTimer clock;
        qint64 firstMs = -1;
        connect(&scan, &FilterScan::found, this, [&] { firstMs = clock.elapsed(); });
        clock.start();
        scan.start(ring.snapshot(0, ring.end()), filterOf(filter), nowMs,
                   FilterScan::Order::NewestFirst);
        const qint64 startedMs = clock.elapsed();
        QTRY_VERIFY_WITH_TIMEOUT(firstMs >= 0, 30'000);
        qInfo("%s: first row after %lld ms", qPrintable(filter), static_cast<long long>(firstMs));
        QVERIFY(isWithin(startedMs, 50, "until the window goes on"));
    }
}

QTEST_GUILESS_MAIN(TestFilterMatcher)
#include "tst_filter_matcher.moc"
