#pragma once

#include <QByteArray>

#include <vector>

namespace pushpoint {

/// When the copy of a message for one connection moved on. Times are as TrafficEvent::steadyNs.
struct DeliveryTrace
{
    quint64 connectionId = 0;
    qint64 queuedNs = 0;
    qint64 writtenNs = 0; ///< the kernel took its last byte; 0: it had not when this was told
};

/// One published message in full, and where its time went: for the details of one row.
/// Made only while somebody looks. A value that never changes once it is told; shared, not copied.
/// Times are as TrafficEvent::steadyNs; 0 where a message did not pass that place.
struct MessageTrace
{
    QByteArray requestHead; ///< as the sender wrote it; empty: it came by WebSocket or the window
    QByteArray contentJson; ///< whole, as sent
    qint64 acceptedNs = 0;  ///< its first byte was read; by WebSocket: as receivedNs
    qint64 receivedNs = 0;  ///< its last byte was read
    qint64 parsedNs = 0;
    qint64 routedNs = 0;                   ///< it is known who gets it, and the frame is made
    qint64 answeredNs = 0;                 ///< the answer was written; requests only
    std::vector<DeliveryTrace> deliveries; ///< of the first traceDeliveriesMax receivers

    static constexpr int traceDeliveriesMax = 100; ///< a name with more still costs little to watch
};

} // namespace pushpoint
