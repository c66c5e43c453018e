#include "server/net/site/byte_range.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using Kind = pushpoint::net::ByteRange::Kind;

class ByteRangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOneRange_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("bodyBytes");
        QTest::addColumn<int>("kind");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("size");
        const auto row
            = [](const char *header, qint64 body, Kind kind, qint64 offset = 0, qint64 size = 0) {
                  QTest::addRow("%s of %lld", header, body)
                      << QByteArray(header) << body << int(kind) << offset << size;
              };
        row("bytes=0-0", 10, Kind::Part, 0, 1);
        row("bytes=0-9", 10, Kind::Part, 0, 10);
        row("bytes=0-10", 10, Kind::Part, 0, 10);
        row("bytes=9-9", 10, Kind::Part, 9, 1);
        row("bytes=9-", 10, Kind::Part, 9, 1);
        row("bytes=10-", 10, Kind::Unsatisfiable);
        row("bytes=10-12", 10, Kind::Unsatisfiable);
        row("bytes=-1", 10, Kind::Part, 9, 1);
        row("bytes=-10", 10, Kind::Part, 0, 10);
        row("bytes=-11", 10, Kind::Part, 0, 10);
        row("bytes=-0", 10, Kind::Unsatisfiable);
        row("bytes=0-", 0, Kind::Unsatisfiable);
        row("bytes=-5", 0, Kind::Whole);
        row("Bytes=1-2", 10, Kind::Part, 1, 2);
        row("bytes=9223372036854775807-", 10, Kind::Unsatisfiable);
        row("bytes=99999999999999999999999-", 10, Kind::Unsatisfiable);
        row("bytes=5-99999999999999999999999", 10, Kind::Part, 5, 5);
        row("bytes=-99999999999999999999999", 10, Kind::Part, 0, 10);
        // RFC 9110 §14.2 lets a server ignore what it does not understand.
        for (const char *odd :
             {"", "bytes", "bytes=", "bytes=-", "bytes=--1", "bytes=5", "bytes=5-4", "bytes=a-b",
              "bytes=0-1,3-4", "bytes=1-2-3", "bytes=+1-2", "bytes=0x1-2", "lines=0-1", "bytes 0-1",
              "bytes=1 -2", "bytes=1- 2"})
            row(odd, 10, Kind::Whole);
    }
    void readsOneRange()
    {
        QFETCH(const QByteArray, header);
        QFETCH(const qint64, bodyBytes);
        QFETCH(const int, kind);
        const ByteRange range = parseByteRange(header, bodyBytes);
        QCOMPARE(int(range.kind), kind);
        QTEST(range.offsetBytes, "offset");
        QTEST(range.sizeBytes, "size");
    }
};

QTEST_APPLESS_MAIN(ByteRangeTest)
#include "tst_byte_range.moc"
