#include "server/net/peer/proxy_protocol.h"

#include "server/net/peer/ip_address.h"

#include <QtEndian>

#include <algorithm>

namespace pushpoint::net {

namespace {

constexpr QByteArrayView lineStart("PROXY ");
constexpr QByteArrayView signature("\r\n\r\n\0\r\nQUIT\n", 12);
constexpr qsizetype headBytes = 16;     // of version 2
constexpr qsizetype shortestBytes = 15; // "PROXY UNKNOWN" CR LF
constexpr qsizetype ipv4EndsBytes = 12; // two addresses, two ports
constexpr qsizetype ipv6EndsBytes = 36;

Error noHeader()
{
    return {ErrorCode::BadRequest,
            QStringLiteral("a connection of a trusted proxy must begin with a PROXY header; "
                           "--proxy-protocol asks for it")};
}

Error badHeader()
{
    return {ErrorCode::BadRequest, QStringLiteral("the PROXY header is malformed")};
}

// Decimal, up to 65535, without zeros in front.
std::optional<quint16> parsePort(QByteArrayView text)
{
    const bool digits = !text.isEmpty() && text.size() <= 5
        && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })
        && (text.size() == 1 || text[0] != '0');
    const int port = text.toInt();
    return digits && port <= 65535 ? std::optional(quint16(port)) : std::nullopt;
}

// Of the family that the line names: the separator tells which one an address is of.
std::optional<QHostAddress> parseEnd(QByteArrayView text, bool isIpv6)
{
    return text.contains(':') == isIpv6 ? parseIpAddress(text) : std::nullopt;
}

std::optional<ProxiedEnds> parseEnds(QByteArrayView fields)
{
    std::array<QByteArrayView, 5> parts; // family, source, destination, their ports
    for (size_t i = 0; i < parts.size(); ++i) {
        const bool isLast = i + 1 == parts.size();
        const qsizetype end = isLast ? fields.size() : fields.indexOf(' ');
        if (end < 0)
            return {};
        parts[i] = fields.first(end);
        fields = fields.sliced(isLast ? end : end + 1);
    }
    if (parts[0] != "TCP4" && parts[0] != "TCP6")
        return {};
    const bool isIpv6 = parts[0] == "TCP6";
    const auto peer = parseEnd(parts[1], isIpv6);
    const auto local = parseEnd(parts[2], isIpv6);
    const auto port = parsePort(parts[3]);
    if (!peer || !local || !port || !parsePort(parts[4]))
        return {};
    return ProxiedEnds{*local, *peer, *port};
}

QHostAddress addressAt(const char *bytes, bool isIpv6)
{
    if (!isIpv6)
        return QHostAddress(qFromBigEndian<quint32>(bytes));
    return unmapped(QHostAddress(reinterpret_cast<const quint8 *>(bytes)));
}

} // namespace

qsizetype ProxyProtocolReader::wantedBytes() const
{
    switch (m_state) {
    case State::Start:
        return shortestBytes - m_size;
    case State::Line: // it ends where it ends
        return std::max<qsizetype>(shortestBytes - m_size, 1);
    case State::Head:
        return headBytes - m_size;
    case State::Addresses:
        return headBytes + m_addressBytes - m_size;
    case State::Skipping:
        return m_restBytes;
    case State::Whole:
        break;
    }
    return 0;
}

Result<qsizetype> ProxyProtocolReader::feed(QByteArrayView bytes)
{
    qsizetype done = 0;
    while (done < bytes.size() && m_state != State::Whole) {
        if (m_state == State::Skipping) {
            const qsizetype skipped = std::min(m_restBytes, bytes.size() - done);
            done += skipped;
            m_restBytes -= skipped;
            skipRest();
            continue;
        }
        if (const auto error = take(bytes[done]))
            return *error;
        ++done;
    }
    return done;
}

std::optional<Error> ProxyProtocolReader::take(char byte)
{
    if (m_size == lineBytesMax)
        return badHeader();
    m_bytes[size_t(m_size)] = byte;
    const qsizetype at = m_size++;
    switch (m_state) {
    case State::Start:
        m_state = byte == lineStart[0] ? State::Line : State::Head;
        return byte == lineStart[0] || byte == signature[0] ? std::nullopt
                                                            : std::optional(noHeader());
    case State::Line:
        if (at < lineStart.size())
            return byte == lineStart[at] ? std::nullopt : std::optional(noHeader());
        return byte == '\n' ? takeLine() : std::nullopt;
    case State::Head:
        if (at < signature.size())
            return byte == signature[at] ? std::nullopt : std::optional(noHeader());
        return m_size == headBytes ? takeHead() : std::nullopt;
    case State::Addresses:
        if (m_size == headBytes + m_addressBytes)
            takeAddresses();
        return {};
    case State::Skipping:
    case State::Whole:
        break;
    }
    return {};
}

std::optional<Error> ProxyProtocolReader::takeLine()
{
    const QByteArrayView line = held().chopped(1);
    if (!line.endsWith('\r'))
        return badHeader();
    const QByteArrayView fields = line.chopped(1).sliced(lineStart.size());
    m_state = State::Whole;
    if (fields == "UNKNOWN" || fields.startsWith("UNKNOWN "))
        return {};
    m_ends = parseEnds(fields);
    return m_ends ? std::nullopt : std::optional(badHeader());
}

std::optional<Error> ProxyProtocolReader::takeHead()
{
    const int command = uchar(m_bytes[12]);
    const int family = uchar(m_bytes[13]);
    m_restBytes = qFromBigEndian<quint16>(m_bytes.data() + 14);
    const bool isProxied = command == 0x21;
    if (!isProxied && command != 0x20)
        return badHeader();
    if (isProxied && (family > 0x3f || (family & 0xf) > 0x2))
        return badHeader();
    if (isProxied && family == 0x11)
        m_addressBytes = ipv4EndsBytes;
    else if (isProxied && family == 0x21)
        m_addressBytes = ipv6EndsBytes; // any other, such as UNIX or UDP, is as good as none
    if (m_restBytes < m_addressBytes)
        return badHeader();
    m_restBytes -= m_addressBytes;
    m_state = State::Addresses;
    if (m_addressBytes == 0)
        skipRest();
    return {};
}

void ProxyProtocolReader::takeAddresses()
{
    const bool isIpv6 = m_addressBytes == ipv6EndsBytes;
    const char *bytes = m_bytes.data() + headBytes;
    const qsizetype each = isIpv6 ? 16 : 4;
    m_ends = ProxiedEnds{addressAt(bytes + each, isIpv6), addressAt(bytes, isIpv6),
                         qFromBigEndian<quint16>(bytes + 2 * each)};
    skipRest();
}

void ProxyProtocolReader::skipRest()
{
    m_state = m_restBytes > 0 ? State::Skipping : State::Whole;
}

} // namespace pushpoint::net
