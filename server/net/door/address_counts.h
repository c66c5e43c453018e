#pragma once

#include "server/net/shares/address_key.h"
#include "server/protocol/error.h"

#include <QHash>
#include <QObject>

namespace pushpoint::net {

/// What somebody is told who comes from an address that has all its places.
inline Error tooManyOfAddress()
{
    return {ErrorCode::TooManyRequests, QStringLiteral("too many connections from this address")};
}

/// Counts connections by where they come from: by AddressKey. Server thread; outlives what it
/// counts.
class AddressCounts
{
public:
    /// How many there are of this address.
    int count(const QHostAddress &address) const { return m_counts.value(addressKeyOf(address)); }
    /// One more, until `connection` is deleted.
    void add(const QHostAddress &address, QObject *connection);

private:
    class Place;

    QHash<AddressKey, int> m_counts; ///< none that is zero
};

} // namespace pushpoint::net
