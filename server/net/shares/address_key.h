#pragma once

#include <QHostAddress>

#include <utility>

namespace pushpoint::net {

/// What connections of one place have in common: the IPv4 address, or the first 64 bits of an IPv6
/// address, for a single household or rented machine is given a whole /64 and could use a new
/// address of it for each connection. IPv4 that comes mapped into IPv6 is IPv4. IPv4 addresses
/// stand where no IPv6 address of the internet does: above 64 zero bits.
using AddressKey = std::pair<quint64, quint32>;

AddressKey addressKeyOf(const QHostAddress &address);
/// For people: one that came mapped into IPv6 is written as IPv4.
QByteArray addressTextOf(const QHostAddress &address);

} // namespace pushpoint::net
