#pragma once

#include <QFlags>

namespace pushpoint::access {

/// What somebody may do, each a word of a token's scope (RFC 8693 §4.2).
enum class Right {
    Connect = 0x1, ///< hold a WebSocket of one of their names
    Publish = 0x2, ///< send in one of their names
    Read = 0x4,    ///< see who is connected
    Admin = 0x8,   ///< see and change how the server runs
};
Q_DECLARE_FLAGS(Rights, Right)
Q_DECLARE_OPERATORS_FOR_FLAGS(Rights)

} // namespace pushpoint::access
