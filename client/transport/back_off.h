#pragma once

#include <algorithm>
#include <chrono>

namespace pushpoint::client {

/// Exponential back-off with full jitter: the wait is drawn evenly between nothing and a ceiling
/// that doubles with each attempt. Clients that lost the same server at the same moment so come
/// back spread out, and a server that just started is not met by all of them at once.
inline constexpr std::chrono::milliseconds backOffCeilingFirst{500};
inline constexpr std::chrono::milliseconds backOffCeilingMax{30'000};

/// The longest wait before this attempt; attempts count from 0.
constexpr std::chrono::milliseconds backOffCeiling(int attempt)
{
    std::chrono::milliseconds ceiling = backOffCeilingFirst;
    for (int i = 0; i < attempt && ceiling < backOffCeilingMax; ++i)
        ceiling *= 2;
    return std::min(ceiling, backOffCeilingMax);
}

/// The wait before this attempt, for a number in [0, 1) drawn by the caller.
constexpr std::chrono::milliseconds backOffDelay(int attempt, double random)
{
    const auto ceiling = static_cast<double>(backOffCeiling(attempt).count());
    return std::chrono::milliseconds(
        static_cast<long long>(ceiling * std::clamp(random, 0.0, 1.0)));
}

} // namespace pushpoint::client
