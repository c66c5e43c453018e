#include "server/net/shares/address_key.h"

#include <QtEndian>

namespace pushpoint::net {

AddressKey addressKeyOf(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // also of the mapped
    if (isV4)
        return {0, v4};
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return {qFromBigEndian<quint64>(v6.c), 0};
}

QByteArray addressTextOf(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return (isV4 ? QHostAddress(v4) : address).toString().toLatin1();
}

} // namespace pushpoint::net
