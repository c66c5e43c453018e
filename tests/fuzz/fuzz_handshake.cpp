#include "server/net/http/handshake.h"
#include "server/protocol/percent_encoding.h"
#include "tests/fuzz/expectation.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/json_grammar.h"
#include "tests/fuzz/pieces.h"

// An upgrade, and the name in its path. The input is a path, a line feed, and the header lines,
// each ended by a line feed.

using namespace pushpoint;
using namespace pushpoint::net;
using namespace pushpoint::fuzz;

namespace {

void checkName(const UserName &name)
{
    const QByteArray &utf8 = name.utf8();
    expect(!utf8.isEmpty() && utf8.size() <= nameBytesMax && isUtf8(utf8), "a name is UTF-8");
    const auto again = UserName::parse(QByteArrayView(utf8));
    expect(again && *again == name, "a name stays what it is");
    expect(name.text().normalized(QString::NormalizationForm_C) == name.text(), "and is composed");
    const auto fromText = UserName::parse(QStringView(name.text()));
    expect(fromText && *fromText == name, "a name is the same as text");
    const auto fromSegment = UserName::parsePathSegment(name.toPathSegment());
    expect(fromSegment && *fromSegment == name, "a name returns from a path as the same");
}

void checkEscapes(QByteArrayView text)
{
    const QByteArray decoded = percentDecoded(text);
    expect(decoded.size() <= text.size(), "decoding never grows");
    if (const auto strict = percentDecodedStrictly(text))
        expect(*strict == decoded, "strict or not, it says the same");
    const QByteArray raw = text.toByteArray();
    expect(percentDecodedStrictly(raw.toPercentEncoding()) == raw, "what is escaped returns");
    for (const QByteArray &bytes : {raw, decoded}) {
        if (const auto name = UserName::parse(QByteArrayView(bytes)))
            checkName(*name);
    }
}

void checkHandshakeIn(const QByteArray &headBytes)
{
    HttpRequest request;
    const auto head = parseHttpHead(headBytes, request);
    if (!head)
        return;
    const auto handshake = checkHandshake(request, *head);
    if (!handshake)
        return;
    expect(request.method == "GET" && startsInAnyCase(request.path(), "/ws/"),
           "only a GET upgrades");
    expect(handshake->key.size() == 24, "a key has its length");
    checkName(handshake->name);

    const QByteArray shortest = canonicalHandshake(*handshake);
    HttpRequest again;
    const auto headAgain = parseHttpHead(shortest, again);
    expect(headAgain.ok(), "the shortest form is a head");
    const auto handshakeAgain = checkHandshake(again, *headAgain);
    expect(handshakeAgain && handshakeAgain->key == handshake->key, "and the same upgrade");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ExactCopy copy(inputBytes(data, size));
    const QByteArray input = copy.view().toByteArray();
    const qsizetype end = input.indexOf('\n');
    const QByteArray path = end < 0 ? input : input.first(end);
    QByteArray lines = end < 0 ? QByteArray() : input.sliced(end + 1);
    if (!lines.isEmpty() && !lines.endsWith('\n'))
        lines.append('\n');
    lines.replace('\n', "\r\n");
    checkEscapes(path);
    if (!lines.contains("\r\n\r\n") && !lines.startsWith("\r\n")) // a scanner would end the head
        checkHandshakeIn("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
    return 0;
}
