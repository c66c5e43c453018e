#include "server/net/http/http_head.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

QByteArray head(const QByteArray &lines)
{
    return "GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n";
}

/// What a reader makes of a head, as one line: its size and fields, or the word of its error.
QByteArray summaryOf(const Result<std::optional<qsizetype>> &scanned, QByteArrayView bytes)
{
    if (!scanned)
        return scanned.error().word();
    if (!*scanned)
        return "more";
    HttpRequest request;
    const auto parsed = parseHttpHead(bytes.first(**scanned), request);
    if (!parsed)
        return parsed.error().word();
    QByteArray out = QByteArray::number(**scanned) + ' ' + request.method + ' ' + request.target
        + " 1." + QByteArray::number(request.minorVersion);
    for (const HttpHeader &field : request.headers)
        out += '|' + field.name + '=' + field.value;
    if (parsed->contentLength)
        out += " length=" + QByteArray::number(*parsed->contentLength);
    out += parsed->keepAlive ? " stays" : " closes";
    out += parsed->expectsContinue ? " continue" : "";
    out += parsed->upgradesToWebSocket ? " upgrade" : "";
    return out;
}

QByteArray readWhole(const QByteArray &bytes, const Limits &limits = {})
{
    HttpHeadScanner scanner(limits);
    return summaryOf(scanner.scan(bytes), bytes);
}

/// The same bytes in two pieces, cut at `cut`.
QByteArray readSplit(const QByteArray &bytes, qsizetype cut, const Limits &limits = {})
{
    HttpHeadScanner scanner(limits);
    const QByteArrayView first = QByteArrayView(bytes).first(cut);
    const auto early = scanner.scan(first);
    if (!early || *early)
        return summaryOf(early, first);
    return summaryOf(scanner.scan(bytes), bytes);
}

QByteArray readByteByByte(const QByteArray &bytes, const Limits &limits = {})
{
    HttpHeadScanner scanner(limits);
    for (qsizetype size = 1; size <= bytes.size(); ++size) {
        const QByteArrayView soFar = QByteArrayView(bytes).first(size);
        const auto scanned = scanner.scan(soFar);
        if (!scanned || *scanned)
            return summaryOf(scanned, soFar);
    }
    return "more";
}

/// By the defaults one line may fill all that the headers have, and no line would reach its bound.
Limits apartLimits()
{
    Limits limits;
    limits.headerLineBytesMax = limits.headersBytesMax / 2;
    return limits;
}

constexpr char bad[] = "bad_request";

void row(const char *name, const QByteArray &bytes, const char *word)
{
    QTest::newRow(name) << bytes << QByteArray(word);
}

void addBadRequestLines()
{
    const auto line
        = [](const QByteArray &requestLine) { return requestLine + "\r\nHost: a\r\n\r\n"; };
    row("empty line only", "\r\n", bad);
    row("one word", line("GET"), bad);
    row("two words", line("GET /"), bad);
    row("HTTP/0.9", "GET /\r\n\r\n", bad);
    row("four words", line("GET / a HTTP/1.1"), bad);
    row("two blanks before the target", line("GET  / HTTP/1.1"), bad);
    row("two blanks before the version", line("GET /  HTTP/1.1"), bad);
    row("blank at the end", line("GET / HTTP/1.1 "), bad);
    row("blank at the start", line(" GET / HTTP/1.1"), bad);
    row("tab for a blank", line("GET\t/\tHTTP/1.1"), bad);
    row("empty method", line(" / HTTP/1.1"), bad);
    row("method with a colon", line("GE:T / HTTP/1.1"), bad);
    row("method with a slash", line("GE/T / HTTP/1.1"), bad);
    row("method with a brace", line("GE{T / HTTP/1.1"), bad);
    row("method in UTF-8", line("G\xc3\x89T / HTTP/1.1"), bad);
    row("method with NUL", line(QByteArray("G\0T / HTTP/1.1", 14)), bad);
    row("target with NUL", line(QByteArray("GET /a\0b HTTP/1.1", 17)), bad);
    row("target with a control character", line("GET /a\x01 HTTP/1.1"), bad);
    row("target with DEL", line("GET /a\x7f HTTP/1.1"), bad);
    row("target with a tab", line("GET /a\tb HTTP/1.1"), bad);
    row("target with a bare CR", line("GET /a\rb HTTP/1.1"), bad);
    row("target with a fragment", line("GET /a#b HTTP/1.1"), bad);
    row("target without a slash", line("GET a HTTP/1.1"), bad);
    row("target of another scheme", line("GET ftp://a/ HTTP/1.1"), bad);
    row("target is a query only", line("GET ?a HTTP/1.1"), bad);
    row("version in lower case", line("GET / http/1.1"), bad);
    row("version cut short", line("GET / HTTP/1"), bad);
    row("version without a point", line("GET / HTTP/11"), bad);
    row("version of another protocol", line("GET / HTCP/1.1"), bad);
    row("version with letters", line("GET / HTTP/a.b"), bad);
    row("version with two digits", line("GET / HTTP/1.10"), bad);
    row("version 2.0", line("GET / HTTP/2.0"), "http_version_not_supported");
    row("version 0.9", line("GET / HTTP/0.9"), "http_version_not_supported");
    row("version 1.2", line("GET / HTTP/1.2"), "http_version_not_supported");
    row("version 3.1", line("GET / HTTP/3.1"), "http_version_not_supported");
    row("a TLS hello", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", 12), bad);
    row("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "http_version_not_supported");
}

void addBadFields()
{
    row("bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", bad);
    row("bare LF after a header", "GET / HTTP/1.1\r\nHost: a\n\r\n", bad);
    row("bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", bad);
    row("bare LF first", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", bad);
    row("bare LF within a value", head("X: a\nY: b\r\n"), bad);
    row("bare CR within a value", head("X: a\rY: b\r\n"), bad);
    row("CR CR LF", head("X: a\r\r\n"), bad);
    row("CR before the colon", head("X\r: a\r\n"), bad);
    row("no colon", head("X\r\n"), bad);
    row("colon first", head(": a\r\n"), bad);
    row("blank before the colon", head("X : a\r\n"), bad);
    row("tab before the colon", head("X\t: a\r\n"), bad);
    row("blank before a name", head(" X: a\r\n"), bad);
    row("folded line", head("X: a\r\n b\r\n"), bad);
    row("folded line by a tab", head("X: a\r\n\tb\r\n"), bad);
    row("folded line without a field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", bad);
    row("name with a bracket", head("X(: a\r\n"), bad);
    row("name with a quote", head("\"X\": a\r\n"), bad);
    row("name in UTF-8", head("\xc3\x89: a\r\n"), bad);
    row("name with NUL", head(QByteArray("X\0: a\r\n", 7)), bad);
    row("value with NUL", head(QByteArray("X: a\0b\r\n", 8)), bad);
    row("value with a bell", head("X: a\x07\r\n"), bad);
    row("value with DEL", head("X: a\x7f\r\n"), bad);
    row("value with escape", head("X: \x1b[31m\r\n"), bad);
    row("no host", "GET / HTTP/1.1\r\n\r\n", bad);
    row("no host but others", "GET / HTTP/1.1\r\nX-Host: a\r\n\r\n", bad);
    row("two hosts", head("Host: b\r\n"), bad);
    row("the same host twice", head("host: a\r\n"), bad);
    row("two hosts in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", bad);
    row("another expectation", head("Expect: 200-ok\r\n"), "expectation_failed");
    row("expectation empty", head("Expect:\r\n"), "expectation_failed");
    row("two expectations", head("Expect: 100-continue, x\r\n"), "expectation_failed");
}

} // namespace

class TestHttpHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesATlsHelloAtItsFirstByte()
    {
        const Limits limits;
        HttpHeadScanner scanner(limits);
        const auto scanned = scanner.scan("\x16");
        QVERIFY(!scanned);
        QCOMPARE(scanned.error().code, ErrorCode::BadRequest);
    }

    void readsWellFormedHeadsHoweverTheyAreCut_data();
    void readsWellFormedHeadsHoweverTheyAreCut() { checkEveryCut(); }
    void refusesMalformedHeadsHoweverTheyAreCut_data();
    void refusesMalformedHeadsHoweverTheyAreCut() { checkEveryCut(); }
    void keepsEveryLimitAtTheBoundAndOneOver_data();
    void keepsEveryLimitAtTheBoundAndOneOver();
    void refusesAnEndlessLineBeforeItsEnd();
    void refusesEndlessHeadersBeforeTheirEnd();
    void leavesWhatFollowsTheHead();
    void isReadyForTheNextHeadAfterReset();
    void knowsOptionalHeaders();

private:
    void checkEveryCut();
};

void TestHttpHead::readsWellFormedHeadsHoweverTheyAreCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &expected) {
        QTest::newRow(name) << bytes << QByteArray::number(bytes.size()) + ' ' + expected;
    };
    row("shortest", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / 1.1|Host=a stays");
    row("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / 1.1|Host= stays");
    row("1.0 without host", "GET / HTTP/1.0\r\n\r\n", "GET / 1.0 closes");
    row("1.0 keep-alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET / 1.0|Connection=keep-alive stays");
    row("1.0 keep-alive in a list", "GET / HTTP/1.0\r\nConnection: x, Keep-Alive\r\n\r\n",
        "GET / 1.0|Connection=x, Keep-Alive stays");
    row("1.0 keep-alive and close", "GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n",
        "GET / 1.0|Connection=keep-alive, close closes");
    row("1.0 with an expectation", "GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n",
        "GET / 1.0|Expect=100-continue closes");
    row("1.0 with another expectation", "GET / HTTP/1.0\r\nExpect: x\r\n\r\n",
        "GET / 1.0|Expect=x closes");
    row("close", head("Connection: close\r\n"), "GET / 1.1|Host=a|Connection=close closes");
    row("close in a list", head("Connection: x, CLOSE\r\n"),
        "GET / 1.1|Host=a|Connection=x, CLOSE closes");
    row("close in a second field", head("Connection: x\r\nConnection: close\r\n"),
        "GET / 1.1|Host=a|Connection=x|Connection=close closes");
    row("no close in a longer word", head("Connection: closed\r\n"),
        "GET / 1.1|Host=a|Connection=closed stays");
    row("blanks around a value", head("X: \t a b \t \r\n"), "GET / 1.1|Host=a|X=a b stays");
    row("no blank before a value", head("X:a\r\n"), "GET / 1.1|Host=a|X=a stays");
    row("empty value", head("X:\r\n"), "GET / 1.1|Host=a|X= stays");
    row("colons in a value", head("X: a:b:\r\n"), "GET / 1.1|Host=a|X=a:b: stays");
    row("obs-text", head("X: \xe6\x9d\x8e\xff\r\n"), "GET / 1.1|Host=a|X=\xe6\x9d\x8e\xff stays");
    row("every token character", head("!#$%&'*+-.^_`|~09azAZ: 1\r\n"),
        "GET / 1.1|Host=a|!#$%&'*+-.^_`|~09azAZ=1 stays");
    row("length", head("Content-Length: 12\r\n"),
        "GET / 1.1|Host=a|Content-Length=12 length=12 stays");
    row("length zero", head("content-length: 0\r\n"),
        "GET / 1.1|Host=a|content-length=0 length=0 stays");
    row("length with zeros before", head("Content-Length: 0012\r\n"),
        "GET / 1.1|Host=a|Content-Length=0012 length=12 stays");
    row("length of 19 digits", head("Content-Length: 1000000000000000000\r\n"),
        "GET / 1.1|Host=a|Content-Length=1000000000000000000 length=9223372036854775807 stays");
    row("length beyond 64 bits", head("Content-Length: 99999999999999999999999999\r\n"),
        "GET / 1.1|Host=a|Content-Length=99999999999999999999999999 length=9223372036854775807 "
        "stays");
    row("continue", head("Expect: 100-Continue\r\n"),
        "GET / 1.1|Host=a|Expect=100-Continue stays continue");
    row("upgrade", head("Upgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"),
        "GET / 1.1|Host=a|Upgrade=WebSocket|Connection=keep-alive, Upgrade stays upgrade");
    row("upgrade to something else", head("Upgrade: h2c\r\nConnection: Upgrade\r\n"),
        "GET / 1.1|Host=a|Upgrade=h2c|Connection=Upgrade stays");
    row("upgrade without connection", head("Upgrade: websocket\r\n"),
        "GET / 1.1|Host=a|Upgrade=websocket stays");
    row("absolute form", "GET http://a:1/x?y HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /x?y 1.1|Host=a stays");
    row("absolute form, no path", "GET http://a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / 1.1|Host=a stays");
    row("absolute form, other case", "GET HTTPS://a/x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /x 1.1|Host=a stays");
    row("asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * 1.1|Host=a stays");
    row("raw UTF-8 in the target", "GET /ws/\xe6\x9d\x8e HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /ws/\xe6\x9d\x8e 1.1|Host=a stays");
    row("odd method", "M-SEARCH / HTTP/1.1\r\nHost: a\r\n\r\n", "M-SEARCH / 1.1|Host=a stays");
    row("method in lower case", "get / HTTP/1.1\r\nHost: a\r\n\r\n", "get / 1.1|Host=a stays");
}

void TestHttpHead::refusesMalformedHeadsHoweverTheyAreCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    addBadRequestLines();
    addBadFields();
}

void TestHttpHead::checkEveryCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    QCOMPARE(readWhole(bytes), expected);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut)
        QCOMPARE(readSplit(bytes, cut), expected);
    QCOMPARE(readByteByByte(bytes), expected);
}

void TestHttpHead::keepsEveryLimitAtTheBoundAndOneOver_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("word");
    const Limits limits = apartLimits();
    const QByteArray host("Host: a\r\n");
    const auto requestLine = [&](qsizetype size) {
        return "GET /" + QByteArray(size - 14, 'x') + " HTTP/1.1\r\n" + host + "\r\n";
    };
    const auto headerLine
        = [&](qsizetype size) { return head("X: " + QByteArray(size - 3, 'x') + "\r\n"); };
    const auto headers = [&](qsizetype size) {
        QByteArray lines(host);
        while (size - lines.size() > 4100)
            lines += "X: " + QByteArray(4000, 'x') + "\r\n";
        lines += "Y: " + QByteArray(size - lines.size() - 5, 'y') + "\r\n";
        return "GET / HTTP/1.1\r\n" + lines + "\r\n";
    };
    const auto lines = [&](int count) {
        QByteArray all("GET / HTTP/1.1\r\n" + host);
        for (int i = 1; i < count; ++i)
            all += "X: 1\r\n";
        return all + "\r\n";
    };
    QTest::newRow("request line") << requestLine(limits.requestLineBytesMax) << QByteArray();
    QTest::newRow("request line + 1")
        << requestLine(limits.requestLineBytesMax + 1) << QByteArray("uri_too_long");
    QTest::newRow("header line") << headerLine(limits.headerLineBytesMax) << QByteArray();
    QTest::newRow("header line + 1")
        << headerLine(limits.headerLineBytesMax + 1) << QByteArray("headers_too_large");
    QTest::newRow("headers") << headers(limits.headersBytesMax) << QByteArray();
    QTest::newRow("headers + 1") << headers(limits.headersBytesMax + 1)
                                 << QByteArray("headers_too_large");
    QTest::newRow("header lines") << lines(limits.headerLinesMax) << QByteArray();
    QTest::newRow("header lines + 1")
        << lines(limits.headerLinesMax + 1) << QByteArray("headers_too_large");
    QTest::newRow("over, and malformed too")
        << "GET /" + QByteArray(limits.requestLineBytesMax, 'x') + "\nHost: a\r\n\r\n"
        << QByteArray("uri_too_long");
}

void TestHttpHead::keepsEveryLimitAtTheBoundAndOneOver()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, word);
    const Limits limits = apartLimits();
    const QByteArray whole = readWhole(bytes, limits);
    if (word.isEmpty())
        QVERIFY2(whole.startsWith(QByteArray::number(bytes.size()) + " GET /"), whole.left(40));
    else
        QCOMPARE(whole, word);
    QCOMPARE(readByteByByte(bytes, limits), whole);
    for (qsizetype cut = 0; cut <= bytes.size(); cut += bytes.size() < 1000 ? 1 : 97)
        QCOMPARE(readSplit(bytes, cut, limits), whole);
}

void TestHttpHead::refusesAnEndlessLineBeforeItsEnd()
{
    const Limits limits;
    HttpHeadScanner scanner(limits);
    const QByteArray endless(limits.requestLineBytesMax + 2, 'x'); // its CR would be due
    const auto scanned = scanner.scan(endless);
    QVERIFY(!scanned);
    QCOMPARE(scanned.error().code, ErrorCode::UriTooLong);
}

void TestHttpHead::refusesEndlessHeadersBeforeTheirEnd()
{
    const Limits limits;
    HttpHeadScanner scanner(limits);
    QByteArray endless("GET / HTTP/1.1\r\n");
    while (endless.size() < limits.headersBytesMax + 1000)
        endless += "X: " + QByteArray(240, 'x') + "\r\n";
    const auto scanned = scanner.scan(endless);
    QVERIFY(!scanned);
    QCOMPARE(scanned.error().code, ErrorCode::HeadersTooLarge);
}

void TestHttpHead::leavesWhatFollowsTheHead()
{
    const QByteArray first = head("Content-Length: 4\r\n");
    const QByteArray bytes = first + "\r\n\r\n" + head({});
    const Limits limits;
    HttpHeadScanner scanner(limits);
    const auto scanned = scanner.scan(bytes);
    QVERIFY(scanned && *scanned);
    QCOMPARE(**scanned, first.size());
}

void TestHttpHead::isReadyForTheNextHeadAfterReset()
{
    const Limits limits;
    HttpHeadScanner scanner(limits);
    for (int lines : {99, 1, 99}) {
        QByteArray bytes("GET / HTTP/1.1\r\n");
        for (int i = 0; i < lines; ++i)
            bytes += "X: 1\r\n";
        bytes += "\r\n";
        const auto scanned = scanner.scan(bytes);
        QVERIFY(scanned && *scanned);
        QCOMPARE(**scanned, bytes.size());
        scanner.reset();
    }
}

void TestHttpHead::knowsOptionalHeaders()
{
    const QByteArray bytes = head("Origin: http://x\r\nSec-Fetch-Site: cross-site\r\n"
                                  "Content-Type: application/json\r\nContent-Encoding: gzip\r\n");
    HttpRequest request;
    const auto parsed = parseHttpHead(bytes, request);
    QVERIFY(parsed);
    QCOMPARE(*parsed->host, "a");
    QCOMPARE(*parsed->origin, "http://x");
    QCOMPARE(*parsed->secFetchSite, "cross-site");
    QCOMPARE(*parsed->contentType, "application/json");
    QCOMPARE(parsed->contentCoding, ContentCoding::Gzip);
    QVERIFY(!parsed->contentLength);
}

QTEST_GUILESS_MAIN(TestHttpHead)
#include "tst_http_head.moc"
