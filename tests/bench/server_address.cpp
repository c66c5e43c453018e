#include "tests/bench/server_address.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <cstring>

namespace pushpoint::bench {

namespace {

bool isLoopback(const sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        const auto *v4 = reinterpret_cast<const sockaddr_in *>(address);
        return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
    }
    if (address->sa_family == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6 *>(address)->sin6_addr);
    return false;
}

} // namespace

std::variant<ServerAddress, std::string> findServer(const std::string &host, std::uint16_t port)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    const std::string portText = std::to_string(port);
    if (const int error = getaddrinfo(host.c_str(), portText.c_str(), &hints, &found))
        return host + ": " + gai_strerror(error);
    const addrinfo *chosen = found;
    for (const addrinfo *each = found; each != nullptr; each = each->ai_next) {
        if (each->ai_family == AF_INET) {
            chosen = each;
            break;
        }
    }
    ServerAddress server;
    std::memcpy(&server.storage, chosen->ai_addr, chosen->ai_addrlen);
    server.bytes = chosen->ai_addrlen;
    server.isLoopback = isLoopback(chosen->ai_addr);
    const bool isBareV6 = host.find(':') != std::string::npos;
    server.host = (isBareV6 ? '[' + host + ']' : host) + ':' + portText;
    freeaddrinfo(found);
    return server;
}

} // namespace pushpoint::bench
