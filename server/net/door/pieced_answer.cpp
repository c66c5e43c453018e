#include "server/net/door/pieced_answer.h"

#include <utility>

namespace pushpoint::net {

namespace {

constexpr qsizetype pieceBytes = 64 * 1024;

} // namespace

PiecedAnswer::PiecedAnswer(HttpReply reply, HttpWriting writing)
    : m_reply(std::move(reply)), m_writing(writing), m_bytesLeft(m_reply.source->bodyBytes())
{ }

BodySource::Piece PiecedAnswer::appendNext(QByteArray &out)
{
    using Piece = BodySource::Piece;
    QByteArray piece;
    const Piece state = m_reply.source->appendPiece(piece, pieceBytes);
    if (state == Piece::Failed)
        return state;
    if (m_bytesLeft) {
        *m_bytesLeft -= piece.size();
        if (*m_bytesLeft < 0 || (state == Piece::Last && *m_bytesLeft > 0))
            return Piece::Failed; // not the length that was told
    }
    if (piece.isEmpty() && state != Piece::Last)
        return state;
    if (!std::exchange(m_headIsOut, true))
        appendHeadFor(out, piece.size(), state == Piece::Last);
    if (!m_isChunked) {
        out.append(piece);
        return state;
    }
    // RFC 9112 §7.1. A chunk of no bytes is the end.
    if (!piece.isEmpty())
        out.append(QByteArray::number(piece.size(), 16))
            .append("\r\n")
            .append(piece)
            .append("\r\n");
    if (state == Piece::Last)
        out.append("0\r\n\r\n");
    return state;
}

void PiecedAnswer::appendHeadFor(QByteArray &out, qsizetype firstBytes, bool isWhole)
{
    std::optional<qint64> bodyBytes = m_reply.source->bodyBytes();
    if (isWhole)
        bodyBytes = firstBytes;
    m_isChunked = !bodyBytes && m_writing.minorVersion > 0;
    if (!bodyBytes && !m_isChunked)
        m_writing.closes = true; // RFC 9112 §6.3: what says where the body ends
    appendHead(out, m_reply, bodyBytes, m_writing);
}

} // namespace pushpoint::net
