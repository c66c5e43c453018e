#pragma once

#include <QtGlobal>

#include <array>

namespace pushpoint::net {

namespace characters {

// RFC 9110 §5.6.2
inline constexpr std::array<bool, 256> tokens = [] {
    std::array<bool, 256> table{};
    for (int c = '0'; c <= '9'; ++c)
        table[size_t(c)] = true;
    for (int c = 'a'; c <= 'z'; ++c)
        table[size_t(c)] = table[size_t(c - 'a' + 'A')] = true;
    for (const char c : "!#$%&'*+-.^_`|~") {
        if (c != '\0')
            table[size_t(c)] = true;
    }
    return table;
}();

} // namespace characters

/// One that methods and the names of fields are made of (RFC 9110 §5.6.2).
inline bool isTokenCharacter(char c)
{
    return characters::tokens[uchar(c)];
}

/// One that the value of a field may have in it (RFC 9110 §5.5): visible ones, obs-text, spaces and
/// tabs.
inline bool isFieldCharacter(char c)
{
    return (uchar(c) >= 0x20 && c != 0x7f) || c == '\t';
}

} // namespace pushpoint::net
