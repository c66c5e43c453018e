#include "server/net/content_coding.h"
#include "tests/net/packed.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::tests;

namespace {

constexpr qsizetype plenty = 100 * 1024;

QByteArray sample()
{
    QByteArray text;
    for (int i = 0; i < 2000; ++i)
        text += "line " + QByteArray::number(i * i) + '\n';
    return text;
}

/// The bytes, or the word of the error.
QByteArray result(const QByteArray &packed, ContentCoding coding, qsizetype bytesMax = plenty)
{
    const auto plain = unpacked(packed, coding, bytesMax);
    return plain ? *plain : plain.error().word();
}

} // namespace

class TestContentCoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsItsNames_data();
    void knowsItsNames();
    void unpacksWhatWasPacked_data();
    void unpacksWhatWasPacked();
    void takesSeveralMembersOfGzip();
    void refusesWhatIsCutShort_data() { unpacksWhatWasPacked_data(); }
    void refusesWhatIsCutShort();
    void refusesWhatFollows_data() { unpacksWhatWasPacked_data(); }
    void refusesWhatFollows();
    void refusesWhatIsDamaged();
    void refusesADictionary();
    void unpacksToTheBoundAndNotBeyond_data() { unpacksWhatWasPacked_data(); }
    void unpacksToTheBoundAndNotBeyond();
    void bombTakesNoMoreThanTheBound();
};

void TestContentCoding::knowsItsNames_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<ContentCoding>("coding");
    const auto row = [](const char *value, ContentCoding coding) {
        QTest::newRow(value) << QByteArray(value) << coding;
    };
    row("", ContentCoding::Identity);
    row("identity", ContentCoding::Identity);
    row("gzip", ContentCoding::Gzip);
    row("GZip", ContentCoding::Gzip);
    row("x-gzip", ContentCoding::Gzip);
    row("deflate", ContentCoding::Deflate);
    for (const char *other : {"br", "zstd", "compress", "gzip, gzip", "gzip,", "identity, gzip",
                              "gzipx", "gzi", "x-deflate", "gzip;q=1", "chunked"})
        row(other, ContentCoding::Other);
}

void TestContentCoding::knowsItsNames()
{
    QFETCH(QByteArray, value);
    QFETCH(ContentCoding, coding);
    QCOMPARE(contentCodingOf(value), coding);
}

void TestContentCoding::unpacksWhatWasPacked_data()
{
    QTest::addColumn<Wrapping>("wrapping");
    QTest::addColumn<ContentCoding>("coding");
    QTest::newRow("gzip") << Wrapping::Gzip << ContentCoding::Gzip;
    QTest::newRow("zlib") << Wrapping::Zlib << ContentCoding::Deflate;
    QTest::newRow("raw") << Wrapping::None << ContentCoding::Deflate;
}

void TestContentCoding::unpacksWhatWasPacked()
{
    QFETCH(Wrapping, wrapping);
    QFETCH(ContentCoding, coding);
    // 0x78 0x9c as the plain text's beginning: stored blocks bring it to the front of raw streams.
    for (const QByteArray &text : {QByteArray(), QByteArray("a"), QByteArray("\x78\x9c"), sample(),
                                   QByteArray(plenty, '\0')}) {
        for (const int level : {0, 1, 9})
            QCOMPARE(result(packed(text, wrapping, level), coding), text);
    }
}

void TestContentCoding::takesSeveralMembersOfGzip()
{
    const QByteArray a = packed("a", Wrapping::Gzip);
    const QByteArray empty = packed({}, Wrapping::Gzip);
    QCOMPARE(result(a + empty + packed("b", Wrapping::Gzip), ContentCoding::Gzip), "ab");
    QCOMPARE(result(a.repeated(1000), ContentCoding::Gzip, 1000), QByteArray(1000, 'a'));
    QCOMPARE(result(a.repeated(1001), ContentCoding::Gzip, 1000), "body_too_large");
    const QByteArray z = packed("z", Wrapping::Zlib);
    QCOMPARE(result(z + z, ContentCoding::Deflate), "bad_request");
}

void TestContentCoding::refusesWhatIsCutShort()
{
    QFETCH(Wrapping, wrapping);
    QFETCH(ContentCoding, coding);
    const QByteArray whole = packed(sample().left(500), wrapping);
    for (qsizetype size = 0; size < whole.size(); ++size)
        QCOMPARE(result(whole.left(size), coding), "bad_request");
}

void TestContentCoding::refusesWhatFollows()
{
    QFETCH(Wrapping, wrapping);
    QFETCH(ContentCoding, coding);
    const QByteArray whole = packed(sample(), wrapping);
    for (const QByteArray &more : {QByteArray(1, '\0'), QByteArray("{}"), QByteArray("\x1f\x8b")})
        QCOMPARE(result(whole + more, coding), "bad_request");
}

void TestContentCoding::refusesWhatIsDamaged()
{
    const QByteArray plain("{\"to\":\"Bob\",\"content\":1}");
    QCOMPARE(result(plain, ContentCoding::Gzip), "bad_request");
    QCOMPARE(result(plain, ContentCoding::Deflate), "bad_request");
    QCOMPARE(result(packed(plain, Wrapping::Zlib), ContentCoding::Gzip), "bad_request");
    QCOMPARE(result(packed(plain, Wrapping::Gzip), ContentCoding::Deflate), "bad_request");
    QByteArray wrongSum = packed(plain, Wrapping::Gzip);
    wrongSum[wrongSum.size() - 8] = char(wrongSum[wrongSum.size() - 8] ^ 1);
    QCOMPARE(result(wrongSum, ContentCoding::Gzip), "bad_request");
}

void TestContentCoding::refusesADictionary()
{
    // RFC 1950 §2.2: FDICT, and the number of a dictionary that nobody has.
    QCOMPARE(result(QByteArray("\x78\xbb\x00\x00\x00\x01\x03\x00", 8), ContentCoding::Deflate),
             "bad_request");
}

void TestContentCoding::unpacksToTheBoundAndNotBeyond()
{
    QFETCH(Wrapping, wrapping);
    QFETCH(ContentCoding, coding);
    for (const qsizetype size : {qsizetype(0), qsizetype(1), qsizetype(1024), plenty}) {
        const QByteArray text(size, 'x');
        QCOMPARE(result(packed(text, wrapping), coding, size), text);
        QCOMPARE(result(packed(text + 'x', wrapping), coding, size), "body_too_large");
    }
}

// 100 MB in 100 KB. What is asked for can be no more than what is taken.
void TestContentCoding::bombTakesNoMoreThanTheBound()
{
    const QByteArray bomb = packed(QByteArray(100'000'000, '\0'), Wrapping::Gzip);
    QVERIFY(bomb.size() < plenty);
    QCOMPARE(result(bomb, ContentCoding::Gzip), "body_too_large");
    const auto small
        = unpacked(packed(QByteArray(plenty, '\0'), Wrapping::Gzip), ContentCoding::Gzip, plenty);
    QVERIFY(small->capacity() <= plenty + 64);
}

QTEST_APPLESS_MAIN(TestContentCoding)
#include "tst_content_coding.moc"
