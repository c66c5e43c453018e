#include "server/net/peer/proxy_protocol.h"
#include "tests/fuzz/expectation.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/pieces.h"

// The header by which a proxy begins a connection, however it is cut into packets.

using namespace pushpoint;
using namespace pushpoint::net;
using namespace pushpoint::fuzz;

namespace {

struct Read
{
    bool refused = false;
    bool whole = false;
    qsizetype takenBytes = 0;
    QString ends; ///< empty: none are told

    bool operator==(const Read &) const = default;
};

Read readOf(const ProxyProtocolReader &reader, qsizetype takenBytes)
{
    Read read{false, reader.isWhole(), takenBytes, {}};
    if (reader.isWhole() && reader.ends())
        read.ends = reader.ends()->peer.toString() + QLatin1Char('|')
            + reader.ends()->local.toString() + QLatin1Char('|')
            + QString::number(reader.ends()->peerPort);
    return read;
}

Read readCut(QByteArrayView bytes, Cut cut)
{
    ProxyProtocolReader reader;
    qsizetype taken = 0;
    for (const QByteArrayView piece : pieces(bytes, cut)) {
        const ExactCopy copy(piece);
        const auto done = reader.feed(copy.view());
        if (!done)
            return {true, false, 0, {}};
        taken += *done;
        if (reader.isWhole())
            break;
        expect(*done == piece.size(), "all is taken until the end");
    }
    return readOf(reader, taken);
}

/// As a connection does: never more than is wanted.
Read readAsWanted(QByteArrayView bytes)
{
    ProxyProtocolReader reader;
    qsizetype taken = 0;
    while (!reader.isWhole() && taken < bytes.size()) {
        const qsizetype wanted = reader.wantedBytes();
        expect(wanted > 0, "something is wanted until the end");
        const ExactCopy copy(bytes.sliced(taken, std::min(wanted, bytes.size() - taken)));
        const auto done = reader.feed(copy.view());
        if (!done)
            return {true, false, 0, {}};
        expect(*done == copy.view().size(), "what is wanted is taken");
        taken += *done;
    }
    return readOf(reader, taken);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes = inputBytes(data, size);
    const Read whole = readCut(bytes, Cut::Nowhere);
    expect(readCut(bytes, Cut::BehindEveryByte) == whole, "the same byte by byte");
    expect(readCut(bytes, Cut::Irregularly) == whole, "the same in pieces");
    expect(readAsWanted(bytes) == whole, "the same as it is wanted");
    if (!whole.whole)
        return 0;
    expect(whole.takenBytes >= 15 && whole.takenBytes <= 16 + 65'535, "a header has its bounds");
    expect(readCut(bytes.first(whole.takenBytes), Cut::Nowhere) == whole,
           "what follows does not matter");
    expect(!readCut(bytes.first(whole.takenBytes - 1), Cut::Nowhere).whole, "and all of it counts");
    return 0;
}
