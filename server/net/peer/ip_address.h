#pragma once

#include <QByteArrayView>
#include <QHostAddress>

#include <optional>

namespace pushpoint::net {

/// An IPv4 address as four decimal numbers, or an IPv6 address without brackets or zone. IPv4 that
/// is mapped into IPv6 comes out as IPv4. Nothing for other spellings, such as "127.1",
/// "0x7f.0.0.1" or "010.0.0.1", which two readers may take for two addresses. Pure; any thread.
std::optional<QHostAddress> parseIpAddress(QByteArrayView text);

/// The same address, as IPv4 where it is one that is mapped into IPv6, and nowhere else: what Qt
/// calls tolerant takes "::" for "0.0.0.0", too.
QHostAddress unmapped(const QHostAddress &address);

} // namespace pushpoint::net
