#pragma once

#include <cstdio>
#include <cstdlib>

namespace pushpoint::fuzz {

/// Ends the process where a property that must hold for every input does not hold for this one:
/// libFuzzer then keeps the input, and the replay names it.
inline void expect(bool holds, const char *property)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", property);
    std::abort();
}

} // namespace pushpoint::fuzz
