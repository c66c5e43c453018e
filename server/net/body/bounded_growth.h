#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>

namespace pushpoint::net {

/// Appends to bytes that are to become `bytesMax` at most: they grow to twice their size, so that
/// many small pieces cost little, but not beyond that. Left to itself, a byte array may take up to
/// twice as much memory as it will ever need. Where the bound is passed (0: it is not known yet),
/// the byte array grows by itself.
inline void appendWithin(QByteArray &bytes, QByteArrayView more, qsizetype bytesMax)
{
    const qsizetype size = bytes.size() + more.size();
    if (size > bytes.capacity() && size <= bytesMax)
        bytes.reserve(std::min(2 * size, bytesMax));
    bytes.append(more);
}

} // namespace pushpoint::net
