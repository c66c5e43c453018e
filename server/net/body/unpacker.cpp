#include "server/net/body/unpacker.h"

#include "server/net/body/bounded_growth.h"
#include "server/net/http/http_head.h"

#include <array>
#include <utility>

#include <zlib.h>

namespace pushpoint::net {

namespace {

// zlib's ways to say which wrapping is expected; its window is the largest there is.
constexpr int zlibWrapping = MAX_WBITS;
constexpr int gzipWrapping = MAX_WBITS + 16;
constexpr int noWrapping = -MAX_WBITS;

// RFC 1950 §2.2. A stream without wrapping could only begin like this by a stored block with
// garbage in the bits that nobody uses.
bool isZlibHeader(uchar first, uchar second)
{
    return (first & 0x8f) == Z_DEFLATED && (first * 256 + second) % 31 == 0;
}

} // namespace

Unpacker::Unpacker(ContentCoding coding) : m_coding(coding) { }

Unpacker::~Unpacker()
{
    if (m_stream)
        inflateEnd(m_stream.get());
}

std::optional<Error> Unpacker::begin(QByteArrayView packed)
{
    int wrapping = gzipWrapping;
    if (m_coding == ContentCoding::Deflate)
        wrapping = isZlibHeader(uchar(packed[0]), uchar(packed[1])) ? zlibWrapping : noWrapping;
    auto stream = std::make_unique<z_stream>();
    if (inflateInit2(stream.get(), wrapping) != Z_OK)
        return Error{ErrorCode::Internal, {}};
    m_stream = std::move(stream);
    return {};
}

std::optional<Error> Unpacker::beginNextMember()
{
    if (m_coding != ContentCoding::Gzip || inflateReset(m_stream.get()) != Z_OK)
        return badRequest(QStringLiteral("there is something behind the packed body"));
    m_isAtEnd = false;
    return {};
}

std::optional<Error> Unpacker::unpack(QByteArrayView packed, QByteArray &plain,
                                      qsizetype plainBytesMax)
{
    QByteArray first;
    if (!m_stream) {
        m_isAtEnd = m_isAtEnd && packed.isEmpty();
        m_first.append(packed);
        if (m_first.size() < 2)
            return {};
        first = std::exchange(m_first, {});
        packed = first;
        if (auto error = begin(packed))
            return error;
    }
    m_stream->next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    m_stream->avail_in = uInt(packed.size());
    std::array<char, 16 * 1024> buffer;
    for (;;) {
        if (m_isAtEnd) {
            if (m_stream->avail_in == 0)
                return {};
            if (auto error = beginNextMember())
                return error;
        }
        m_stream->next_out = reinterpret_cast<Bytef *>(buffer.data());
        m_stream->avail_out = uInt(buffer.size());
        const int status = inflate(m_stream.get(), Z_NO_FLUSH);
        const qsizetype made = qsizetype(buffer.size()) - qsizetype(m_stream->avail_out);
        if (plain.size() + made > plainBytesMax) // also where it is damaged behind that
            return Error{ErrorCode::BodyTooLarge, {}};
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
            return badRequest(QStringLiteral("the packed body is damaged"));
        appendWithin(plain, {buffer.data(), made}, plainBytesMax);
        m_isAtEnd = status == Z_STREAM_END;
        if (!m_isAtEnd && m_stream->avail_out > 0)
            return {}; // it wants more
    }
}

} // namespace pushpoint::net
