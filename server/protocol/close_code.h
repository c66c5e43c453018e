#pragma once

#include <array>

namespace pushpoint {

/// Why a WebSocket was closed. 1xxx by RFC 6455 §7.4; ours in two ranges that tell a client what to
/// do: 40xx come back with back-off, 45xx do not come back.
enum class CloseCode {
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    BinaryRefused = 1003,
    BadUtf8 = 1007,
    TooBig = 1009,
    TooSlow = 4008,
    NoPong = 4012,
    TooFast = 4029,
    NotAllowed = 4501,
    ClosedByAdministrator = 4503,
    TooManyOfThisName = 4504,
};

/// Every one of them.
inline constexpr std::array closeCodes{CloseCode::Normal,
                                       CloseCode::GoingAway,
                                       CloseCode::ProtocolError,
                                       CloseCode::BinaryRefused,
                                       CloseCode::BadUtf8,
                                       CloseCode::TooBig,
                                       CloseCode::TooSlow,
                                       CloseCode::NoPong,
                                       CloseCode::TooFast,
                                       CloseCode::NotAllowed,
                                       CloseCode::ClosedByAdministrator,
                                       CloseCode::TooManyOfThisName};

/// True where a client should try again by itself: everything but a good-bye and the 45xx.
constexpr bool shouldReconnect(int closeCode)
{
    return closeCode != static_cast<int>(CloseCode::Normal)
        && !(closeCode >= 4500 && closeCode <= 4599);
}

} // namespace pushpoint
