#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pushpoint::bench {

/// What a message of the generator says about itself, as the first part of its content. With it a
/// receiver knows whose message it is, the how-manieth, and when it was sent. A value.
struct Stamp
{
    std::uint32_t run = 0; ///< drawn at start: tells our messages from another generator's
    std::uint32_t publisher = 0;
    std::uint32_t name = 0;     ///< index of the receiver's name
    std::uint32_t sequence = 0; ///< counts from 0 for each pair of publisher and name
    std::int64_t sentNs = 0;    ///< nowNs() of the sender
};

/// The shortest content that always has room for a stamp, in bytes.
inline constexpr std::size_t contentBytesMin = 80;

/// Appends a content of exactly `contentBytes` (at least contentBytesMin) bytes: the stamp and a
/// filling, in characters that JSON need not escape.
void appendContent(std::string &out, const Stamp &stamp, std::size_t contentBytes);

/// The stamp in the text of a frame, wherever it stands in it; none where there is none.
std::optional<Stamp> findStamp(std::string_view text);

} // namespace pushpoint::bench
