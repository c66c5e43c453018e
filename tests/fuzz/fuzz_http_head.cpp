#include "server/net/http/body_type.h"
#include "server/net/http/http_head.h"
#include "server/net/origin/origin_rules.h"
#include "tests/fuzz/expectation.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/pieces.h"

// A request's head, however it is cut into packets: the scanner and the parser behind it. The input
// is what a client sends.

using namespace pushpoint;
using namespace pushpoint::net;
using namespace pushpoint::fuzz;

namespace {

/// Small, so that short inputs cross them.
Limits smallLimits()
{
    Limits limits;
    limits.requestLineBytesMax = 120;
    limits.headerLineBytesMax = 100;
    limits.headersBytesMax = 400;
    limits.headerLinesMax = 12;
    return limits;
}

struct Scanned
{
    QByteArray word; ///< of the error; empty: none
    qsizetype headBytes = 0;

    bool operator==(const Scanned &) const = default;
};

Scanned scanCut(QByteArrayView bytes, Cut cut)
{
    static const Limits limits = smallLimits();
    HttpHeadScanner scanner(limits);
    qsizetype size = 0;
    for (const QByteArrayView piece : pieces(bytes, cut)) {
        size += piece.size();
        const ExactCopy soFar(bytes.first(size));
        const auto found = scanner.scan(soFar.view());
        if (!found)
            return {found.error().word(), 0};
        if (*found)
            return {{}, **found};
    }
    return {};
}

/// What was understood, written anew in the plainest way.
QByteArray rewritten(const HttpRequest &request)
{
    QByteArray head = request.method + ' ' + request.target + " HTTP/1."
        + QByteArray::number(request.minorVersion) + "\r\n";
    for (const HttpHeader &field : request.headers)
        head += field.name + ": " + field.value + "\r\n";
    return head + "\r\n";
}

bool isSame(const HttpHead &a, const HttpHead &b)
{
    return a.host == b.host && a.origin == b.origin && a.secFetchSite == b.secFetchSite
        && a.contentType == b.contentType && a.contentCoding == b.contentCoding
        && a.contentLength == b.contentLength && a.isChunked == b.isChunked
        && a.keepAlive == b.keepAlive && a.expectsContinue == b.expectsContinue
        && a.hasUpgrade == b.hasUpgrade && a.upgradesToWebSocket == b.upgradesToWebSocket;
}

bool hasLineEnd(QByteArrayView text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

void checkParsed(const HttpRequest &request, const HttpHead &head)
{
    const Limits limits = smallLimits();
    expect(!request.method.isEmpty() && !request.target.isEmpty(), "method and target are there");
    expect(request.target[0] == '/' || request.target == "*" || request.method == "CONNECT",
           "a target is a path");
    expect(!hasLineEnd(request.method) && !hasLineEnd(request.target), "no line ends in the line");
    expect(request.headers.size() <= limits.headerLinesMax, "no more headers than allowed");
    for (const HttpHeader &field : request.headers) {
        expect(!field.name.isEmpty() && !field.name.contains(' ') && !hasLineEnd(field.name),
               "a field's name is a token");
        expect(!hasLineEnd(field.value), "no line ends in a field's value");
    }
    expect(head.contentLength.value_or(0) >= 0, "a length is not negative");
    expect(request.minorVersion == 0 || head.host, "HTTP/1.1 has a Host");
    const bool asked = request.minorVersion == 1 || request.header("Connection");
    expect(!head.keepAlive || asked, "HTTP/1.0 is kept alive only where it asks");
    expect(!head.expectsContinue || request.minorVersion == 1, "HTTP/1.0 expects nothing");
    const auto coding = request.header("Transfer-Encoding");
    expect(head.isChunked == coding.has_value(), "a transfer coding is understood or refused");
    expect(!head.isChunked || coding->compare("chunked", Qt::CaseInsensitive) == 0,
           "and is chunked");
    expect(!head.isChunked || (!head.contentLength && request.minorVersion == 1),
           "a body has one end");
    expect(request.path().size() + request.query().size() <= request.target.size(),
           "path and query are in the target");

    const OriginRules rules(
        {SitePattern::parseHost(QStringLiteral("push.example")).value()},
        {SitePattern::parseOrigin(QStringLiteral("https://example.org")).value()});
    const bool ours = !rules.checkHost(head, QHostAddress::LocalHost);
    expect(!ours || !head.host || !head.host->contains("evil"), "another host is not ours");
    const bool welcome = rules.standingOf(head) != OriginRules::Standing::Foreign;
    expect(!welcome || head.origin != QByteArrayView("null"), "no null origin");
    expect(bodyTypeOf(head) == BodyType::Other || head.contentType, "no type without a header");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes = inputBytes(data, size);
    const Scanned whole = scanCut(bytes, Cut::Nowhere);
    expect(scanCut(bytes, Cut::BehindEveryByte) == whole, "the same byte by byte");
    expect(scanCut(bytes, Cut::Irregularly) == whole, "the same in pieces");
    if (whole.headBytes == 0)
        return 0;
    expect(whole.headBytes <= bytes.size(), "a head is within its bytes");
    const ExactCopy headBytes(bytes.first(whole.headBytes));
    expect(headBytes.view().endsWith("\r\n"), "a head ends with its empty line");

    HttpRequest request;
    const auto head = parseHttpHead(headBytes.view(), request);
    if (!head)
        return 0;
    checkParsed(request, *head);
    const QByteArray anew = rewritten(request);
    HttpRequest again;
    const auto headAgain = parseHttpHead(anew, again);
    expect(headAgain.ok(), "what was understood is understood again");
    expect(isSame(*head, *headAgain) && rewritten(again) == anew, "and in the same way");
    return 0;
}
