#include "server/protocol/frame.h"

#include <QtEndian>

namespace pushpoint {

namespace {

constexpr qsizetype controlBytesMax = 125;

QByteArray controlFrame(char opcode, const QByteArray &payload)
{
    Q_ASSERT(payload.size() <= controlBytesMax);
    QByteArray bytes;
    bytes.reserve(payload.size() + 2);
    return bytes.append(char(0x80 | opcode)).append(char(payload.size())).append(payload);
}

// Not inside a character: a close reason is UTF-8 (RFC 6455 §5.5.1).
QByteArray cutToBytes(const QByteArray &utf8, qsizetype bytesMax)
{
    qsizetype end = qMin(utf8.size(), bytesMax);
    while (end > 0 && end < utf8.size() && (uchar(utf8[end]) & 0xc0) == 0x80)
        --end;
    return utf8.first(end);
}

} // namespace

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

QByteArray closeFrame(int code, const QByteArray &reason)
{
    constexpr int noCode = 1005;
    if (code == noCode)
        return controlFrame(0x8, {});
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(quint16(code), payload.data());
    return controlFrame(0x8, payload + cutToBytes(reason, controlBytesMax - payload.size()));
}

QByteArray pingFrame(const QByteArray &payload)
{
    return controlFrame(0x9, payload);
}

QByteArray pongFrame(const QByteArray &payload)
{
    return controlFrame(0xa, payload);
}

} // namespace pushpoint
