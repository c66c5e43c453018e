#include "server/net/http/http_head.h"
#include "server/net/peer/forwarded.h"
#include "tests/fuzz/expectation.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/pieces.h"

// What proxies say of a request. The input is header lines, each ended by a line feed; their values
// are read as lists of ranges, too.

using namespace pushpoint;
using namespace pushpoint::net;
using namespace pushpoint::fuzz;

namespace {

const AddressRanges &trusted()
{
    static const AddressRanges ranges
        = AddressRanges::parse(QStringLiteral("10.0.0.0/8,fd00::/8")).value();
    return ranges;
}

void checkRanges(QByteArrayView text)
{
    const auto ranges = AddressRanges::parse(QString::fromUtf8(text));
    if (!ranges)
        return;
    const auto again = AddressRanges::parse(ranges->text());
    expect(again && again->text() == ranges->text(), "what it writes it reads");
    for (const char *address : {"10.0.0.1", "::1", "::ffff:192.0.2.7", "fd00::1"}) {
        const QHostAddress each(QString::fromLatin1(address));
        expect(ranges->contains(each) == again->contains(each), "and it means the same");
    }
}

Result<Forwarded> readHead(const QByteArray &lines)
{
    static const QHostAddress peer(QStringLiteral("10.0.0.1"));
    const QByteArray bytes = "GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n";
    const ExactCopy copy(bytes);
    HttpRequest request;
    if (!parseHttpHead(copy.view(), request))
        return ErrorCode::BadRequest;
    for (const HttpHeader &field : request.headers)
        checkRanges(field.value);
    return readForwarded(request, peer, trusted());
}

// Whoever is left of a client that is known is not believed.
void checkSpoofed(const QByteArray &lines, const Forwarded &said)
{
    if (trusted().contains(said.client))
        return;
    const QByteArray usual("X-Forwarded-For: 198.51.100.9\r\nX-Forwarded-Proto: http\r\n"
                           "X-Forwarded-Host: evil.example\r\n");
    const QByteArray standard("Forwarded: for=198.51.100.9;proto=http;host=evil.example\r\n");
    for (const QByteArray &before : {usual, standard, usual + standard}) {
        const auto spoofed = readHead(before + lines);
        if (spoofed) // else they disagree now, where only one of them was there
            expect(spoofed->client == said.client, "nobody passes for another");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray lines = inputBytes(data, size).toByteArray();
    lines.replace('\r', ' ');
    if (!lines.isEmpty() && !lines.endsWith('\n'))
        lines.append('\n');
    if (lines.startsWith('\n') || lines.contains("\n\n")) // a scanner would end the head
        return 0;
    lines.replace('\n', "\r\n");
    const auto said = readHead(lines);
    if (!said)
        return 0;
    expect(!said->client.isNull(), "somebody asks");
    expect(said->scheme.isEmpty() || said->scheme == "http" || said->scheme == "https",
           "a scheme is one of the web");
    checkSpoofed(lines, *said);
    return 0;
}
