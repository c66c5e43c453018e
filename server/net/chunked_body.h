#pragma once

#include "server/protocol/limits.h"
#include "server/protocol/result.h"

#include <QByteArrayView>

namespace pushpoint {

/// Decodes a request's body that comes in chunks (RFC 9112 §7.1), strictly and as it comes: of what
/// was sent only the decoded bytes are kept. They stand behind the request's head, so that in the
/// end the request reads as if its body had come with a length. Server thread; one a request.
class ChunkedBody
{
public:
    /// @param head the bytes that the body stands behind.
    /// @param bodyBytesMax of the decoded body. The limits must outlive this.
    ChunkedBody(QByteArrayView head, qsizetype bodyBytesMax, const Limits &limits);

    /// Takes in what came next.
    /// @return how many of the bytes are of this body: fewer than all of them only once it is
    /// whole. The same for the same bytes however they are cut. Errors, after which it must not be
    /// fed any more: BadRequest (malformed), BodyTooLarge (told as soon as a chunk's size shows
    /// it), HeadersTooLarge (extensions and trailers: more bytes, or lines, than headers may have).
    Result<qsizetype> feed(QByteArrayView bytes);

    /// The trailers' end was seen, too.
    bool isWhole() const { return m_state == State::Whole; }
    /// The head, and as much of the body as was decoded.
    QByteArrayView bytes() const { return m_bytes; }

private:
    enum class State {
        Size, ///< hexadecimal digits
        SizeBlank,
        Extension,
        SizeLf,
        Chunk,
        ChunkCr,
        ChunkLf,
        Trailer, ///< at the beginning of a line
        TrailerName,
        TrailerValue,
        TrailerLf,
        LastLf,
        Whole
    };

    std::optional<Error> take(char c);
    std::optional<Error> takeOfSize(char c);
    std::optional<Error> takeOfTrailer(char c);
    std::optional<Error> skip(State next);
    void append(QByteArrayView decoded);

    const Limits &m_limits;
    const qsizetype m_bytesMax; ///< with the head
    QByteArray m_bytes;
    State m_state = State::Size;
    int m_sizeDigits = 0;
    qsizetype m_chunkBytesLeft = 0;
    qsizetype m_skippedBytes = 0; ///< of extensions and trailers
    int m_trailerLines = 0;
};

} // namespace pushpoint
