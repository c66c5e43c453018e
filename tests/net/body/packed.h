#pragma once

#include <QByteArray>

#include <zlib.h>

namespace pushpoint::tests {

enum class Wrapping { Gzip, Zlib, None };

/// The text as a client would pack it. Level 0 only wraps, 9 packs best.
inline QByteArray packed(const QByteArray &text, Wrapping wrapping, int level = 6)
{
    const int windowBits = wrapping == Wrapping::Gzip ? MAX_WBITS + 16
        : wrapping == Wrapping::Zlib                  ? MAX_WBITS
                                                      : -MAX_WBITS;
    z_stream stream{};
    if (deflateInit2(&stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("zlib has no memory");
    QByteArray out(qsizetype(deflateBound(&stream, uLong(text.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = uInt(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        qFatal("it was not packed at once");
    out.truncate(out.size() - qsizetype(stream.avail_out));
    deflateEnd(&stream);
    return out;
}

} // namespace pushpoint::tests
