#pragma once

#include <QtGlobal>

#include <array>

namespace pushpoint::net {

namespace characters {

// RFC 9110 §5.6.2
inline constexpr std::array<bool, 256> tokens = [] {
    std::array<bool, 256> table{};
    for (uchar c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (uchar c = 'a'; c <= 'z'; ++c)
        table[c] = table[uchar(c - 'a' + 'A')] = true;
    for (const char c : "!#$%&'*+-.^_`|~") {
        if (c != '\0')
            table[uchar(c)] = true;
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
