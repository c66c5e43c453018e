#include "server/protocol/frame.h"

#include <QtEndian>

namespace pushpoint {

Frame textFrame(const QByteArray &payload)
{
    constexpr char finalText = char(0x81); // FIN and opcode 1
    const qsizetype size = payload.size();
    char head[10];
    qsizetype headBytes = 2;
    head[0] = finalText;
    if (size < 126) {
        head[1] = char(size);
    } else if (size <= 0xffff) {
        head[1] = 126;
        qToBigEndian(quint16(size), head + 2);
        headBytes = 4;
    } else {
        head[1] = 127;
        qToBigEndian(quint64(size), head + 2);
        headBytes = 10;
    }
    QByteArray wire;
    wire.reserve(headBytes + size);
    wire.append(head, headBytes).append(payload);
    return {std::move(wire), size};
}

} // namespace pushpoint
