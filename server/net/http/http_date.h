#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace pushpoint::net {

/// A moment as HTTP writes it, such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
/// @param secondsSinceEpoch of UTC, in the years 0 to 9999. Any thread.
QByteArray httpDate(qint64 secondsSinceEpoch);

/// Seconds since the epoch from any of the three forms that a recipient must accept: IMF-fixdate,
/// RFC 850 and asctime. Nothing where the text is no date; the name of the day is not checked.
/// @param nowSeconds decides the century of RFC 850's two digits. Any thread.
std::optional<qint64> parseHttpDate(QByteArrayView text, qint64 nowSeconds);

} // namespace pushpoint::net
