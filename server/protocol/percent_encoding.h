#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace pushpoint {

/// The bytes behind the escapes of RFC 3986 §2.1, decoded once. A '%' that starts no escape stands
/// for itself, as browsers have it. Any thread.
QByteArray percentDecoded(QByteArrayView escaped);

/// The same, but nothing where a '%' starts no escape.
std::optional<QByteArray> percentDecodedStrictly(QByteArrayView escaped);

} // namespace pushpoint
