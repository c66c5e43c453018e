#pragma once

#include "server/net/http/content_coding.h"
#include "server/protocol/result.h"

#include <QByteArray>

#include <memory>
#include <optional>

struct z_stream_s;

namespace pushpoint::net {

/// Unpacks a body piece by piece: gzip (one member or several, RFC 1952 §2.2) or deflate (in zlib's
/// wrapping, as the standard has it, or without, as many clients send it). Any one thread.
class Unpacker
{
public:
    /// Gzip or Deflate.
    explicit Unpacker(ContentCoding coding);
    ~Unpacker();
    Unpacker(const Unpacker &) = delete;
    Unpacker &operator=(const Unpacker &) = delete;

    /// Of one call: some 130 KiB may come of it, for one byte of deflate may stand for 1032.
    static constexpr qsizetype bytesAtOnceMax = 128;

    /// Appends what comes of the next bytes to `plain`, which may become `plainBytesMax` long. An
    /// error ends it: BadRequest (damaged, or something else behind the end), BodyTooLarge,
    /// Internal (no memory).
    std::optional<Error> unpack(QByteArrayView packed, QByteArray &plain, qsizetype plainBytesMax);

    /// What came is whole, or nothing came.
    bool isAtEnd() const { return m_isAtEnd; }

private:
    std::optional<Error> begin(QByteArrayView packed);
    std::optional<Error> beginNextMember();

    const ContentCoding m_coding;
    std::unique_ptr<z_stream_s> m_stream; ///< null: not begun
    QByteArray m_first; ///< too little of a deflated body to tell how it is wrapped
    bool m_isAtEnd = true;
};

} // namespace pushpoint::net
