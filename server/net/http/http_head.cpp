#include "server/net/http/http_head.h"

#include "server/net/http/http_characters.h"

#include <algorithm>
#include <cstring>

namespace pushpoint::net {

namespace {

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) { return isTokenCharacter(c); });
}

// Bytes from 0x80 on are no valid URI, but `curl http://…/ws/李雷` sends them; a '#' never travels.
bool isTarget(QByteArrayView text)
{
    return std::ranges::all_of(text,
                               [](char c) { return uchar(c) > 0x20 && c != 0x7f && c != '#'; });
}

QByteArrayView trimmedBlanks(QByteArrayView text)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && blank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && blank(text.back()))
        text.chop(1);
    return text;
}

bool equals(QByteArrayView a, const char *b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

// Points into the head: nothing is copied on the way of a message.
QByteArray borrowed(QByteArrayView text)
{
    return QByteArray::fromRawData(text.data(), text.size());
}

bool hasListToken(QByteArrayView list, const char *token)
{
    while (!list.isEmpty()) {
        const qsizetype comma = list.indexOf(',');
        if (equals(trimmedBlanks(comma < 0 ? list : list.first(comma)), token))
            return true;
        list = comma < 0 ? QByteArrayView() : list.sliced(comma + 1);
    }
    return false;
}

// RFC 9112 §3.2.2: a server must take the absolute form too; what counts is its path.
QByteArrayView originForm(QByteArrayView target)
{
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (target.size() > scheme.size() && equals(target.first(scheme.size()), scheme.data())) {
            const QByteArrayView rest = target.sliced(scheme.size());
            const qsizetype slash = rest.indexOf('/');
            return slash < 0 ? QByteArrayView("/") : rest.sliced(slash);
        }
    }
    return target;
}

std::optional<Error> parseRequestLine(QByteArrayView line, HttpRequest &request)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first < 0 || first == last)
        return badRequest(QStringLiteral("the request line is malformed"));
    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView version = line.sliced(last + 1);
    if (!isToken(method) || target.isEmpty() || !isTarget(target))
        return badRequest(QStringLiteral("the request line is malformed"));
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        const auto digit = [](char c) { return c >= '0' && c <= '9'; };
        const bool other = version.size() == 8 && version.startsWith("HTTP/") && digit(version[5])
            && version[6] == '.' && digit(version[7]);
        return other ? Error{ErrorCode::HttpVersionNotSupported, {}}
                     : badRequest(QStringLiteral("the request line is malformed"));
    }
    const QByteArrayView origin = originForm(target);
    if (origin.front() != '/' && origin != "*" && method != "CONNECT")
        return badRequest(QStringLiteral("the request target is malformed"));
    request.method = borrowed(method);
    request.target = borrowed(origin);
    request.minorVersion = version.back() - '0';
    return {};
}

// RFC 9112 §6.3: a length that two readers could take for two numbers is how requests are smuggled.
std::optional<Error> takeContentLength(QByteArrayView value, HttpHead &head)
{
    const bool digits = !value.isEmpty()
        && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || head.contentLength)
        return badRequest(QStringLiteral("Content-Length must be one number"));
    constexpr qsizetype digitsMax = 18; // fits into 64 bits; beyond it is too large in any case
    head.contentLength = value.size() > digitsMax ? std::numeric_limits<qint64>::max()
                                                  : value.toByteArray().toLongLong();
    return {};
}

struct Seen
{
    int hosts = 0;
    int contentEncodings = 0;
    int transferEncodings = 0;
    QByteArrayView transferEncoding; ///< the last of them
    bool close = false;
    bool keepAlive = false;
    bool connectionUpgrade = false;
    bool upgradeWebSocket = false;
};

// RFC 9112 §6.1, §6.3: where the body ends must be beyond doubt, for everybody who reads this.
std::optional<Error> checkTransferEncoding(const Seen &seen, int minorVersion, HttpHead &head)
{
    if (seen.transferEncodings == 0)
        return {};
    if (head.contentLength)
        return badRequest(
            QStringLiteral("Content-Length and Transfer-Encoding exclude each other"));
    if (minorVersion == 0)
        return badRequest(QStringLiteral("HTTP/1.0 has no Transfer-Encoding"));
    const QByteArrayView value = seen.transferEncoding;
    const bool once = seen.transferEncodings == 1;
    head.isChunked = once && equals(value, "chunked");
    if (head.isChunked)
        return {};
    // Something else within chunks has an end, but is not understood here.
    const qsizetype comma = value.lastIndexOf(',');
    const bool endsChunked = once && comma > 0
        && equals(trimmedBlanks(value.sliced(comma + 1)), "chunked")
        && !hasListToken(value.first(comma), "chunked");
    return endsChunked ? Error{ErrorCode::LengthRequired, {}}
                       : badRequest(QStringLiteral("Transfer-Encoding must be chunked, and once"));
}

// RFC 9110 §10.1.1: from HTTP/1.0 it is ignored.
std::optional<Error> takeExpect(QByteArrayView value, int minorVersion, HttpHead &head)
{
    if (minorVersion == 0)
        return {};
    if (!equals(value, "100-continue"))
        return Error{ErrorCode::ExpectationFailed, {}};
    head.expectsContinue = true;
    return {};
}

// Most fields are told apart by their length alone.
std::optional<Error> takeField(const HttpHeader &field, int minorVersion, HttpHead &head,
                               Seen &seen)
{
    const QByteArrayView name(field.name);
    const QByteArrayView value(field.value);
    const auto is = [name](const char *known) { return equals(name, known); };
    switch (name.size()) {
    case 4:
        if (is("host")) {
            ++seen.hosts;
            head.host = value;
        }
        break;
    case 6:
        if (is("origin"))
            head.origin = value;
        else if (is("expect"))
            return takeExpect(value, minorVersion, head);
        break;
    case 7:
        if (is("upgrade")) {
            head.hasUpgrade = true;
            seen.upgradeWebSocket = seen.upgradeWebSocket || hasListToken(value, "websocket");
        }
        break;
    case 10:
        if (is("connection")) {
            seen.close = seen.close || hasListToken(value, "close");
            seen.keepAlive = seen.keepAlive || hasListToken(value, "keep-alive");
            seen.connectionUpgrade = seen.connectionUpgrade || hasListToken(value, "upgrade");
        }
        break;
    case 12:
        if (is("content-type"))
            head.contentType = value;
        break;
    case 14:
        if (is("content-length"))
            return takeContentLength(value, head);
        if (is("sec-fetch-site"))
            head.secFetchSite = value;
        break;
    case 16:
        if (is("content-encoding"))
            head.contentCoding
                = ++seen.contentEncodings == 1 ? contentCodingOf(value) : ContentCoding::Other;
        break;
    case 17:
        if (is("transfer-encoding")) {
            ++seen.transferEncodings;
            seen.transferEncoding = value;
        }
        break;
    default:
        break;
    }
    return {};
}

} // namespace

Result<std::optional<qsizetype>> HttpHeadScanner::scan(QByteArrayView bytes)
{
    using Found = std::optional<qsizetype>;
    // Who speaks TLS here waits for our part of it, and would hear of his mistake by a time-out.
    if (m_scanned == 0 && !bytes.isEmpty() && !isTokenCharacter(bytes[0]) && bytes[0] != '\r')
        return badRequest(
            QStringLiteral("a request begins with its method; TLS is not spoken here"));
    while (m_scanned < bytes.size()) {
        const void *found
            = std::memchr(bytes.data() + m_scanned, '\n', size_t(bytes.size() - m_scanned));
        if (found == nullptr)
            break;
        const qsizetype at = static_cast<const char *>(found) - bytes.data();
        const qsizetype lineBytes = at - m_lineStart; // with its CR
        // Length before form, or the answer would depend on how the bytes were cut into packets.
        if (const auto error = checkLine(lineBytes - 1))
            return *error;
        if (lineBytes == 0 || bytes[at - 1] != '\r')
            return badRequest(QStringLiteral("a line must end by CR LF"));
        m_scanned = at + 1;
        m_lineStart = at + 1;
        if (lineBytes == 1)
            return Found(at + 1);
        if (m_lines == 0)
            m_headersStart = m_lineStart;
        ++m_lines;
    }
    m_scanned = bytes.size();
    if (const auto error = checkLine(m_scanned - m_lineStart - 1)) // perhaps a CR is there already
        return *error;
    return Found();
}

std::optional<ErrorCode> HttpHeadScanner::checkLine(qsizetype lineBytes) const
{
    if (m_lines == 0)
        return lineBytes > m_limits.requestLineBytesMax ? std::optional(ErrorCode::UriTooLong)
                                                        : std::nullopt;
    if (lineBytes <= 0)
        return std::nullopt;
    const qsizetype headersBytes = m_lineStart - m_headersStart + lineBytes + 2; // with its CR LF
    const bool tooLarge = lineBytes > m_limits.headerLineBytesMax
        || m_lines > m_limits.headerLinesMax || headersBytes > m_limits.headersBytesMax;
    return tooLarge ? std::optional(ErrorCode::HeadersTooLarge) : std::nullopt;
}

void HttpHeadScanner::reset()
{
    m_scanned = 0;
    m_lineStart = 0;
    m_headersStart = 0;
    m_lines = 0;
}

Result<HttpHead> parseHttpHead(QByteArrayView bytes, HttpRequest &request)
{
    HttpHead head;
    Seen seen;
    request.method.clear();
    request.target.clear();
    request.headers.clear();
    request.headers.reserve(16);
    const qsizetype firstEnd = bytes.indexOf("\r\n");
    Q_ASSERT(firstEnd >= 0);
    if (auto error = parseRequestLine(bytes.first(firstEnd), request))
        return *error;
    for (QByteArrayView rest = bytes.sliced(firstEnd + 2); rest.size() > 2;) {
        const qsizetype end = rest.indexOf("\r\n");
        const QByteArrayView line = rest.first(end);
        rest = rest.sliced(end + 2);
        const qsizetype colon = line.indexOf(':');
        if (colon < 0 || !isToken(line.first(colon)))
            return badRequest(QStringLiteral("a header line is malformed"));
        const QByteArrayView value = trimmedBlanks(line.sliced(colon + 1));
        if (!std::ranges::all_of(value, [](char c) { return isFieldCharacter(c); }))
            return badRequest(QStringLiteral("a header has a control character in it"));
        request.headers.append({borrowed(line.first(colon)), borrowed(value)});
        if (auto error = takeField(request.headers.constLast(), request.minorVersion, head, seen))
            return *error;
    }
    // RFC 9112 §3.2
    if (seen.hosts > 1 || (seen.hosts == 0 && request.minorVersion == 1))
        return badRequest(QStringLiteral("one Host header is needed"));
    if (auto error = checkTransferEncoding(seen, request.minorVersion, head))
        return *error;
    head.keepAlive = !seen.close && (request.minorVersion == 1 || seen.keepAlive); // §9.3
    head.upgradesToWebSocket
        = seen.connectionUpgrade && seen.upgradeWebSocket && request.minorVersion == 1;
    return head;
}

} // namespace pushpoint::net
