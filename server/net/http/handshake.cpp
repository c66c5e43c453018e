#include "server/net/http/handshake.h"

#include <algorithm>

namespace pushpoint::net {

namespace {

constexpr QByteArrayView prefix("/ws/");

// RFC 6455 §4.1: 16 bytes in base64, which is 22 characters, the last of 2 bits' worth, and "==".
bool isKey(QByteArrayView key)
{
    const auto decoded = QByteArray::fromBase64Encoding(key.toByteArray(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return key.size() == 24 && decoded && decoded.decoded.size() == 16;
}

int count(const HttpRequest &request, QByteArrayView name)
{
    int found = 0;
    for (const HttpHeader &field : request.headers)
        found += field.name.compare(name, Qt::CaseInsensitive) == 0 ? 1 : 0;
    return found;
}

// RFC 9110 §5.6.2: whatever is visible but for the delimiters.
bool isToken(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) {
        return c > ' ' && c < 0x7f && !QByteArrayView("\"(),/:;<=>?@[\\]{}").contains(c);
    });
}

// A comma list over any number of lines, with any number of empty elements (RFC 9110 §5.6.1.2).
QByteArray firstProtocol(const HttpRequest &request)
{
    for (const HttpHeader &field : request.headers) {
        if (field.name.compare("Sec-WebSocket-Protocol", Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &element : field.value.split(',')) {
            const QByteArrayView protocol = QByteArrayView(element).trimmed();
            if (!protocol.isEmpty() && !protocol.startsWith(tokenProtocolPrefix))
                return isToken(protocol) ? protocol.toByteArray() : QByteArray();
        }
    }
    return {};
}

} // namespace

Result<Handshake> checkHandshake(const HttpRequest &request, const HttpHead &head)
{
    const QByteArrayView path = request.path();
    if (!startsInAnyCase(path, prefix))
        return ErrorCode::NotFound;
    QByteArrayView segment = path.sliced(prefix.size());
    if (segment.endsWith('/')) // as express routes: with or without
        segment.chop(1);
    if (segment.isEmpty() || segment.contains('/'))
        return ErrorCode::NotFound;
    if (request.method != "GET")
        return ErrorCode::MethodNotAllowed;
    auto name = UserName::parsePathSegment(segment);
    if (!name)
        return name.error();
    const auto version = request.header("Sec-WebSocket-Version");
    if (!head.upgradesToWebSocket || !version || *version != "13")
        return ErrorCode::UpgradeRequired;
    const auto key = request.header("Sec-WebSocket-Key");
    if (!key || !isKey(*key) || count(request, "Sec-WebSocket-Key") != 1)
        return Error{ErrorCode::BadRequest, QStringLiteral("Sec-WebSocket-Key is malformed")};
    if (head.contentLength.value_or(0) != 0 || head.isChunked)
        return Error{ErrorCode::BadRequest, QStringLiteral("an upgrade has no body")};
    const auto copy = [&](QByteArrayView field) {
        return request.header(field).value_or(QByteArrayView()).toByteArray();
    };
    return Handshake{std::move(name).value(), key->toByteArray(), copy("Origin"),
                     copy("User-Agent"), firstProtocol(request)};
}

QByteArray canonicalHandshake(const Handshake &handshake)
{
    return "GET /ws/upgrade HTTP/1.1\r\nHost: pushpoint\r\nUpgrade: websocket\r\nConnection: "
           "Upgrade\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + handshake.key + "\r\n\r\n";
}

} // namespace pushpoint::net
