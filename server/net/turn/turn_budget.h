#pragma once

#include <chrono>

namespace pushpoint::net {

/// How long one client's input may keep the server thread within one turn of the event loop: what
/// is left then waits for a later turn, so that all others get theirs. A value; made when the work
/// begins.
class TurnBudget
{
public:
    bool isSpent() const { return std::chrono::steady_clock::now() >= m_end; }

private:
    static constexpr std::chrono::milliseconds timeMax{1};
    const std::chrono::steady_clock::time_point m_end = std::chrono::steady_clock::now() + timeMax;
};

} // namespace pushpoint::net
