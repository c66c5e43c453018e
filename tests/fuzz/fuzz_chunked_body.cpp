#include "server/net/body/body_decoder.h"
#include "tests/fuzz/expectation.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/heap_in_use.h"
#include "tests/fuzz/pieces.h"

// A body in chunks, or packed, however it is cut into packets. The input is what stands behind the
// head.

using namespace pushpoint;
using namespace pushpoint::net;
using namespace pushpoint::fuzz;

namespace {

constexpr qsizetype bodyBytesMax = 100;

/// Small, so that short inputs cross them.
Limits smallLimits()
{
    Limits limits;
    limits.headersBytesMax = 80;
    limits.headerLinesMax = 4;
    return limits;
}

struct Decoded
{
    QByteArray word; ///< of the error; empty: none
    QByteArray body;
    qsizetype takenBytes = 0; ///< up to the end, where it is whole
    bool whole = false;

    bool operator==(const Decoded &) const = default;
};

Decoded decodeCut(QByteArrayView bytes, Cut cut)
{
    static const Limits limits = smallLimits();
    BodyDecoder body({}, {}, ContentCoding::Identity, bodyBytesMax, limits);
    Decoded decoded;
    for (const QByteArrayView piece : pieces(bytes, cut)) {
        const ExactCopy copy(piece);
        const auto taken = body.feed(copy.view());
        if (!taken)
            return {taken.error().word(), {}};
        decoded.takenBytes += *taken;
        if (body.isWhole())
            break;
        expect(*taken == piece.size(), "all is taken until the end");
    }
    decoded.body = body.bytes().toByteArray();
    decoded.whole = body.isWhole();
    return decoded;
}

/// What comes of a packed body, or the word of the error.
QByteArray unpackCut(QByteArrayView bytes, ContentCoding coding, Cut cut)
{
    static const Limits limits = smallLimits();
    constexpr qsizetype plainBytesMax = 1000;
    BodyDecoder body({}, bytes.size(), coding, std::max(plainBytesMax, bytes.size()), limits);
    for (const QByteArrayView piece : pieces(bytes, cut)) {
        const ExactCopy copy(piece);
        for (QByteArrayView rest = copy.view(); !rest.isEmpty();) {
            const auto taken = body.feed(rest);
            if (!taken)
                return taken.error().word();
            expect(*taken > 0, "something of it is taken");
            rest = rest.sliced(*taken);
        }
    }
    expect(body.isWhole(), "all of it came");
    return '=' + body.bytes().toByteArray();
}

void checkPacked(QByteArrayView bytes)
{
    for (const auto coding : {ContentCoding::Gzip, ContentCoding::Deflate}) {
        const QByteArray plain = unpackCut(bytes, coding, Cut::Nowhere);
        expect(unpackCut(bytes, coding, Cut::BehindEveryByte) == plain, "unpacked byte by byte");
        expect(unpackCut(bytes, coding, Cut::Irregularly) == plain, "unpacked in pieces");
    }
}

/// What is held stays within the limit, whatever is skipped.
void checkMemory(QByteArrayView bytes)
{
    static const Limits limits = smallLimits();
    const qint64 heldMax = bodyBytesMax + 512; // a byte array's head, and rounding up
    const auto parts = pieces(bytes, Cut::Irregularly);
    BodyDecoder body({}, {}, ContentCoding::Identity, bodyBytesMax, limits);
    const qint64 before = heapInUse();
    for (const QByteArrayView piece : parts) {
        const bool refused = !body.feed(piece);
        expect(heapInUse() - before <= heldMax, "no more is held than the limit allows");
        if (refused || body.isWhole())
            return;
    }
}

QByteArray inOneChunk(const QByteArray &body)
{
    const QByteArray chunk
        = body.isEmpty() ? body : QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n";
    return chunk + "0\r\n\r\n";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes = inputBytes(data, size);
    const Decoded whole = decodeCut(bytes, Cut::Nowhere);
    expect(decodeCut(bytes, Cut::BehindEveryByte) == whole, "the same byte by byte");
    expect(decodeCut(bytes, Cut::Irregularly) == whole, "the same in pieces");
    expect(whole.body.size() <= bodyBytesMax, "a body is within its limit");
    checkMemory(bytes);
    checkPacked(bytes);
    if (!whole.whole)
        return 0;
    expect(whole.takenBytes <= bytes.size(), "a body is within its bytes");
    expect(bytes.first(whole.takenBytes).endsWith("\r\n"), "a body ends with its empty line");
    expect(decodeCut(bytes.first(whole.takenBytes), Cut::Nowhere) == whole,
           "what follows does not matter");
    const QByteArray anew = inOneChunk(whole.body);
    expect(decodeCut(anew, Cut::Nowhere) == Decoded{{}, whole.body, anew.size(), true},
           "what was decoded is decoded again");
    return 0;
}
