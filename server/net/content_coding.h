#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace pushpoint {

/// How a body was packed (RFC 9110 §8.4). Other: in a way, or in several, that is not understood.
enum class ContentCoding { Identity, Gzip, Deflate, Other };

/// What the value of Accept-Encoding says where a coding is refused.
inline constexpr char contentCodingsTaken[] = "gzip, deflate";

/// By the value of a Content-Encoding field; pure, any thread.
ContentCoding contentCodingOf(QByteArrayView value);

/// A body as it was before it was packed by gzip (one member or several, RFC 1952 §2.2) or deflate
/// (in zlib's wrapping, as the standard has it, or without, as many clients send it). Works on the
/// whole of it at once, and needs memory for no more than `bytesMax` and a byte. Errors: BadRequest
/// (damaged, cut short, or something else behind its end), BodyTooLarge (it would become more than
/// `bytesMax` bytes), Internal (no memory). Pure; any thread.
Result<QByteArray> unpacked(QByteArrayView packed, ContentCoding coding, qsizetype bytesMax);

} // namespace pushpoint
