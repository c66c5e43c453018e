#pragma once

#include <chrono>
#include <functional>
#include <optional>

namespace pushpoint::client {

/// When to try again after a connection ended: by the close code, and by back-off with full jitter
/// from 0.5 s to 30 s. A value without clock or timer; any thread. Never tries anything itself.
class ReconnectPolicy
{
public:
    /// A number in [0, 1), for the jitter.
    using RandomSource = std::function<double()>;

    /// A connection that held for `steadyAfter` was good, and the back-off begins anew after it.
    explicit ReconnectPolicy(std::chrono::milliseconds steadyAfter = std::chrono::seconds(10),
                             RandomSource random = {});

    /// The wait before the next attempt; none where the server said not to come back (1000, 45xx).
    /// `closeCode` is absent where the server gave none: refused, torn, silent (1006).
    /// `heldFor` is how long the connection was open, zero where it never was.
    std::optional<std::chrono::milliseconds> waitAfter(std::optional<int> closeCode,
                                                       std::chrono::milliseconds heldFor);
    /// The back-off begins anew: the user or the network gave a reason to hope.
    void startAnew() { m_attempt = 0; }

private:
    std::chrono::milliseconds m_steadyAfter;
    RandomSource m_random;
    int m_attempt = 0;
};

} // namespace pushpoint::client
