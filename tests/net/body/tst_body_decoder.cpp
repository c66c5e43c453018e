#include "server/net/body/body_decoder.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

const QByteArray head("HEAD");
constexpr qsizetype bodyBytesMax = 40;

/// Small, so that they are crossed by what a test can cut at every byte.
const Limits &smallLimits()
{
    static const Limits limits = [] {
        Limits small;
        small.headersBytesMax = 60;
        small.headerLinesMax = 3;
        return small;
    }();
    return limits;
}

/// What comes of the bytes when they come in pieces that end at these places: the body and how much
/// is left for the next request, or the word of the error, or that there is more to come.
QByteArray readInPieces(QByteArrayView bytes, const QList<qsizetype> &ends)
{
    BodyDecoder body(head, {}, ContentCoding::Identity, bodyBytesMax, smallLimits());
    qsizetype begin = 0;
    for (const qsizetype end : ends) {
        const auto taken = body.feed(bytes.sliced(begin, end - begin));
        if (!taken)
            return taken.error().word();
        if (body.isWhole()) {
            return body.bytes().sliced(head.size()).toByteArray() + '|'
                + QByteArray::number(bytes.size() - begin - *taken);
        }
        if (*taken != end - begin)
            return "something was left";
        begin = end;
    }
    return "more";
}

QByteArray chunkOf(const QByteArray &text)
{
    return QByteArray::number(text.size(), 16) + "\r\n" + text + "\r\n";
}

const QByteArray last("0\r\n\r\n");

void row(const char *name, const QByteArray &bytes, const QByteArray &expected)
{
    QTest::newRow(name) << bytes << expected;
}

} // namespace

class TestBodyDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesHoweverItIsCut_data();
    void decodesHoweverItIsCut() { checkEveryCut(); }
    void refusesHoweverItIsCut_data();
    void refusesHoweverItIsCut() { checkEveryCut(); }
    void keepsBoundsAtTheBoundAndOneOver_data();
    void keepsBoundsAtTheBoundAndOneOver() { checkEveryCut(); }
    void standsBehindItsHead();
    void keepsOnlyWhatIsDecoded();

private:
    static void columns();
    void checkEveryCut();
};

void TestBodyDecoder::columns()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
}

void TestBodyDecoder::checkEveryCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    QCOMPARE(readInPieces(bytes, {bytes.size()}), expected);
    QList<qsizetype> everyByte;
    for (qsizetype cut = 1; cut <= bytes.size(); ++cut) {
        QCOMPARE(readInPieces(bytes, {cut, bytes.size()}), expected);
        everyByte.append(cut);
    }
    QCOMPARE(readInPieces(bytes, everyByte), expected);
}

void TestBodyDecoder::decodesHoweverItIsCut_data()
{
    columns();
    row("nothing", last, "|0");
    row("one chunk", chunkOf("abc") + last, "abc|0");
    row("two chunks", chunkOf("abc") + chunkOf("d") + last, "abcd|0");
    row("line ends and sizes within a chunk", chunkOf("\r\n0\r\n\r\n5\r\n") + last,
        "\r\n0\r\n\r\n5\r\n|0");
    row("zero bytes", chunkOf(QByteArray("\0a\0", 3)) + last, QByteArray("\0a\0|0", 5));
    row("size in capitals", "1A\r\n" + QByteArray(26, 'x') + "\r\n" + last,
        QByteArray(26, 'x') + "|0");
    row("size in small letters", "1a\r\n" + QByteArray(26, 'x') + "\r\n" + last,
        QByteArray(26, 'x') + "|0");
    row("zeros in front", "0003\r\nabc\r\n000\r\n\r\n", "abc|0");
    row("what follows is left", chunkOf("a") + last + "GET / HTTP/1.1\r\n", "a|16");
    row("an empty line that follows is left", chunkOf("a") + last + "\r\n", "a|2");
    row("extension", "3;a=b\r\nabc\r\n0;c\r\n\r\n", "abc|0");
    row("extension, quoted", "3;a=\"b;\\\"\x80\"\r\nabc\r\n" + last, "abc|0");
    row("blanks before an extension", "3 \t ; a = b \r\nabc\r\n" + last, "abc|0");
    row("empty extension", "3;\r\nabc\r\n" + last, "abc|0");
    row("trailers", chunkOf("a") + "0\r\nX: y\r\nExpires:\r\n\r\nnext", "a|4");
    row("trailers that would matter in a head",
        chunkOf("a") + "0\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n", "a|0");
    row("cut short in a size", "1", "more");
    row("cut short in a chunk", "5\r\nabc", "more");
    row("cut short before the end", chunkOf("abc") + "0\r\n", "more");
    row("cut short in a trailer", chunkOf("abc") + "0\r\nX: y", "more");
}

void TestBodyDecoder::refusesHoweverItIsCut_data()
{
    columns();
    const char *bad = "bad_request";
    const auto size
        = [bad](const char *text) { row(text, text + QByteArray("\r\nabc\r\n") + last, bad); };
    size("");
    size(" 3");
    size("+3");
    size("-3");
    size("0x3");
    size("3 ");
    size("3\t");
    size("3 3");
    size("3h");
    size("3.0");
    size("3,3");
    size("\xd9\xa3");
    size(";a");
    size("3;a\x01");
    size("3;a\x7f");
    size("00000000000000003");
    row("size with NUL", QByteArray("3\0\r\nabc\r\n", 9) + last, bad);
    row("bare LF behind a size", "3\nabc\r\n" + last, bad);
    row("bare LF behind an extension", "3;a\nabc\r\n" + last, bad);
    row("bare CR behind a size", "3\rabc\r\n" + last, bad);
    row("CR CR LF behind a size", "3\r\r\nabc\r\n" + last, bad);
    row("bare CR in an extension", "3;a\rb\r\nabc\r\n" + last, bad);
    row("chunk shorter than its size", "4\r\nabc\r\n" + last, bad);
    row("chunk longer than its size", "2\r\nabc\r\n" + last, bad);
    row("bare LF behind a chunk", "3\r\nabc\n" + last, bad);
    row("bare CR behind a chunk", "3\r\nabc\r" + last, bad);
    row("nothing behind a chunk", "3\r\nabc" + last, bad);
    row("empty line before a size", "\r\n" + chunkOf("abc") + last, bad);
    row("bare LF at the end", chunkOf("abc") + "0\r\n\n", bad);
    row("bare LF behind the last size", chunkOf("abc") + "0\n\r\n", bad);
    row("bare CR at the end", chunkOf("abc") + "0\r\n\rx", bad);
    row("request behind the last chunk", chunkOf("abc") + "0\r\nGET / HTTP/1.1\r\n\r\n", bad);
    row("trailer without a name", chunkOf("abc") + "0\r\n: x\r\n\r\n", bad);
    row("trailer without a colon", chunkOf("abc") + "0\r\nx\r\n\r\n", bad);
    row("trailer with a blank before its colon", chunkOf("abc") + "0\r\nx : y\r\n\r\n", bad);
    row("trailer that is folded", chunkOf("abc") + "0\r\nx: y\r\n z\r\n\r\n", bad);
    row("trailer with a bare LF", chunkOf("abc") + "0\r\nx: y\n\r\n", bad);
    row("trailer with a bare CR", chunkOf("abc") + "0\r\nx: y\rz\r\n\r\n", bad);
    row("trailer with a bell", chunkOf("abc") + "0\r\nx: \x07\r\n\r\n", bad);
}

void TestBodyDecoder::keepsBoundsAtTheBoundAndOneOver_data()
{
    columns();
    const QByteArray full(bodyBytesMax, 'x');
    row("body", chunkOf(full) + last, full + "|0");
    row("body, byte by byte", chunkOf("x").repeated(bodyBytesMax) + last, full + "|0");
    row("body + 1", chunkOf(full + 'x') + last, "body_too_large");
    row("body + 1, byte by byte", chunkOf("x").repeated(bodyBytesMax + 1) + last, "body_too_large");
    row("told by its size", "29\r\n", "body_too_large");
    row("size beyond 64 bits", "FFFFFFFFFFFFFFFF1\r\n", "body_too_large");
    row("digits", "0000000000000003\r\nabc\r\n" + last, "abc|0");
    const qsizetype skippedMax = smallLimits().headersBytesMax;
    const auto extended
        = [](qsizetype bytes) { return "1;" + QByteArray(bytes - 1, 'e') + "\r\nx\r\n"; };
    const qsizetype half = skippedMax / 2;
    row("extension", extended(skippedMax) + last, "x|0");
    row("extension + 1", extended(skippedMax + 1) + last, "headers_too_large");
    row("extensions", extended(half) + extended(skippedMax - half) + last, "xx|0");
    row("extensions + 1", extended(half) + extended(skippedMax - half + 1) + last,
        "headers_too_large");
    row("extension without end", "1;" + QByteArray(10 * skippedMax, 'e'), "headers_too_large");
    row("blanks without end", "1" + QByteArray(10 * skippedMax, ' '), "headers_too_large");
    const auto trailer = [](qsizetype bytes) { return "t:" + QByteArray(bytes - 2, 't') + "\r\n"; };
    row("trailer", "0\r\n" + trailer(skippedMax) + "\r\n", "|0");
    row("trailer + 1", "0\r\n" + trailer(skippedMax + 1) + "\r\n", "headers_too_large");
    row("extension and trailer + 1", extended(half) + "0\r\n" + trailer(half + 1) + "\r\n",
        "headers_too_large");
    const int lines = smallLimits().headerLinesMax;
    row("trailer lines", "0\r\n" + trailer(2).repeated(lines) + "\r\n", "|0");
    row("trailer lines + 1", "0\r\n" + trailer(2).repeated(lines + 1) + "\r\n",
        "headers_too_large");
}

void TestBodyDecoder::standsBehindItsHead()
{
    QByteArray given("GET");
    BodyDecoder body(given, {}, ContentCoding::Identity, bodyBytesMax, smallLimits());
    given.fill('-'); // it has a copy
    QCOMPARE(body.bytes(), "GET");
    QCOMPARE(*body.feed(chunkOf("abc")), 8);
    QVERIFY(!body.isWhole());
    QCOMPARE(*body.feed(last + "next"), last.size());
    QVERIFY(body.isWhole());
    QCOMPARE(body.bytes(), "GETabc");
}

// A flood of small chunks is mostly sizes and line ends.
void TestBodyDecoder::keepsOnlyWhatIsDecoded()
{
    const Limits limits;
    BodyDecoder body(head, {}, ContentCoding::Identity, limits.bodyBytesMax, limits);
    const QByteArray flood = chunkOf("x").repeated(1024);
    qsizetype decoded = 0;
    for (; decoded + 1024 <= limits.bodyBytesMax; decoded += 1024)
        QCOMPARE(*body.feed(flood), flood.size());
    QCOMPARE(body.bytes().size(), head.size() + decoded);
    QCOMPARE(body.feed(flood).error().code, ErrorCode::BodyTooLarge);
}

QTEST_APPLESS_MAIN(TestBodyDecoder)
#include "tst_body_decoder.moc"
