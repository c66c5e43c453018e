#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pushpoint::bench {

enum class Opcode : std::uint8_t {
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xa,
};

/// One frame as a server sends it (RFC 6455 §5.2). A value that looks into the parsed bytes.
struct ServerFrame
{
    enum class State { Incomplete, Whole, Bad };

    State state = State::Incomplete;
    const char *reason = ""; ///< what is wrong with a Bad one
    Opcode opcode = Opcode::Text;
    bool isLast = true; ///< FIN
    std::string_view payload;
    std::size_t wireBytes = 0; ///< header and payload; what to skip to come to the next frame
};

/// Larger frames are Bad: a server that answers so is broken, and the generator must not swell.
inline constexpr std::uint64_t framePayloadBytesMax = 16 * 1024 * 1024;

/// Looks at the first frame in `bytes`. Strict: a mask, a reserved bit or opcode, a length that is
/// not minimal, a long or fragmented control frame are Bad.
ServerFrame parseServerFrame(std::string_view bytes);

/// A whole frame as a client must send it: masked (§5.3) by `mask`.
std::string clientFrame(Opcode opcode, std::string_view payload, std::uint32_t mask);

} // namespace pushpoint::bench
