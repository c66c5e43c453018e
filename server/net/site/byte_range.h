#pragma once

#include <QByteArrayView>

namespace pushpoint::net {

/// What a Range header asks of a body of a known size (RFC 9110 §14). A value; any thread.
struct ByteRange
{
    enum class Kind {
        Whole,         ///< no range, one we do not serve (several, other units), or a malformed one
        Part,          ///< 206: the bytes below
        Unsatisfiable, ///< 416: nothing of it lies within the body
    };
    Kind kind = Kind::Whole;
    qint64 offsetBytes = 0;
    qint64 sizeBytes = 0;
};

/// @param header the field's value, such as `bytes=0-499`, `bytes=500-` or `bytes=-500`.
/// @param bodyBytes how large the body is; a range beyond its end is cut at it.
ByteRange parseByteRange(QByteArrayView header, qint64 bodyBytes);

} // namespace pushpoint::net
