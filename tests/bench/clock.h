#pragma once

#include <cstdint>
#include <ctime>

namespace pushpoint::bench {

inline constexpr std::int64_t nsPerSecond = 1'000'000'000;
inline constexpr std::int64_t nsPerMs = 1'000'000;

/// Nanoseconds of the machine's monotonic clock. Sender and receiver are one process, so that the
/// difference of two is a latency.
inline std::int64_t nowNs()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return std::int64_t(time.tv_sec) * nsPerSecond + time.tv_nsec;
}

} // namespace pushpoint::bench
