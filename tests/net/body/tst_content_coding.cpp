#include "server/net/body/body_decoder.h"
#include "tests/net/body/packed.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
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

constexpr qsizetype everythingBytes = 1024 * 1024 * 1024;

/// The bytes, or the word of the error; in pieces of so many bytes.
QByteArray resultInPieces(const QByteArray &packed, ContentCoding coding, qsizetype bytesMax,
                          qsizetype pieceBytes)
{
    Unpacker unpacker(coding);
    QByteArray plain;
    for (qsizetype at = 0; at < packed.size(); at += pieceBytes) {
        const auto piece
            = QByteArrayView(packed).sliced(at, std::min(pieceBytes, packed.size() - at));
        if (const auto error = unpacker.unpack(piece, plain, bytesMax))
            return error->word();
    }
    return unpacker.isAtEnd() ? plain : "bad_request";
}

/// The same in any pieces.
QByteArray result(const QByteArray &packed, ContentCoding coding, qsizetype bytesMax = plenty)
{
    const QByteArray whole = resultInPieces(packed, coding, bytesMax, everythingBytes);
    for (const qsizetype pieceBytes : {1, 7, 100}) {
        const QByteArray other = resultInPieces(packed, coding, bytesMax, pieceBytes);
        if (other != whole)
            return "in pieces of " + QByteArray::number(pieceBytes) + ": " + other.left(100);
    }
    return whole;
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
    void aCallIsShort_data();
    void aCallIsShort();
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
    for (qsizetype size = 1; size < whole.size(); ++size)
        QCOMPARE(result(whole.left(size), coding), "bad_request");
    const Limits limits;
    BodyDecoder body({}, whole.size() - 1, coding, plenty, limits);
    QCOMPARE(body.feed(whole.first(whole.size() - 1)).error().word(), "bad_request");
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
    QByteArray plain;
    QVERIFY(!Unpacker(ContentCoding::Gzip)
                 .unpack(packed(QByteArray(plenty, '\0'), Wrapping::Gzip), plain, plenty));
    QCOMPARE(plain.size(), plenty);
    QVERIFY(plain.capacity() <= plenty + 64);
}

// However much stands behind few bytes, or however little behind many.
void TestContentCoding::aCallIsShort_data()
{
    QTest::addColumn<QByteArray>("packedBody");
    QTest::addColumn<QByteArray>("plain");
    constexpr int megabyte = 1024 * 1024;
    const QByteArray zeros(megabyte, '\0');
    QTest::newRow("zeros") << packed(zeros, Wrapping::Gzip) << zeros;
    QTest::newRow("small members")
        << packed("a", Wrapping::Gzip).repeated(megabyte / 32) << QByteArray(megabyte / 32, 'a');
}

void TestContentCoding::aCallIsShort()
{
    QFETCH(QByteArray, packedBody);
    QFETCH(QByteArray, plain);
    const Limits limits;
    BodyDecoder body({}, packedBody.size(), ContentCoding::Gzip, limits.batchBytesMax, limits);
    qsizetype taken = 0;
    for (qsizetype kept = 0; !body.isWhole(); kept = body.bytes().size()) {
        const auto more = body.feed(QByteArrayView(packedBody).sliced(taken));
        QVERIFY2(more, more ? "" : qPrintable(more.error().text()));
        QVERIFY(*more > 0 && *more <= 17 * 1024);
        QVERIFY(body.bytes().size() - kept <= 256 * 1024);
        taken += *more;
    }
    QCOMPARE(taken, packedBody.size());
    QVERIFY(body.bytes() == plain);
}

QTEST_APPLESS_MAIN(TestContentCoding)
#include "tst_content_coding.moc"
