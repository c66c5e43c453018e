#pragma once

#include "server/net/http/body_source.h"
#include "server/net/http/http_writer.h"

namespace pushpoint::net {

/// An answer whose body is made piece by piece, on its way out: the head, and the body as HTTP
/// frames it. Server thread; owned by the connection.
class PiecedAnswer
{
public:
    /// @param reply with a source.
    PiecedAnswer(HttpReply reply, HttpWriting writing);

    BodySource &source() { return *m_reply.source; }
    /// Appends the next piece to `out`, as it goes over the wire: some 64 KiB. The head goes with
    /// the first one that is not empty, so that a body that is whole by then has its length told.
    BodySource::Piece appendNext(QByteArray &out);
    /// Whether the connection ends after this answer; known for good once a piece was appended.
    bool closes() const { return m_writing.closes; }

private:
    void appendHeadFor(QByteArray &out, qsizetype firstBytes, bool isWhole);

    HttpReply m_reply;
    HttpWriting m_writing;
    std::optional<qint64> m_bytesLeft; ///< of a body whose length is known
    bool m_headIsOut = false;
    bool m_isChunked = false;
};

} // namespace pushpoint::net
