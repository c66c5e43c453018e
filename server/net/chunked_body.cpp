#include "server/net/chunked_body.h"

#include "server/net/http_characters.h"

#include <algorithm>

namespace pushpoint {

namespace {

constexpr int sizeDigitsMax = 16; // zeros in front are allowed, but not without end

Error bad(const QString &what)
{
    return {ErrorCode::BadRequest, what};
}

std::optional<int> hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? std::optional(lower - 'a' + 10) : std::nullopt;
}

} // namespace

ChunkedBody::ChunkedBody(QByteArrayView head, qsizetype bodyBytesMax, const Limits &limits)
    : m_limits(limits), m_bytesMax(head.size() + bodyBytesMax), m_bytes(head.toByteArray())
{ }

Result<qsizetype> ChunkedBody::feed(QByteArrayView bytes)
{
    qsizetype done = 0;
    while (done < bytes.size() && !isWhole()) {
        if (m_state != State::Chunk) {
            if (auto error = take(bytes[done]))
                return *error;
            ++done;
            continue;
        }
        const qsizetype size = std::min(m_chunkBytesLeft, bytes.size() - done);
        append(bytes.sliced(done, size));
        done += size;
        m_chunkBytesLeft -= size;
        if (m_chunkBytesLeft == 0)
            m_state = State::ChunkCr;
    }
    return done;
}

// Line ends are CR LF and nothing else: where readers differ in what ends a line, or in how long a
// chunk is, one of them takes for a request what the other takes for a body.
std::optional<Error> ChunkedBody::take(char c)
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
            return bad(QStringLiteral("a chunk is longer than its size"));
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
        m_state = State::Whole;
        break;
    case State::Chunk:
    case State::Whole:
        Q_UNREACHABLE();
    }
    return c == '\n' ? std::nullopt : std::optional(bad(QStringLiteral("CR LF must end a line")));
}

// RFC 9112 §7.1.1: extensions that are not known are ignored, and so are blanks before their ';',
// but their length is to be limited.
std::optional<Error> ChunkedBody::takeOfSize(char c)
{
    const auto digit = m_state == State::Size ? hexDigit(c) : std::nullopt;
    if (digit) {
        m_chunkBytesLeft = m_chunkBytesLeft * 16 + *digit;
        if (m_chunkBytesLeft > m_bytesMax - m_bytes.size())
            return Error{ErrorCode::BodyTooLarge, {}};
        return ++m_sizeDigits > sizeDigitsMax
            ? std::optional(bad(QStringLiteral("the size of a chunk has too many digits")))
            : std::nullopt;
    }
    if (m_state == State::Extension) {
        if (c != '\r')
            return isFieldCharacter(c)
                ? skip(State::Extension)
                : bad(QStringLiteral("an extension of a chunk has a control character in it"));
    } else if (m_sizeDigits > 0 && (c == ';' || c == ' ' || c == '\t')) {
        return skip(c == ';' ? State::Extension : State::SizeBlank);
    } else if (m_sizeDigits == 0 || m_state == State::SizeBlank || c != '\r') {
        return bad(QStringLiteral("the size of a chunk is malformed"));
    }
    m_state = State::SizeLf;
    return {};
}

// RFC 9112 §7.1.2: trailers may be thrown away. None of them has a say: not one of those that are
// understood here may stand there (RFC 9110 §6.5.1).
std::optional<Error> ChunkedBody::takeOfTrailer(char c)
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
    return bad(QStringLiteral("a trailer line is malformed"));
}

std::optional<Error> ChunkedBody::skip(State next)
{
    m_state = next;
    return ++m_skippedBytes > m_limits.headersBytesMax
        ? std::optional(Error{ErrorCode::HeadersTooLarge, {}})
        : std::nullopt;
}

// Grows to twice its size, but not beyond what it may become.
void ChunkedBody::append(QByteArrayView decoded)
{
    const qsizetype size = m_bytes.size() + decoded.size();
    if (size > m_bytes.capacity())
        m_bytes.reserve(std::min(2 * size, m_bytesMax));
    m_bytes.append(decoded);
}

} // namespace pushpoint
