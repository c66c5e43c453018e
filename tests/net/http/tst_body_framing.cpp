#include "server/net/http/http_head.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

/// What a head with these lines says about its body, in a word: that of the error, too.
QByteArray framing(const QByteArray &lines, const QByteArray &version = "1.1")
{
    const QByteArray bytes = "POST / HTTP/" + version + "\r\nHost: a\r\n" + lines + "\r\n";
    HttpRequest request;
    const auto head = parseHttpHead(bytes, request);
    if (!head)
        return head.error().word();
    return head->isChunked ? "chunked" : head->contentLength ? "length" : "none";
}

} // namespace

/// Where the body of a request ends must be beyond doubt: whoever sees another end in front of us
/// takes what a body says for a request.
class TestBodyFraming : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsOneCodingAndTakesItOnce_data();
    void knowsOneCodingAndTakesItOnce();
    void refusesLengthsThatAreNotOneNumber_data();
    void refusesLengthsThatAreNotOneNumber();
    void chunksAreNotOfHttp10();
    void severalContentCodingsAreNone();
};

void TestBodyFraming::knowsOneCodingAndTakesItOnce_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("expected");
    const auto coding = [](const char *name, const QByteArray &lines, const char *expected) {
        QTest::newRow(name) << lines << QByteArray(expected);
    };
    const char *bad = "bad_request";
    coding("none", {}, "none");
    coding("chunked", "Transfer-Encoding: chunked\r\n", "chunked");
    coding("chunked in upper case", "TRANSFER-ENCODING:\tCHUNKED \r\n", "chunked");
    coding("chunked and length", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", bad);
    coding("length and chunked", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", bad);
    coding("length zero and chunked", "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", bad);
    coding("length and another coding", "Content-Length: 5\r\nTransfer-Encoding: x, chunked\r\n",
           bad);
    coding("chunked in two fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
           bad);
    coding("chunked behind another field",
           "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", bad);
    coding("chunked twice", "Transfer-Encoding: chunked, chunked\r\n", bad);
    coding("chunked twice, another between", "Transfer-Encoding: chunked, gzip, chunked\r\n", bad);
    coding("chunked not last", "Transfer-Encoding: chunked, gzip\r\n", bad);
    coding("chunked behind another", "Transfer-Encoding: gzip, chunked\r\n", "length_required");
    coding("coding identity", "Transfer-Encoding: identity\r\n", bad);
    coding("coding gzip", "Transfer-Encoding: gzip\r\n", bad);
    coding("coding empty", "Transfer-Encoding:\r\n", bad);
    coding("coding of a comma", "Transfer-Encoding: ,chunked\r\n", bad);
    coding("coding with a comma behind", "Transfer-Encoding: chunked,\r\n", bad);
    coding("coding with a parameter", "Transfer-Encoding: chunked;q=1\r\n", bad);
    coding("coding in quotes", "Transfer-Encoding: \"chunked\"\r\n", bad);
    coding("coding spelt oddly", "Transfer-Encoding: xchunked\r\n", bad);
    coding("coding with a vertical tab",
           "Transfer-Encoding: \x0b"
           "chunked\r\n",
           bad);
}

void TestBodyFraming::knowsOneCodingAndTakesItOnce()
{
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, expected);
    QCOMPARE(framing(lines), expected);
}

void TestBodyFraming::refusesLengthsThatAreNotOneNumber_data()
{
    QTest::addColumn<QByteArray>("lines");
    const auto length
        = [](const char *name, const QByteArray &lines) { QTest::newRow(name) << lines; };
    length("length empty", "Content-Length:\r\n");
    length("length with a sign", "Content-Length: +5\r\n");
    length("length below zero", "Content-Length: -5\r\n");
    length("length in hexadecimal", "Content-Length: 0x5\r\n");
    length("length with a letter", "Content-Length: 5a\r\n");
    length("length with a point", "Content-Length: 5.0\r\n");
    length("length with a blank", "Content-Length: 5 5\r\n");
    length("length as a list", "Content-Length: 5, 5\r\n");
    length("length twice", "Content-Length: 5\r\nContent-Length: 6\r\n");
    length("length twice the same", "Content-Length: 5\r\ncontent-length: 5\r\n");
    length("length in other digits", "Content-Length: \xd9\xa5\r\n");
}

void TestBodyFraming::refusesLengthsThatAreNotOneNumber()
{
    QFETCH(QByteArray, lines);
    QCOMPARE(framing(lines), "bad_request");
}

// RFC 9112 §6.1
void TestBodyFraming::chunksAreNotOfHttp10()
{
    QCOMPARE(framing("Transfer-Encoding: chunked\r\n", "1.0"), "bad_request");
    QCOMPARE(framing("Transfer-Encoding: gzip, chunked\r\n", "1.0"), "bad_request");
    QCOMPARE(framing("Content-Length: 1\r\n", "1.0"), "length");
}

// RFC 9110 §5.3: two fields are a list, whatever they say.
void TestBodyFraming::severalContentCodingsAreNone()
{
    const auto codingOf = [](const QByteArray &lines) {
        HttpRequest request;
        const QByteArray bytes = "POST / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n";
        return parseHttpHead(bytes, request)->contentCoding;
    };
    const QByteArray identity("Content-Encoding: identity\r\n");
    const QByteArray gzip("content-encoding: GZIP\r\n");
    QCOMPARE(codingOf({}), ContentCoding::Identity);
    QCOMPARE(codingOf(identity), ContentCoding::Identity);
    QCOMPARE(codingOf(gzip), ContentCoding::Gzip);
    QCOMPARE(codingOf(gzip + identity), ContentCoding::Other);
    QCOMPARE(codingOf(identity + gzip), ContentCoding::Other);
}

QTEST_APPLESS_MAIN(TestBodyFraming)
#include "tst_body_framing.moc"
