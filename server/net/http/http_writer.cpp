#include "server/net/http/http_writer.h"

#include "server/net/http/body_source.h"
#include "server/net/http/http_date.h"
#include "server/protocol/message_codec.h"

#include <QDateTime>

namespace pushpoint::net {

namespace {

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 301:
        return "Moved Permanently";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 416:
        return "Range Not Satisfiable";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Unknown";
    }
}

} // namespace

// Made once a second, not once an answer.
QByteArray httpDateNow()
{
    static thread_local qint64 second = 0;
    static thread_local QByteArray date;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (now != second) {
        second = now;
        date = httpDate(now);
    }
    return date;
}

void appendHead(QByteArray &out, const HttpReply &reply, std::optional<qint64> bodyBytes,
                HttpWriting writing)
{
    out.append("HTTP/1.1 ").append(QByteArray::number(reply.status)).append(' ');
    out.append(reasonPhrase(reply.status)).append("\r\n");
    if (!reply.contentType.isEmpty())
        out.append("Content-Type: ").append(reply.contentType).append("\r\n");
    // RFC 9110 §8.6: forbidden with 204, and with 304 it would have to be the length that 200 has.
    if (bodyBytes && reply.status != 304 && reply.status != 204)
        out.append("Content-Length: ").append(QByteArray::number(*bodyBytes)).append("\r\n");
    if (!bodyBytes && !writing.bodyLeftOut && writing.minorVersion > 0)
        out.append("Transfer-Encoding: chunked\r\n");
    out.append("Date: ").append(httpDateNow()).append("\r\n");
    for (const HttpHeader &field : reply.headers)
        out.append(field.name).append(": ").append(field.value).append("\r\n");
    if (writing.closes)
        out.append("Connection: close\r\n");
    else if (writing.minorVersion == 0) // RFC 9112 §9.3: what does not end has to be told
        out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
}

void appendReply(QByteArray &out, const HttpReply &reply, HttpWriting writing)
{
    appendHead(out, reply, reply.source ? reply.source->bodyBytes() : reply.body.size(), writing);
    if (!writing.bodyLeftOut && reply.status != 304)
        out.append(reply.body);
}

HttpReply jsonReply(const QByteArray &json, int status)
{
    HttpReply reply;
    reply.status = status;
    reply.contentType = QByteArrayLiteral("application/json; charset=utf-8");
    reply.body = json;
    return reply;
}

// RFC 6750 §3: what is wrong with the token, and no word of it where there was none.
QByteArray challenge(ErrorCode code)
{
    static constexpr QByteArrayView bearer("Bearer realm=\"pushpoint\"");
    switch (code) {
    case ErrorCode::TokenMissing:
        return bearer.toByteArray();
    case ErrorCode::TokenInvalid:
    case ErrorCode::TokenExpired:
        return bearer.toByteArray() + ", error=\"invalid_token\"";
    case ErrorCode::NotAllowed:
        return bearer.toByteArray() + ", error=\"insufficient_scope\"";
    default:
        return {};
    }
}

HttpReply errorReply(const Error &error, const QByteArray &allow)
{
    HttpReply reply = jsonReply(encodeError(error), error.httpStatus());
    reply.refusedBecause = error.code;
    if (error.code == ErrorCode::MethodNotAllowed)
        reply.headers.append({QByteArrayLiteral("Allow"), allow});
    if (error.code == ErrorCode::UnsupportedMediaType && !allow.isEmpty())
        reply.headers.append({QByteArrayLiteral("Accept-Encoding"), allow});
    if (const QByteArray needed = challenge(error.code); !needed.isEmpty())
        reply.headers.append({QByteArrayLiteral("WWW-Authenticate"), needed});
    if (error.code == ErrorCode::TooManyRequests || error.httpStatus() == 503)
        reply.headers.append({QByteArrayLiteral("Retry-After"), QByteArrayLiteral("5")});
    if (error.code == ErrorCode::UpgradeRequired) { // RFC 9110 §7.8, §15.5.22, RFC 6455 §4.4
        reply.headers.append({QByteArrayLiteral("Connection"), QByteArrayLiteral("Upgrade")});
        reply.headers.append({QByteArrayLiteral("Upgrade"), QByteArrayLiteral("websocket")});
        reply.headers.append({QByteArrayLiteral("Sec-WebSocket-Version"), QByteArrayLiteral("13")});
    }
    return reply;
}

} // namespace pushpoint::net
