#pragma once

#include "tests/server/kit.h"

namespace pushpoint::kit {

/// What the server sent in one frame.
struct ServerFrame
{
    int first = 0; ///< its first byte: 0x81 text, 0x88 close, 0x89 ping, 0x8a pong; 0: none came
    QByteArray payload;

    /// Of a close frame; 1005 where it has none, 0 where this is no close frame.
    int closeCode() const;
};

/// A WebSocket by hand: upgrades, then sends any bytes and reads frame by frame.
class FrameClient
{
public:
    FrameClient(quint16 port, const QByteArray &segment);
    /// A request of another form that upgrades.
    struct Upgrade
    {
        QByteArray request;
    };
    /// isAlive() is not for it.
    FrameClient(quint16 port, const Upgrade &upgrade);

    RawClient &raw() { return m_raw; }
    /// The next frame; fails the frame's `first` where none comes in time.
    ServerFrame next(int timeMs = patienceMs);
    /// Skips text, pings and pongs; the close code, or 0 where the connection ended without one.
    /// The close is answered, as a client must (RFC 6455 §5.5.1).
    int closeCode(int timeMs = patienceMs);
    /// A message to oneself comes back: the connection lives.
    bool isAlive();

private:
    QByteArray m_segment;
    RawClient m_raw;
};

/// The headers of an upgrade, but for Host.
QByteArray upgradeHeaders();
/// A frame of a client with a mask of its own; `first` has FIN, reserved bits and opcode.
QByteArray clientFrame(int first, const QByteArray &payload);
/// Only the head of one: `lengthBytes` is 0, 2 or 8 for the three forms of a length.
QByteArray clientFrameHead(int first, int lengthBytes, quint64 length, bool masked = true);
QByteArray closePayload(int code, const QByteArray &reason = {});

} // namespace pushpoint::kit
