#pragma once

#include <QByteArrayView>

namespace pushpoint::net {

/// How a body was packed (RFC 9110 §8.4). Other: in a way, or in several, that is not understood.
enum class ContentCoding { Identity, Gzip, Deflate, Other };

/// What the value of Accept-Encoding says where a coding is refused.
inline constexpr char contentCodingsTaken[] = "gzip, deflate";

/// By the value of a Content-Encoding field; pure, any thread.
ContentCoding contentCodingOf(QByteArrayView value);

} // namespace pushpoint::net
