#pragma once

#include "server/net/http/content_coding.h"
#include "server/net/http/http_message.h"
#include "server/protocol/limits.h"
#include "server/protocol/result.h"

#include <QByteArrayView>

#include <optional>

namespace pushpoint::net {

/// 400, and what is wrong with the request.
inline Error badRequest(const QString &what)
{
    return {ErrorCode::BadRequest, what};
}

/// Finds the end of a request's head in bytes that come in pieces, without looking at any byte
/// twice, and refuses what is too long before it is all there. Server thread; one a connection.
class HttpHeadScanner
{
public:
    explicit HttpHeadScanner(const Limits &limits) : m_limits(limits) { }

    /// @param bytes all that has come since the head's first byte: the same as last time, and more.
    /// @return how many bytes the head has, its empty line included, or nothing while it is not
    /// whole. Errors: BadRequest (no method, a line that does not end by CR LF), UriTooLong,
    /// HeadersTooLarge.
    Result<std::optional<qsizetype>> scan(QByteArrayView bytes);
    /// Ready for the next head.
    void reset();

private:
    std::optional<ErrorCode> checkLine(qsizetype lineBytes) const;

    const Limits &m_limits;
    qsizetype m_scanned = 0;
    qsizetype m_lineStart = 0;
    qsizetype m_headersStart = 0; ///< behind the request line
    int m_lines = 0;
};

/// What a head says about its request, beyond the fields themselves.
/// The views point into the head's bytes.
struct HttpHead
{
    std::optional<QByteArrayView> host;
    std::optional<QByteArrayView> origin;
    std::optional<QByteArrayView> secFetchSite;
    std::optional<QByteArrayView> contentType;
    ContentCoding contentCoding = ContentCoding::Identity;
    std::optional<qint64> contentLength;
    bool isChunked = false; ///< the body comes in chunks; never together with a contentLength
    bool keepAlive = true;  ///< HTTP/1.1 without "Connection: close", or 1.0 that asks for it
    bool expectsContinue = false;
    bool hasUpgrade = false;          ///< any "Upgrade" field
    bool upgradesToWebSocket = false; ///< "Upgrade: websocket" and "Connection: upgrade"
};

/// Reads a whole head, strictly: RFC 9112 §2 to §6 without obs-fold, bare CR or LF, white space
/// before a colon, a repeated or non-numeric Content-Length, a Transfer-Encoding beside it or other
/// than chunked, a missing or repeated Host. Fills `request`, whose byte arrays then point into
/// `head` and live no longer than it; its body is left alone. Errors: BadRequest, LengthRequired
/// (chunks of something that is packed once more), ExpectationFailed, HttpVersionNotSupported.
Result<HttpHead> parseHttpHead(QByteArrayView head, HttpRequest &request);

} // namespace pushpoint::net
