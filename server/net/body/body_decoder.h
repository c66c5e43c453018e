#pragma once

#include "server/net/body/unpacker.h"
#include "server/protocol/limits.h"

#include <memory>
#include <optional>

namespace pushpoint::net {

/// Decodes a request's body that comes in chunks (RFC 9112 §7.1), or packed, or both, strictly and
/// as it comes: of what was sent only the decoded bytes are kept. They stand behind the request's
/// head, so that in the end the request reads as if its body had come plain and with a length.
/// Server thread; one a request.
class BodyDecoder
{
public:
    /// @param head the bytes that the body stands behind.
    /// @param bytesWanted the body's length as it is sent; absent: it comes in chunks.
    /// @param bodyBytesMax of the body, as it is sent and as it is kept. The limits must outlive
    /// this.
    BodyDecoder(QByteArrayView head, std::optional<qint64> bytesWanted, ContentCoding coding,
                qsizetype bodyBytesMax, const Limits &limits);

    /// Takes in what came next.
    /// @return how many of the bytes were taken: fewer than all of them where the body is whole, or
    /// where so much came of them that the rest is to wait for another call (a packed byte may
    /// stand for a thousand). The same body for the same bytes however they are cut. Errors, after
    /// which it must not be fed any more: BadRequest (malformed, damaged, something behind what is
    /// packed), BodyTooLarge (told as soon as a chunk's size shows it), HeadersTooLarge (extensions
    /// and trailers: more bytes, or lines, than headers may have).
    Result<qsizetype> feed(QByteArrayView bytes);

    /// In chunks: the trailers' end was seen, too.
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
    std::optional<Error> takeOfChunk(QByteArrayView piece);
    std::optional<Error> end();

    const Limits &m_limits;
    const qsizetype m_bodyBytesMax;
    const qsizetype m_bytesMax; ///< with the head
    const bool m_isChunked;
    std::unique_ptr<Unpacker> m_unpacker; ///< null: nothing is packed
    QByteArray m_bytes;
    State m_state = State::Size;
    int m_sizeDigits = 0;
    qsizetype m_chunkBytesLeft = 0; ///< or of the whole body
    qsizetype m_bodyBytes = 0;      ///< as they were sent
    qsizetype m_skippedBytes = 0;   ///< of extensions and trailers
    int m_trailerLines = 0;
};

} // namespace pushpoint::net
