#include "tests/fuzz/pieces.h"

#include <algorithm>

namespace pushpoint::fuzz {

namespace {

// FNV-1a: any hash does.
quint32 hashOf(QByteArrayView bytes)
{
    quint32 hash = 2166136261U;
    for (const char byte : bytes)
        hash = (hash ^ uchar(byte)) * 16777619U;
    return hash;
}

} // namespace

std::vector<QByteArrayView> pieces(QByteArrayView bytes, Cut cut)
{
    if (cut == Cut::Nowhere)
        return {bytes};
    std::vector<QByteArrayView> all;
    quint32 state = hashOf(bytes) | 1U;
    while (!bytes.isEmpty()) {
        state = state * 1664525U + 1013904223U;
        // Mostly short, for that is where a reader's states meet the ends of packets.
        const qsizetype wanted = cut == Cut::BehindEveryByte ? 1
            : (state >> 28) == 0                             ? qsizetype(state >> 20) % 256 + 1
                                                             : qsizetype(state >> 24) % 8 + 1;
        const qsizetype size = std::min(wanted, bytes.size());
        all.push_back(bytes.first(size));
        bytes = bytes.sliced(size);
    }
    return all;
}

ExactCopy::ExactCopy(QByteArrayView bytes)
    : m_bytes(std::make_unique<char[]>(size_t(bytes.size()))), m_size(bytes.size())
{
    std::copy(bytes.begin(), bytes.end(), m_bytes.get());
}

} // namespace pushpoint::fuzz
