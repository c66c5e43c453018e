#include "server/net/body/body_decoder.h"

#include "server/net/body/bounded_growth.h"
#include "server/net/http/http_characters.h"
#include "server/net/http/http_head.h"

#include <algorithm>

namespace pushpoint::net {

namespace {

constexpr int sizeDigitsMax = 16; // zeros in front are allowed, but not without end
// So that a call that unpacks is short.
constexpr qsizetype packedBytesAtOnce = 16 * 1024;
constexpr qsizetype keptBytesAtOnce = 64 * 1024;

QString lineEndWanted()
{
    return QStringLiteral("CR LF must end a line");
}

std::optional<int> hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? std::optional(lower - 'a' + 10) : std::nullopt;
}

} // namespace

BodyDecoder::BodyDecoder(QByteArrayView head, std::optional<qint64> bytesWanted,
                         ContentCoding coding, qsizetype bodyBytesMax, const Limits &limits)
    : m_limits(limits), m_bodyBytesMax(bodyBytesMax), m_bytesMax(head.size() + bodyBytesMax),
      m_isChunked(!bytesWanted), m_bytes(head.toByteArray())
{
    if (coding != ContentCoding::Identity)
        m_unpacker = std::make_unique<Unpacker>(coding);
    if (!bytesWanted)
        return;
    m_chunkBytesLeft = *bytesWanted;
    m_state = m_chunkBytesLeft > 0 ? State::Chunk : State::Whole;
}

Result<qsizetype> BodyDecoder::feed(QByteArrayView bytes)
{
    qsizetype done = 0;
    const qsizetype before = m_bytes.size();
    const auto isMuch = [&] {
        return m_unpacker
            && (done >= packedBytesAtOnce || m_bytes.size() - before >= keptBytesAtOnce);
    };
    while (done < bytes.size() && !isWhole() && !isMuch()) {
        if (m_state != State::Chunk) {
            if (auto error = take(bytes[done]))
                return *error;
            ++done;
            continue;
        }
        qsizetype size = std::min(m_chunkBytesLeft, bytes.size() - done);
        if (m_unpacker)
            size = std::min(size, Unpacker::bytesAtOnceMax);
        if (auto error = takeOfChunk(bytes.sliced(done, size)))
            return *error;
        done += size;
    }
    return done;
}

std::optional<Error> BodyDecoder::takeOfChunk(QByteArrayView piece)
{
    m_bodyBytes += piece.size();
    if (!m_unpacker)
        appendWithin(m_bytes, piece, m_bytesMax);
    else if (auto error = m_unpacker->unpack(piece, m_bytes, m_bytesMax))
        return error;
    m_chunkBytesLeft -= piece.size();
    if (m_chunkBytesLeft > 0)
        return {};
    m_state = State::ChunkCr;
    return m_isChunked ? std::nullopt : end();
}

std::optional<Error> BodyDecoder::end()
{
    m_state = State::Whole;
    if (m_unpacker && !m_unpacker->isAtEnd())
        return badRequest(QStringLiteral("the packed body is cut short"));
    return {};
}

// Line ends are CR LF and nothing else: where readers differ in what ends a line, or in how long a
// chunk is, one of them takes for a request what the other takes for a body.
std::optional<Error> BodyDecoder::take(char c)
{
    switch (m_state) {
    case State::Size:
    case State::SizeBlank:
    case State::Extension:
        return takeOfSize(c);
    case State::SizeLf:
        m_state = m_chunkBytesLeft > 0 ? State::Chunk : State::Trailer;
        m_sizeDigits = 0;
        break;
    case State::ChunkCr:
        if (c != '\r')
            return badRequest(QStringLiteral("a chunk is longer than its size"));
        m_state = State::ChunkLf;
        return {};
    case State::ChunkLf:
        m_state = State::Size;
        break;
    case State::Trailer:
    case State::TrailerName:
    case State::TrailerValue:
        return takeOfTrailer(c);
    case State::TrailerLf:
        m_state = State::Trailer;
        break;
    case State::LastLf:
        return c == '\n' ? end() : std::optional(badRequest(lineEndWanted()));
    case State::Chunk:
    case State::Whole:
        Q_UNREACHABLE();
    }
    return c == '\n' ? std::nullopt : std::optional(badRequest(lineEndWanted()));
}

// RFC 9112 §7.1.1: extensions that are not known are ignored, and so are blanks before their ';',
// but their length is to be limited.
std::optional<Error> BodyDecoder::takeOfSize(char c)
{
    const auto digit = m_state == State::Size ? hexDigit(c) : std::nullopt;
    if (digit) {
        m_chunkBytesLeft = m_chunkBytesLeft * 16 + *digit;
        if (m_chunkBytesLeft > m_bodyBytesMax - m_bodyBytes)
            return Error{ErrorCode::BodyTooLarge, {}};
        return ++m_sizeDigits > sizeDigitsMax
            ? std::optional(badRequest(QStringLiteral("the size of a chunk has too many digits")))
            : std::nullopt;
    }
    if (m_state == State::Extension) {
        if (c != '\r')
            return isFieldCharacter(c)
                ? skip(State::Extension)
                : badRequest(
                    QStringLiteral("an extension of a chunk has a control character in it"));
    } else if (m_sizeDigits > 0 && (c == ';' || c == ' ' || c == '\t')) {
        return skip(c == ';' ? State::Extension : State::SizeBlank);
    } else if (m_sizeDigits == 0 || m_state == State::SizeBlank || c != '\r') {
        return badRequest(QStringLiteral("the size of a chunk is malformed"));
    }
    m_state = State::SizeLf;
    return {};
}

// RFC 9112 §7.1.2: trailers may be thrown away. None of them has a say: not one of those that are
// understood here may stand there (RFC 9110 §6.5.1).
std::optional<Error> BodyDecoder::takeOfTrailer(char c)
{
    if (c == '\r' && m_state != State::TrailerName) {
        m_state = m_state == State::Trailer ? State::LastLf : State::TrailerLf;
        return {};
    }
    if (m_state == State::Trailer && ++m_trailerLines > m_limits.headerLinesMax)
        return Error{ErrorCode::HeadersTooLarge, {}};
    if (m_state == State::TrailerValue ? isFieldCharacter(c) : isTokenCharacter(c))
        return skip(m_state == State::TrailerValue ? State::TrailerValue : State::TrailerName);
    if (m_state == State::TrailerName && c == ':')
        return skip(State::TrailerValue);
    return badRequest(QStringLiteral("a trailer line is malformed"));
}

std::optional<Error> BodyDecoder::skip(State next)
{
    m_state = next;
    return ++m_skippedBytes > m_limits.headersBytesMax
        ? std::optional(Error{ErrorCode::HeadersTooLarge, {}})
        : std::nullopt;
}

} // namespace pushpoint::net
