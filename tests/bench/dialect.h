#pragma once

#include "tests/bench/http_response.h"

#include <optional>
#include <string>
#include <string_view>

namespace pushpoint::bench {

/// How a kind of server wants to be spoken to.
enum class Dialect {
    Pushpoint, ///< POST /rest/message, ws /ws/<name>; the demo's (express) is the same
    Nchan,     ///< POST /pub?id=<name>, ws /sub?id=<name>
    SocketIo,  ///< POST /rest/message, Engine.IO 4 over WebSocket with ?name=<name>
};

std::optional<Dialect> dialectByName(std::string_view name);

/// Where a receiver of that name opens its WebSocket.
std::string receiverPath(Dialect dialect, std::string_view name);

/// The whole request for an upgrade to WebSocket.
std::string upgradeRequest(Dialect dialect, std::string_view host, std::string_view name);

/// Whether that answer to upgradeRequest() opens the socket (RFC 6455 §4.1).
bool acceptsUpgrade(const HttpResponse &response);

/// The part of a publish request that stands in front of the content, and the part behind it. A
/// content of `contentBytes` belongs between them.
struct PublishParts
{
    std::string front;
    std::string back;
};
PublishParts publishParts(Dialect dialect, std::string_view host, std::string_view from,
                          std::string_view to, std::size_t contentBytes);

/// Whether the server says that somebody got the message.
bool saysDelivered(Dialect dialect, const HttpResponse &response);

/// Whether it says, in its own way and without an error, that nobody was there.
bool saysOffline(Dialect dialect, const HttpResponse &response);

} // namespace pushpoint::bench
