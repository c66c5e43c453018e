#include "tests/bench/dialect.h"

namespace pushpoint::bench {

namespace {

// The sample of RFC 6455 §1.3. A key exists to show that the other side is a WebSocket server and
// no cache; for that a fixed one serves, and no SHA-1 is needed to know the right answer.
constexpr std::string_view upgradeKey = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view upgradeAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

// {"succeed": true} with or without blanks.
std::optional<bool> succeedField(std::string_view body)
{
    constexpr std::string_view key = "\"succeed\"";
    std::size_t at = body.find(key);
    if (at == std::string_view::npos)
        return std::nullopt;
    at = body.find_first_not_of(": \t", at + key.size());
    if (at == std::string_view::npos)
        return std::nullopt;
    const std::string_view value = body.substr(at);
    if (value.starts_with("true"))
        return true;
    if (value.starts_with("false"))
        return false;
    return std::nullopt;
}

} // namespace

std::optional<Dialect> dialectByName(std::string_view name)
{
    if (name == "pushpoint" || name == "express")
        return Dialect::Pushpoint;
    if (name == "nchan")
        return Dialect::Nchan;
    if (name == "socketio")
        return Dialect::SocketIo;
    return std::nullopt;
}

std::string receiverPath(Dialect dialect, std::string_view name)
{
    switch (dialect) {
    case Dialect::Pushpoint:
        return "/ws/" + std::string(name);
    case Dialect::Nchan:
        return "/sub?id=" + std::string(name);
    case Dialect::SocketIo:
        return "/socket.io/?EIO=4&transport=websocket&name=" + std::string(name);
    }
    return {};
}

std::string upgradeRequest(Dialect dialect, std::string_view host, std::string_view name)
{
    std::string request = "GET " + receiverPath(dialect, name) + " HTTP/1.1\r\nHost: ";
    request += host;
    request += "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ";
    request += upgradeKey;
    request += "\r\nSec-WebSocket-Version: 13\r\n\r\n";
    return request;
}

bool acceptsUpgrade(const HttpResponse &response)
{
    return response.status == 101
        && headerValue(response.head, "sec-websocket-accept") == upgradeAccept;
}

PublishParts publishParts(Dialect dialect, std::string_view host, std::string_view from,
                          std::string_view to, std::size_t contentBytes)
{
    // nchan passes the body on as it is: it gets what the others' receivers get.
    std::string bodyFront = "{\"from\":\"" + std::string(from) + '"';
    if (dialect != Dialect::Nchan)
        bodyFront += ",\"to\":\"" + std::string(to) + '"';
    bodyFront += ",\"content\":\"";
    const std::string bodyBack = "\"}";
    const std::string path
        = dialect == Dialect::Nchan ? "/pub?id=" + std::string(to) : "/rest/message";

    PublishParts parts;
    parts.front = "POST " + path + " HTTP/1.1\r\nHost: " + std::string(host)
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(bodyFront.size() + contentBytes + bodyBack.size()) + "\r\n\r\n"
        + bodyFront;
    parts.back = bodyBack;
    return parts;
}

bool saysDelivered(Dialect dialect, const HttpResponse &response)
{
    if (dialect == Dialect::Nchan)
        return response.status == 201; // Created: there are subscribers
    return response.status == 200 && succeedField(response.body()).value_or(false);
}

bool saysOffline(Dialect dialect, const HttpResponse &response)
{
    if (dialect == Dialect::Nchan)
        return response.status == 202; // Accepted: no subscriber now
    return response.status == 200 && !succeedField(response.body()).value_or(true);
}

} // namespace pushpoint::bench
