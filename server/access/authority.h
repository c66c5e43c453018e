#pragma once

#include "server/access/claims.h"
#include "server/access/key_set.h"
#include "server/access/revoked.h"

#include <chrono>

namespace pushpoint::access {

/// What tokens are held against. A value; any thread.
struct Authority
{
    using Clock = std::chrono::sys_seconds (*)();

    KeySet keys;
    TokenRules rules{};
    Revoked revoked{};
    Clock clock = systemTime; ///< what time it is

    static std::chrono::sys_seconds systemTime()
    {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
};

} // namespace pushpoint::access
