#pragma once

#include "tests/bench/socket.h"

#include <cstdint>
#include <string>
#include <variant>

namespace pushpoint::bench {

/// Looks the host up; the text says what went wrong. IPv4 comes first where there are both.
std::variant<ServerAddress, std::string> findServer(const std::string &host, std::uint16_t port);

} // namespace pushpoint::bench
