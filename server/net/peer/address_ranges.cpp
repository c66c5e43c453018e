#include "server/net/peer/address_ranges.h"

#include "server/net/peer/ip_address.h"

#include <QStringList>
#include <QtEndian>

#include <algorithm>

namespace pushpoint::net {

using namespace Qt::StringLiterals;

namespace {

constexpr int bitsMax = 128;
constexpr int ipv4Offset = 96; // of an IPv4 address among the mapped ones

/// The first bits of 64; any number of them.
quint64 firstBits(int count)
{
    return count <= 0 ? 0 : ~quint64(0) << (64 - std::min(count, 64));
}

std::optional<int> parseLength(QByteArrayView text, int most)
{
    const bool digits = !text.isEmpty() && text.size() <= 3
        && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })
        && (text.size() == 1 || text[0] != '0');
    const int length = text.toInt();
    return digits && length <= most ? std::optional(length) : std::nullopt;
}

} // namespace

AddressRanges::Bits AddressRanges::Bits::of(const QHostAddress &address)
{
    const QHostAddress plain = unmapped(address);
    if (plain.protocol() == QAbstractSocket::IPv4Protocol)
        return {0, quint64(0xffff) << 32 | plain.toIPv4Address()};
    const Q_IPV6ADDR v6 = plain.toIPv6Address();
    return {qFromBigEndian<quint64>(v6.c), qFromBigEndian<quint64>(v6.c + 8)};
}

AddressRanges::Bits AddressRanges::Bits::prefix(int length) const
{
    return {high & firstBits(length), low & firstBits(length - 64)};
}

QString AddressRanges::Range::text() const
{
    const bool isV4 = first.isIpv4() && prefixBits >= ipv4Offset;
    QHostAddress address(quint32(first.low));
    if (!isV4) {
        Q_IPV6ADDR v6;
        qToBigEndian(first.high, v6.c);
        qToBigEndian(first.low, v6.c + 8);
        address.setAddress(v6);
    }
    if (prefixBits == bitsMax)
        return address.toString();
    return u"%1/%2"_s.arg(address.toString()).arg(prefixBits - (isV4 ? ipv4Offset : 0));
}

std::optional<AddressRanges::Range> AddressRanges::parseRange(QByteArrayView text)
{
    const qsizetype slash = text.indexOf('/');
    const QByteArrayView base = slash < 0 ? text : text.first(slash);
    const auto address = parseIpAddress(base);
    if (!address)
        return {};
    Range range{Bits::of(*address), bitsMax};
    if (slash >= 0) {
        const int offset = base.contains(':') ? 0 : ipv4Offset; // of a mapped one: all is counted
        const auto length = parseLength(text.sliced(slash + 1), bitsMax - offset);
        if (!length)
            return {};
        range.prefixBits = *length + offset;
    }
    const bool isExact = range.first.prefix(range.prefixBits) == range.first;
    return isExact ? std::optional(range) : std::nullopt;
}

Result<AddressRanges> AddressRanges::parse(const QString &list)
{
    AddressRanges ranges;
    for (const QString &part : list.split(u',')) {
        const QString text = part.trimmed();
        if (text.isEmpty())
            continue;
        const auto range = parseRange(text.toUtf8());
        if (!range)
            return Error{ErrorCode::BadOption,
                         u"\"%1\" is no address and no range of them; write 192.0.2.7, 10.0.0.0/8 "
                         "or fd00::/8"_s.arg(text)};
        ranges.m_ranges.append(*range);
    }
    return ranges;
}

bool AddressRanges::contains(const QHostAddress &address) const
{
    if (m_ranges.isEmpty() || address.isNull())
        return false;
    const Bits bits = Bits::of(address);
    return std::ranges::any_of(m_ranges, [&bits](const Range &range) {
        const bool isSameFamily = !bits.isIpv4() || range.prefixBits >= ipv4Offset;
        return isSameFamily && bits.prefix(range.prefixBits) == range.first;
    });
}

QString AddressRanges::text() const
{
    QStringList texts;
    for (const Range &range : m_ranges)
        texts += range.text();
    return texts.join(u',');
}

} // namespace pushpoint::net
