#include "server/net/peer/ip_address.h"

#include <QtEndian>

#include <algorithm>

namespace pushpoint::net {

namespace {

constexpr QByteArrayView mappedPrefix("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12); // RFC 4291 §2.5.5.2
constexpr qsizetype ipv6BytesMax = 45; // eight groups, the last two as an IPv4 address

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::optional<quint32> parsePart(QByteArrayView digits)
{
    const bool isCanonical = !digits.isEmpty() && digits.size() <= 3
        && std::ranges::all_of(digits, isDigit) && (digits.size() == 1 || digits[0] != '0');
    quint32 value = 0;
    for (const char c : digits)
        value = value * 10 + quint32(c - '0');
    return isCanonical && value <= 255 ? std::optional(value) : std::nullopt;
}

std::optional<quint32> parseIpv4(QByteArrayView text)
{
    quint32 address = 0;
    for (int left = 3; left >= 0; --left) {
        const qsizetype dot = left > 0 ? text.indexOf('.') : text.size();
        if (dot < 0)
            return {};
        const auto part = parsePart(text.first(dot));
        if (!part)
            return {};
        address = address << 8 | *part;
        text = text.sliced(left > 0 ? dot + 1 : dot);
    }
    return address;
}

bool isIpv6Character(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
}

} // namespace

std::optional<QHostAddress> parseIpAddress(QByteArrayView text)
{
    if (!text.contains(':')) {
        const auto v4 = parseIpv4(text);
        return v4 ? std::optional(QHostAddress(*v4)) : std::nullopt;
    }
    if (text.size() > ipv6BytesMax || !std::ranges::all_of(text, isIpv6Character))
        return {};
    if (text.contains('.') && !parseIpv4(text.sliced(text.lastIndexOf(':') + 1)))
        return {};
    QHostAddress address;
    if (!address.setAddress(QString::fromLatin1(text)))
        return {};
    return unmapped(address);
}

QHostAddress unmapped(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    const QByteArrayView bytes(v6.c, sizeof v6.c);
    return bytes.startsWith(mappedPrefix) ? QHostAddress(qFromBigEndian<quint32>(v6.c + 12))
                                          : address;
}

} // namespace pushpoint::net
