#pragma once

#include <QByteArray>

namespace pushpoint {

/// A WebSocket frame as it goes over the wire, made once and shared by all receivers (QByteArray is
/// shared by copying). A value; any thread.
struct Frame
{
    QByteArray wireBytes;
    qsizetype payloadBytes = 0;
};

/// One unmasked, unfragmented text frame (RFC 6455 §5.2; a server must not mask, §5.1).
Frame textFrame(const QByteArray &payload);

/// Control frames, unmasked (RFC 6455 §5.5). Payloads are at most 125 bytes; a longer reason is
/// cut. A close frame with code 1005 has none, and no reason (RFC 6455 §7.1.5).
QByteArray closeFrame(int code, const QByteArray &reason);
QByteArray pingFrame(const QByteArray &payload);
QByteArray pongFrame(const QByteArray &payload);

} // namespace pushpoint
