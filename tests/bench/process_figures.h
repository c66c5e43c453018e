#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pushpoint::bench {

/// What the kernel says of a process.
struct ProcessFigures
{
    std::uint64_t residentBytes = 0;
    std::int64_t processorNs = 0; ///< of all its threads since its start, in user and kernel mode
};

/// From /proc; nothing where the process is gone.
std::optional<ProcessFigures> readProcess(int pid);

/// The bytes in "VmRSS:  1234 kB" of a /proc/PID/status.
std::optional<std::uint64_t> residentBytesOf(std::string_view status);

} // namespace pushpoint::bench
