#pragma once

#include <QByteArrayView>

namespace pushpoint {

/// When and how a publish came in, as far as its way in can tell. Times are as TrafficLog::nowNs(),
/// 0 where not known. A value that lives no longer than the request's bytes.
struct Arrival
{
    qint64 acceptedNs = 0;      ///< its first byte was read
    qint64 receivedNs = 0;      ///< its last byte was read
    QByteArrayView requestHead; ///< as the sender wrote it; empty: not an HTTP request
};

} // namespace pushpoint
