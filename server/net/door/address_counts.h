#pragma once

#include "server/protocol/error.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>

namespace pushpoint::net {

/// What somebody is told who comes from an address that has all its places.
inline Error tooManyOfAddress()
{
    return {ErrorCode::TooManyRequests, QStringLiteral("too many connections from this address")};
}

/// Counts connections by where they come from: by IPv4 address, or by the first 64 bits of an IPv6
/// address, for a single household or rented machine is given a whole /64 and could use a new
/// address of it for each connection. IPv4 that comes mapped into IPv6 counts as IPv4. Server
/// thread; outlives what it counts.
class AddressCounts
{
public:
    /// How many there are of this address.
    int count(const QHostAddress &address) const { return m_counts.value(keyOf(address)); }
    /// One more, until `connection` is deleted.
    void add(const QHostAddress &address, QObject *connection);

private:
    class Place;
    /// IPv4 addresses stand where no IPv6 address of the internet does: above 64 zero bits.
    using Key = std::pair<quint64, quint32>;
    static Key keyOf(const QHostAddress &address);

    QHash<Key, int> m_counts; ///< none that is zero
};

} // namespace pushpoint::net
