#include "ui/ring/traffic_ring.h"

#include <QFile>
#include <QTest>

#include <algorithm>

#include <unistd.h>

using namespace pushpoint;
using namespace pushpoint::ui;

namespace {

constexpr size_t million = 1'000'000;

TrafficRow publish(quint64 number, const std::shared_ptr<const MessageTrace> &trace = nullptr)
{
    TrafficRow row;
    TrafficEvent &event = row.event;
    event.wallClockMs = qint64(number);
    event.steadyNs = qint64(number) * 1000;
    event.from = "user-" + QByteArray::number(number % 500);
    event.to = "user-" + QByteArray::number(number % 300);
    event.connections = 3;
    event.latencyNs = 15'000;
    event.preview = "{\"text\":\"message number " + QByteArray::number(number) + "\"}";
    event.sizeBytes = event.preview.size();
    event.trace = trace;
    return row;
}

std::shared_ptr<const MessageTrace> traceOf(qsizetype bytes)
{
    auto trace = std::make_shared<MessageTrace>();
    trace->contentJson = QByteArray(bytes, 'x');
    return trace;
}

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

} // namespace

class TestTrafficRing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasPushed();
    void keepsWhichNodesDelivered();
    void keepsATextThatIsFarTooLongUpToItsBound();
    void letsTracesGoBeforeRows();
    void letsRowsGoWhenNoTraceIsLeft();
    void keepsTheNewestContentHoweverLarge();
    void keepsASnapshotWhileTheRingGoesOn();
    void tellsEachFreshName();
    void holdsAMillionRowsInLittleMemory();
};

void TestTrafficRing::givesBackWhatWasPushed()
{
    TrafficRing ring({});
    TrafficRow closed;
    closed.event = {.kind = TrafficKind::Closed,
                    .wallClockMs = 5,
                    .steadyNs = 7,
                    .connectionId = 9,
                    .closeCode = 4008,
                    .from = {},
                    .to = "李雷",
                    .preview = {},
                    .note = "too slow",
                    .nodes = {},
                    .trace = {}};
    ring.push(closed);
    ring.pushGap(1204);
    const auto trace = traceOf(10);
    for (quint64 i = 2; i < 20'000; ++i) // over the borders of several chunks
        ring.push(publish(i, i % 3 == 0 ? trace : nullptr));
    QCOMPARE(ring.at(0).event.kind, TrafficKind::Closed);
    QCOMPARE(ring.at(0).event.to, QByteArray("李雷"));
    QCOMPARE(ring.at(0).event.from, QByteArray());
    QCOMPARE(ring.at(0).event.closeCode, 4008);
    QCOMPARE(ring.at(0).event.note, QByteArray("too slow"));
    QCOMPARE(ring.at(0).event.connectionId, 9ULL);
    QCOMPARE(ring.at(1).lost, 1204ULL);
    for (quint64 i = 2; i < 20'000; ++i) {
        const TrafficEvent event = ring.at(i).event;
        const TrafficEvent wanted = publish(i).event;
        QCOMPARE(event.wallClockMs, wanted.wallClockMs);
        QCOMPARE(event.steadyNs, wanted.steadyNs);
        QCOMPARE(event.from, wanted.from);
        QCOMPARE(event.to, wanted.to);
        QCOMPARE(event.preview, wanted.preview);
        QCOMPARE(event.sizeBytes, wanted.sizeBytes);
        QCOMPARE(event.latencyNs, wanted.latencyNs);
        QCOMPARE(event.connections, wanted.connections);
        QCOMPARE(event.trace, i % 3 == 0 ? trace : nullptr);
    }
}

void TestTrafficRing::keepsWhichNodesDelivered()
{
    TrafficRing ring({});
    // More different ones than a chunk has numbers for, and every third row without any.
    constexpr int rows = 500;
    const auto nodesOf = [](int row) {
        return row % 3 == 0 ? QByteArray() : "node-" + QByteArray::number(row % 200) + "\nother";
    };
    for (int i = 0; i < rows; ++i) {
        TrafficRow row = publish(quint64(i));
        row.event.nodes = nodesOf(i);
        ring.push(row);
        if (i % 50 == 0)
            ring.pushGap(3);
    }
    int publishes = 0;
    for (quint64 at = ring.first(); at < ring.end(); ++at) {
        const TrafficRow row = ring.at(at);
        if (!row.isGap())
            QCOMPARE(row.event.nodes, nodesOf(publishes++));
    }
    QCOMPARE(publishes, rows);
}

void TestTrafficRing::keepsATextThatIsFarTooLongUpToItsBound()
{
    TrafficRing ring({});
    for (int i = 0; i < 30; ++i) {
        TrafficRow row = publish(1);
        row.event.preview = QByteArray(200'000, char('a' + i % 26));
        row.event.from = QByteArray(200'000, 'f');
        row.event.sizeBytes = 200'000;
        ring.push(row);
    }
    QCOMPARE(ring.at(29).event.preview, QByteArray(TrafficChunk::textBytesMax, 'd'));
    QCOMPARE(ring.at(29).event.from.size(), TrafficChunk::textBytesMax);
    QCOMPARE(ring.at(29).event.to, QByteArray("user-1"));
}

void TestTrafficRing::letsTracesGoBeforeRows()
{
    const TrafficBounds bounds{.rows = million, .bytes = 32 * 1024 * 1024};
    TrafficRing ring(bounds);
    std::weak_ptr<const MessageTrace> oldest;
    for (quint64 i = 0; i < 20'000; ++i) {
        const auto trace = traceOf(10'000);
        if (i == 0)
            oldest = trace;
        ring.push(publish(i, trace));
        QVERIFY(ring.bytes() <= bounds.bytes);
    }
    QVERIFY2(oldest.expired(), "its memory is given back");
    QCOMPARE(ring.size(), size_t(20'000));
    QCOMPARE(ring.rowsOverBytes(), size_t(0));
    QVERIFY(!ring.at(0).event.trace);
    QVERIFY2(ring.at(0).traceLeft, "the row can say why");
    QVERIFY(ring.at(19'999).event.trace);
    QVERIFY(!ring.at(19'999).traceLeft);
    QVERIFY2(ring.at(19'000).event.trace, "most of the memory is used");
}

void TestTrafficRing::letsRowsGoWhenNoTraceIsLeft()
{
    const TrafficBounds bounds{.rows = million, .bytes = 4 * 1024 * 1024};
    TrafficRing ring(bounds);
    for (quint64 i = 0; i < 100'000; ++i) {
        ring.push(publish(i));
        ring.evict(ring.rowsOverBytes());
        QVERIFY(ring.bytes() <= bounds.bytes);
    }
    QVERIFY(ring.size() > 10'000);
    QVERIFY(ring.first() > 0);
    QCOMPARE(ring.at(ring.first()).event.preview, publish(ring.first()).event.preview);
}

void TestTrafficRing::keepsTheNewestContentHoweverLarge()
{
    TrafficRing ring({.rows = million, .bytes = 4 * 1024 * 1024});
    for (quint64 i = 0; i < 300; ++i) {
        ring.push(publish(i, traceOf(3 * 1024 * 1024)));
        QVERIFY(ring.at(i).event.trace);
        QVERIFY(ring.bytes() < 5 * 1024 * 1024);
    }
    QCOMPARE(ring.size(), size_t(300));
    QVERIFY(ring.at(298).traceLeft);
}

void TestTrafficRing::keepsASnapshotWhileTheRingGoesOn()
{
    TrafficRing ring({.rows = 10'000, .bytes = qint64(1) << 40});
    for (quint64 i = 0; i < 10'000; ++i)
        ring.push(publish(i, traceOf(100)));
    const TrafficSnapshot snapshot = ring.snapshot(3, 9'000);
    for (quint64 i = 10'000; i < 40'000; ++i) {
        ring.evict(1);
        ring.push(publish(i));
    }
    QCOMPARE(ring.first(), 30'000ULL);
    QCOMPARE(snapshot.first(), 3ULL);
    QCOMPARE(snapshot.end(), 9'000ULL);
    for (quint64 i = snapshot.first(); i < snapshot.end(); ++i) {
        QCOMPARE(snapshot.at(i).event.preview, publish(i).event.preview);
        QVERIFY(snapshot.at(i).event.trace);
    }
}

void TestTrafficRing::tellsEachFreshName()
{
    TrafficRing ring(TrafficBounds{});
    for (quint64 number = 0; number < 3 * TrafficChunk::rowsMax - 10; ++number)
        ring.push(publish(number));
    QByteArrayList names = ring.takeFreshNames();
    QVERIFY(names.size() <= 4 * 500); // once a chunk, and not once a row
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    QCOMPARE(names.size(), 500);
    ring.push(publish(1));
    QCOMPARE(ring.takeFreshNames(), QByteArrayList());
    TrafficRow row = publish(2);
    row.event.to = "somebody new";
    ring.push(row);
    QCOMPARE(ring.takeFreshNames(), QByteArrayList{"somebody new"});
}

void TestTrafficRing::holdsAMillionRowsInLittleMemory()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("The address sanitizer pads each block and keeps freed ones: its memory says nothing.");
#endif
    TrafficRing ring({.rows = million, .bytes = qint64(1) << 40});
    const qint64 before = residentBytes();
    for (quint64 i = 0; i < million; ++i)
        ring.push(publish(i));
    const qint64 rowBytes = (residentBytes() - before) / qint64(million);
    qInfo("%lld bytes a row, counted as %lld", static_cast<long long>(rowBytes),
          static_cast<long long>(ring.bytes() / qint64(million)));
    QVERIFY2(rowBytes < 140, "64 for the figures, some 36 of content, names shared");
    // And it stays so, however long it goes on.
    for (quint64 i = million; i < 2 * million; ++i) {
        ring.evict(ring.overflowBy(1));
        ring.push(publish(i));
    }
    const qint64 later = (residentBytes() - before) / qint64(million);
    QVERIFY2(later < 160, qPrintable(QString::number(later)));
    QCOMPARE(ring.at(million).event.preview, publish(million).event.preview);
}

QTEST_GUILESS_MAIN(TestTrafficRing)
#include "tst_traffic_ring.moc"
