#include "tests/bench/frame_parser.h"

namespace pushpoint::bench {

namespace {

ServerFrame bad(const char *reason)
{
    ServerFrame frame;
    frame.state = ServerFrame::State::Bad;
    frame.reason = reason;
    return frame;
}

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | std::uint8_t(byte);
    return value;
}

const char *whatIsWrong(std::uint8_t first, std::uint8_t second)
{
    if ((first & 0x70) != 0)
        return "a reserved bit is set";
    const std::uint8_t opcode = first & 0x0f;
    if ((opcode > 0x2 && opcode < 0x8) || opcode > 0xa)
        return "a reserved opcode";
    if ((second & 0x80) != 0)
        return "a server must not mask (RFC 6455 5.1)";
    const bool isControl = opcode >= 0x8;
    if (isControl && (first & 0x80) == 0)
        return "a fragmented control frame";
    if (isControl && (second & 0x7f) > 125)
        return "a control frame over 125 bytes";
    return nullptr;
}

} // namespace

ServerFrame parseServerFrame(std::string_view bytes)
{
    ServerFrame frame;
    if (bytes.size() < 2)
        return frame;
    const auto first = std::uint8_t(bytes[0]);
    const auto second = std::uint8_t(bytes[1]);
    if (const char *reason = whatIsWrong(first, second))
        return bad(reason);
    frame.opcode = Opcode(first & 0x0f);
    frame.isLast = (first & 0x80) != 0;

    std::uint64_t length = second & 0x7f;
    const std::size_t lengthBytes = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (bytes.size() < 2 + lengthBytes)
        return frame;
    if (lengthBytes != 0) {
        length = bigEndian(bytes.substr(2, lengthBytes));
        if (length < (lengthBytes == 2 ? 126u : 65536u))
            return bad("a length that is not minimal (RFC 6455 5.2)");
        if (length > framePayloadBytesMax)
            return bad("a frame larger than this client takes");
    }
    const std::size_t headBytes = 2 + lengthBytes;
    if (bytes.size() - headBytes < length)
        return frame;
    frame.state = ServerFrame::State::Whole;
    frame.payload = bytes.substr(headBytes, std::size_t(length));
    frame.wireBytes = headBytes + std::size_t(length);
    return frame;
}

std::string clientFrame(Opcode opcode, std::string_view payload, std::uint32_t mask)
{
    std::string wire;
    wire += char(0x80 | std::uint8_t(opcode));
    const auto appendBigEndian = [&wire](std::uint64_t value, int byteCount) {
        for (int i = byteCount - 1; i >= 0; --i)
            wire += char(value >> (8 * i) & 0xff);
    };
    if (payload.size() < 126) {
        wire += char(0x80 | payload.size());
    } else if (payload.size() < 65536) {
        wire += char(0x80 | 126);
        appendBigEndian(payload.size(), 2);
    } else {
        wire += char(0x80 | 127);
        appendBigEndian(payload.size(), 8);
    }
    appendBigEndian(mask, 4);
    for (std::size_t i = 0; i < payload.size(); ++i)
        wire += char(std::uint8_t(payload[i]) ^ std::uint8_t(mask >> (8 * (3 - i % 4))));
    return wire;
}

} // namespace pushpoint::bench
