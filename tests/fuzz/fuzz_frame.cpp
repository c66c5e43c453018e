#include "server/net/websocket/frame_reader.h"
#include "tests/fuzz/expectation.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/heap_in_use.h"
#include "tests/fuzz/json_grammar.h"
#include "tests/fuzz/pieces.h"

#include <QtEndian>

// What a client sends over its WebSocket, however it is cut into packets. The input is the frames.

using namespace pushpoint;
using namespace pushpoint::net;
using namespace pushpoint::fuzz;

namespace {

/// Small, so that short inputs cross them.
Limits smallLimits()
{
    Limits limits;
    limits.clientMessageBytesMax = 300;
    limits.clientFragmentsMax = 6;
    return limits;
}

struct Read
{
    std::vector<ReadFrame> frames;
    int closeCode = 0; ///< of a refusal; 0: none
    QByteArray reason;
    bool midway = false;
};

bool isSame(const Read &a, const Read &b)
{
    const auto same = [](const ReadFrame &x, const ReadFrame &y) {
        return x.kind == y.kind && x.payload == y.payload;
    };
    return a.closeCode == b.closeCode && a.reason == b.reason && a.midway == b.midway
        && std::equal(a.frames.begin(), a.frames.end(), b.frames.begin(), b.frames.end(), same);
}

// Until all is taken or something is wrong.
std::optional<FrameReader::Refusal> feed(FrameReader &reader, QByteArrayView bytes,
                                         std::vector<ReadFrame> &frames)
{
    while (!bytes.isEmpty()) {
        auto [frame, refusal] = reader.next(bytes);
        if (refusal)
            return refusal;
        if (frame)
            frames.push_back(std::move(*frame));
    }
    return {};
}

Read readCut(QByteArrayView bytes, Cut cut)
{
    static const Limits limits = smallLimits();
    FrameReader reader(limits);
    Read read;
    for (const QByteArrayView piece : pieces(bytes, cut)) {
        const ExactCopy copy(piece);
        if (const auto refusal = feed(reader, copy.view(), read.frames)) {
            read.closeCode = int(refusal->code);
            read.reason = refusal->reason;
            return read;
        }
    }
    read.midway = reader.isMidway();
    return read;
}

/// Reads and throws away what is whole: what the reader itself holds must stay within the limits.
void checkMemory(QByteArrayView bytes)
{
    static const Limits limits = smallLimits();
    // A byte array grows to twice its size; and a little for its head and for rounding up.
    const qint64 heldMax = 2 * (limits.clientMessageBytesMax + 125) + 512;
    const auto parts = pieces(bytes, Cut::Irregularly);
    std::vector<ReadFrame> frames;
    frames.reserve(256);
    FrameReader reader(limits);
    const qint64 before = heapInUse();
    for (const QByteArrayView piece : parts) {
        const auto refusal = feed(reader, piece, frames);
        frames.clear();
        expect(heapInUse() - before <= heldMax, "no more is held than the limits allow");
        if (refusal)
            return;
    }
}

void checkFrame(const ReadFrame &frame)
{
    const Limits limits = smallLimits();
    const QByteArray &payload = frame.payload;
    if (frame.kind == ReadFrame::Kind::Text) {
        expect(payload.size() <= limits.clientMessageBytesMax, "a message is within its limit");
        expect(isUtf8(payload), "text is UTF-8");
        return;
    }
    expect(payload.size() <= 125, "a control frame is short");
    if (frame.kind != ReadFrame::Kind::Close || payload.isEmpty())
        return;
    expect(payload.size() >= 2, "a close code is whole");
    const int code = qFromBigEndian<quint16>(payload.constData());
    expect(code >= 1000 && code < 5000 && code != 1005 && code != 1006, "a close code is sound");
    expect(isUtf8(QByteArrayView(payload).sliced(2)), "a reason is UTF-8");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes = inputBytes(data, size);
    const Read whole = readCut(bytes, Cut::Nowhere);
    expect(isSame(readCut(bytes, Cut::BehindEveryByte), whole), "the same byte by byte");
    expect(isSame(readCut(bytes, Cut::Irregularly), whole), "the same in pieces");
    for (const ReadFrame &frame : whole.frames)
        checkFrame(frame);
    checkMemory(bytes);
    return 0;
}
