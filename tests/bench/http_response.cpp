#include "tests/bench/http_response.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace pushpoint::bench {

namespace {

constexpr std::size_t headBytesMax = 64 * 1024;
constexpr std::size_t bodyBytesMax = 16 * 1024 * 1024;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

bool equalsAnyCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return lower(x) == lower(y);
           });
}

bool containsAnyCase(std::string_view text, std::string_view word)
{
    return std::search(text.begin(), text.end(), word.begin(), word.end(),
                       [](char x, char y) { return lower(x) == lower(y); })
        != text.end();
}

std::optional<std::size_t> number(std::string_view text, int base)
{
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size() || value > bodyBytesMax)
        return std::nullopt;
    return value;
}

HttpResponse &bad(HttpResponse &response)
{
    response.state = HttpResponse::State::Bad;
    return response;
}

// RFC 9112 §7.1. Trailers are skipped.
HttpResponse &readChunks(HttpResponse &response, std::string_view bytes, std::size_t at)
{
    response.isChunked = true;
    for (;;) {
        const std::size_t lineEnd = bytes.find("\r\n", at);
        if (lineEnd == std::string_view::npos)
            return response;
        std::string_view size = bytes.substr(at, lineEnd - at);
        size = size.substr(0, size.find(';'));
        while (!size.empty() && size.back() == ' ')
            size.remove_suffix(1);
        const auto length = number(size, 16);
        if (!length || response.joined.size() + *length > bodyBytesMax)
            return bad(response);
        at = lineEnd + 2;
        if (*length == 0)
            break;
        if (bytes.size() < at + *length + 2)
            return response;
        response.joined += bytes.substr(at, *length);
        if (bytes.substr(at + *length, 2) != "\r\n")
            return bad(response);
        at += *length + 2;
    }
    for (;;) {
        const std::size_t lineEnd = bytes.find("\r\n", at);
        if (lineEnd == std::string_view::npos)
            return response;
        const bool isLast = lineEnd == at;
        at = lineEnd + 2;
        if (isLast)
            break;
    }
    response.wireBytes = at;
    response.state = HttpResponse::State::Whole;
    return response;
}

bool hasNoBody(int status)
{
    return status < 200 || status == 204 || status == 304;
}

} // namespace

std::string_view headerValue(std::string_view head, std::string_view name)
{
    std::size_t at = head.find("\r\n");
    while (at != std::string_view::npos) {
        at += 2;
        const std::size_t end = head.find("\r\n", at);
        const std::string_view line = head.substr(at, end - at);
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && equalsAnyCase(line.substr(0, colon), name)) {
            std::string_view value = line.substr(colon + 1);
            while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
                value.remove_prefix(1);
            while (!value.empty() && (value.back() == ' ' || value.back() == '\t'))
                value.remove_suffix(1);
            return value;
        }
        at = end;
    }
    return {};
}

HttpResponse parseHttpResponse(std::string_view bytes)
{
    HttpResponse response;
    const std::size_t headEnd = bytes.find("\r\n\r\n");
    if (headEnd == std::string_view::npos)
        return bytes.size() > headBytesMax ? bad(response) : response;
    response.head = bytes.substr(0, headEnd);
    // "HTTP/1.1 200": the reason behind it may be missing.
    if (headEnd < 12 || response.head.substr(0, 7) != "HTTP/1." || response.head[8] != ' ')
        return bad(response);
    const auto status = number(response.head.substr(9, 3), 10);
    if (!status || *status < 100)
        return bad(response);
    response.status = int(*status);
    const std::string_view connection = headerValue(response.head, "connection");
    response.closesConnection = containsAnyCase(connection, "close")
        || (response.head[7] == '0' && !containsAnyCase(connection, "keep-alive"));

    const std::size_t bodyAt = headEnd + 4;
    std::size_t length = 0;
    if (!hasNoBody(response.status)) {
        if (containsAnyCase(headerValue(response.head, "transfer-encoding"), "chunked"))
            return readChunks(response, bytes, bodyAt);
        const auto given = number(headerValue(response.head, "content-length"), 10);
        if (!given)
            return bad(response);
        length = *given;
    }
    if (bytes.size() - bodyAt < length)
        return response;
    response.plain = bytes.substr(bodyAt, length);
    response.wireBytes = bodyAt + length;
    response.state = HttpResponse::State::Whole;
    return response;
}

} // namespace pushpoint::bench
