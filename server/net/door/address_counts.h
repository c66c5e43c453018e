#pragma once

#include "server/net/shares/address_key.h"

#include <QHash>
#include <QObject>

namespace pushpoint::net {

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
