#include "server/net/content_coding.h"

#include <QScopeGuard>

#include <algorithm>

#include <zlib.h>

namespace pushpoint {

namespace {

// zlib's ways to say which wrapping is expected; its window is the largest there is.
constexpr int zlibWrapping = MAX_WBITS;
constexpr int gzipWrapping = MAX_WBITS + 16;
constexpr int noWrapping = -MAX_WBITS;

// RFC 1950 §2.2. A stream without wrapping could only begin like this by a stored block with
// garbage in the bits that nobody uses.
bool hasZlibHeader(QByteArrayView packed)
{
    return packed.size() >= 2 && (uchar(packed[0]) & 0x8f) == Z_DEFLATED
        && (uchar(packed[0]) * 256 + uchar(packed[1])) % 31 == 0;
}

int wrappingOf(QByteArrayView packed, ContentCoding coding)
{
    if (coding == ContentCoding::Gzip)
        return gzipWrapping;
    return hasZlibHeader(packed) ? zlibWrapping : noWrapping;
}

} // namespace

ContentCoding contentCodingOf(QByteArrayView value)
{
    const auto is = [value](const char *known) {
        return value.compare(QByteArrayView(known), Qt::CaseInsensitive) == 0;
    };
    if (value.isEmpty() || is("identity"))
        return ContentCoding::Identity;
    if (is("gzip") || is("x-gzip")) // RFC 9110 §8.4.1.3
        return ContentCoding::Gzip;
    return is("deflate") ? ContentCoding::Deflate : ContentCoding::Other;
}

Result<QByteArray> unpacked(QByteArrayView packed, ContentCoding coding, qsizetype bytesMax)
{
    z_stream stream{};
    if (inflateInit2(&stream, wrappingOf(packed, coding)) != Z_OK)
        return ErrorCode::Internal;
    const auto end = qScopeGuard([&stream] { inflateEnd(&stream); });
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    stream.avail_in = uInt(packed.size());
    QByteArray plain;
    qsizetype made = 0;
    qsizetype room = std::max<qsizetype>(1024, 4 * packed.size());
    for (;;) {
        room = std::min(room, bytesMax + 1);
        plain.reserve(room); // exactly; resize() alone would take more
        plain.resize(room);
        stream.next_out = reinterpret_cast<Bytef *>(plain.data() + made);
        stream.avail_out = uInt(room - made);
        const int status = inflate(&stream, Z_NO_FLUSH);
        made = room - qsizetype(stream.avail_out);
        if (made > bytesMax)
            return ErrorCode::BodyTooLarge;
        if (status == Z_STREAM_END) {
            if (stream.avail_in == 0)
                break;
            if (coding != ContentCoding::Gzip || inflateReset(&stream) != Z_OK)
                return Error{ErrorCode::BadRequest,
                             QStringLiteral("there is something behind the packed body")};
        } else if ((status == Z_OK || status == Z_BUF_ERROR) && stream.avail_out == 0) {
            room *= 2;
        } else {
            return Error{ErrorCode::BadRequest,
                         QStringLiteral("the packed body is damaged or cut short")};
        }
    }
    plain.truncate(made);
    return plain;
}

} // namespace pushpoint
