#pragma once

#include "server/protocol/result.h"

#include <QHostAddress>
#include <QList>
#include <QString>

namespace pushpoint::net {

/// Addresses and ranges of them (CIDR, RFC 4632 and RFC 4291 §2.3) that somebody listed. IPv4 and
/// IPv6 are apart, but an IPv4 address that is mapped into IPv6 is the IPv4 address. A value.
class AddressRanges
{
public:
    /// None; it contains no address.
    AddressRanges() = default;
    /// "192.0.2.7,10.0.0.0/8,fd00::/8": an address stands for itself. Blanks around an element and
    /// empty ones are ignored. Bits behind the prefix must be zero: "10.0.0.7/8" may be meant as
    /// either of two things. Error: BadOption, one line.
    static Result<AddressRanges> parse(const QString &list);

    /// False for a null address. Costs next to nothing where there are no ranges.
    bool contains(const QHostAddress &address) const;
    bool isEmpty() const { return m_ranges.isEmpty(); }
    /// All of the other's, too.
    void add(const AddressRanges &other) { m_ranges.append(other.m_ranges); }
    /// As parse() understands it: in the order given, addresses as Qt writes them.
    QString text() const;

private:
    /// 128 bits; an IPv4 address has its place among the mapped ones.
    struct Bits
    {
        quint64 high = 0;
        quint64 low = 0;

        static Bits of(const QHostAddress &address);
        bool isIpv4() const { return high == 0 && low >> 32 == 0xffff; }
        Bits prefix(int length) const;
        bool operator==(const Bits &) const = default;
    };
    struct Range
    {
        Bits first;
        int prefixBits = 0; ///< of 128

        QString text() const;
    };
    static std::optional<Range> parseRange(QByteArrayView text);

    QList<Range> m_ranges;
};

} // namespace pushpoint::net
